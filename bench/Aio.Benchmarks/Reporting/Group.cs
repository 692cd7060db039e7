namespace Aio.Benchmarks.Reporting;

/// <summary>Subjects that are measured together, in turns, so that what the machine does meanwhile hits all of them.</summary>
internal sealed record Group(string Name, Subject[] Subjects)
{
    /// <summary>How many rounds there are at most: fewer where one round takes long.</summary>
    public int MostRounds { get; init; } = int.MaxValue;

    /// <summary>Ratios of the subjects, with their names.</summary>
    public Func<IEnumerable<(string Name, Spread Ratio)>> Ratios { get; init; } = () => [];

    /// <summary>Gives back what the subjects hold, when all is measured.</summary>
    public Action End { get; init; } = () => { };

    /// <summary>The goals.</summary>
    public Func<IEnumerable<Goal>> Goals { get; init; } = () => [];
}
