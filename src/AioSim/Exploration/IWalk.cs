namespace AioSim.Exploration;

/// <summary>Chooses the steps of one schedule after the other.</summary>
internal interface IWalk
{
    /// <summary>Which strategy it is.</summary>
    ExplorationStrategy Strategy { get; }

    /// <summary>A schedule begins; its number makes its chance.</summary>
    void Begin(long schedule);

    /// <summary>Chooses among the steps that can be taken.</summary>
    Edge Choose(Walker walker);

    /// <summary>What these schedules say of what was not seen.</summary>
    IEnumerable<Guarantee> Guarantees(long first, long schedules);
}
