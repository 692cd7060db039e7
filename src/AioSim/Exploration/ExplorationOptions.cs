namespace AioSim.Exploration;

/// <summary>What is explored, and how far. The same program with the same options gives the same result, byte for byte.</summary>
public sealed record ExplorationOptions
{
    /// <summary>How the schedules are walked.</summary>
    public ExplorationStrategy Strategy { get; init; } = ExplorationStrategy.Portfolio;

    /// <summary>The seed of the device script's chance and of the random strategies.</summary>
    public ulong Seed { get; init; }

    /// <summary>The most schedules that the strategies that walk schedules walk.</summary>
    public long MaxSchedules { get; init; } = 10_000;

    /// <summary>The most states that the exhaustive strategy stores.</summary>
    public long MaxStates { get; init; } = 1_000_000;

    /// <summary>The most distinct outcomes that are listed; further ones are only counted as ends (<see cref="ExplorationResult.OutcomesLeftOut"/>).</summary>
    public int MaxOutcomes { get; init; } = 10_000;

    /// <summary>A schedule is cut after so many steps.</summary>
    public int MaxSteps { get; init; } = 10_000;

    /// <summary>PCT: bugs of a depth up to this are looked for.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Whole states are stored, not fingerprints of 128 bits: no two states can be taken for one.</summary>
    public bool Exact { get; init; }

    /// <summary>
    /// Exhaustive: a state is not explored again when it is reached again. False: every schedule is walked from its start to its
    /// end, and schedules are counted, not states. DPOR: false turns the reduction off.
    /// </summary>
    public bool Reduce { get; init; } = true;

    /// <summary>A call, its effect and its return are steps of their own, so that calls of threads overlap.</summary>
    public bool SplitCalls { get; init; }

    /// <summary>The part of the work that is done: number <c>Number</c> of <c>Of</c>, counted from 1. All parts joined are the whole.</summary>
    public WorkShare Share { get; init; } = WorkShare.All;

    /// <summary>The judge reads the history of one schedule of each outcome, and of each failure.</summary>
    public bool Judge { get; init; } = true;

    /// <summary>Who does the work of one exploration, where it can be parted; null: the caller alone. It does not change the result.</summary>
    public ICrew? Crew { get; init; }

    /// <summary>Is told now and then how far the exploration is; false ends it, and what was found so far is the result.</summary>
    public Func<ExplorationProgress, bool>? Progress { get; init; }
}

/// <summary>One of several parts of the work.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Of">How many parts there are.</param>
public readonly record struct WorkShare(int Number, int Of)
{
    /// <summary>All of it.</summary>
    public static WorkShare All => new(1, 1);
}

/// <summary>How far an exploration is.</summary>
/// <param name="Schedules">Schedules that came to an end.</param>
/// <param name="States">Different states.</param>
/// <param name="Transitions">Steps taken.</param>
/// <param name="Depth">The most steps of a schedule so far.</param>
/// <param name="Outcomes">Distinct outcomes so far.</param>
/// <param name="Failures">Distinct failures so far.</param>
/// <param name="Share">The share of the work that is done, in thousandths, where that is known; else -1.</param>
public readonly record struct ExplorationProgress(long Schedules, long States, long Transitions, int Depth, int Outcomes, int Failures, int Share);
