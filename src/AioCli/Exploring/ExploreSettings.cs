using AioSim.Exploration;

namespace AioCli.Exploring;

/// <summary>What is asked of an exploration.</summary>
/// <param name="Options">How programs are explored.</param>
/// <param name="Shard">The part of the work that is done here.</param>
/// <param name="Workers">So many explorations run at a time.</param>
internal sealed record ExploreSettings(ExplorationOptions Options, WorkShare Shard, int Workers)
{
    /// <summary>Schedules that are drawn are drawn in so many parts, however many workers there are.</summary>
    private const int Parts = 8;

    /// <summary>The seed of all; null: that of the scenario, or 0.</summary>
    public ulong? Seed { get; init; }

    /// <summary>After so long it ends with what was found; null: never.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>What was never reached is printed.</summary>
    public bool Coverage { get; init; }

    /// <summary>To be incomplete is not enough.</summary>
    public bool RequireComplete { get; init; }

    /// <summary>The outcomes are written into the scenarios.</summary>
    public bool WriteOutcomes { get; init; }

    /// <summary>Only what is not as required is printed.</summary>
    public bool Quiet { get; init; }

    /// <summary>The shares of one scenario's exploration: a matter of the strategy, so that the result is none of the workers.</summary>
    public IEnumerable<WorkShare> Shares()
    {
        var parts = Options.Strategy is ExplorationStrategy.Random or ExplorationStrategy.Pct or ExplorationStrategy.Urw ? Parts : 1;
        return Enumerable.Range(1, parts).Select(part => new WorkShare(((Shard.Number - 1) * parts) + part, Shard.Of * parts));
    }
}
