using System.Collections.Immutable;
using AioSim;
using AioSpec;
using AioSpec.Histories;

namespace AioCli.Targets;

/// <summary>What came of performing a program once.</summary>
internal sealed record Performance
{
    /// <summary>How it ended.</summary>
    public required Ending Ending { get; init; }

    /// <summary>
    /// What was seen. It ends <c>quiet</c> also where the program hangs for good: nothing more would have come. Where it is
    /// not known whether more would have come, it ends <c>cut</c>.
    /// </summary>
    public required History History { get; init; }

    /// <summary>What the program expected and did not get. On a real target without virtual times and exact order.</summary>
    public ImmutableArray<ExpectationFailure> Failures { get; init; } = [];

    /// <summary>The expectations that say nothing about such a target: virtual times, exact order.</summary>
    public int NotApplicable { get; init; }

    /// <summary>The run, where it was simulated.</summary>
    public RunResult? Simulation { get; init; }

    /// <summary>How many single requests were accepted, and how many elements of lists that were.</summary>
    public long Requests => RequestCount.Of(History);

    /// <summary>Not performed at all, because the target cannot.</summary>
    public static Performance Refused(string target, AioSpec.Programs.Program program, ImmutableArray<Need> unmet) => new()
    {
        Ending = new Ending(EndingKind.Refused) { Unmet = unmet },
        History = new History(new HistoryHeader { Target = target, Files = program.Files }, [new End(0, EndKind.Cut)]),
    };
}

/// <summary>The ways in which performing a program ends. All of them are results.</summary>
internal enum EndingKind
{
    /// <summary>The program ran, and nothing more was to come.</summary>
    Quiet,
    /// <summary>Nothing happened any more although something was still to come; it recurred alone with ten times the limit.</summary>
    Hung,
    /// <summary>As <see cref="Hung"/>, and a processor was busy all the time.</summary>
    BusyLoop,
    /// <summary>A hang that did not recur: neither a pass nor a violation.</summary>
    Unresolved,
    /// <summary>The process was killed by a signal.</summary>
    Crashed,
    /// <summary>The process killed itself with SIGABRT.</summary>
    Aborted,
    /// <summary>The process ended, with a status, and the program had not asked for it.</summary>
    Exited,
    /// <summary>More events than a run may have.</summary>
    Flood,
    /// <summary>The driver's answer is not of the protocol.</summary>
    Garbage,
    /// <summary>The driver ended, or its connection broke, in the middle of the answer.</summary>
    Died,
    /// <summary>Not performed: the program needs what the target has not (<see cref="Ending.Unmet"/>).</summary>
    Refused,
}

/// <summary>How performing a program ended.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Text">More about it, for people.</param>
internal sealed record Ending(EndingKind Kind, string Text = "")
{
    /// <summary>The way in a word.</summary>
    public string Word => Kind switch
    {
        EndingKind.BusyLoop => "busy loop",
        EndingKind.Refused => "not performed",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The signal, where one killed the process.</summary>
    public Signo Signal { get; init; }

    /// <summary>What the program needs and the target has not.</summary>
    public ImmutableArray<Need> Unmet { get; init; } = [];

    /// <summary>The driver said nothing any more, so that what it saw is not known.</summary>
    public bool IsSilence { get; init; }

    /// <summary>Whether the history says all that happened: only then it can be judged to its end.</summary>
    public bool IsComplete => !IsSilence && Kind is (EndingKind.Quiet or EndingKind.Hung or EndingKind.BusyLoop or EndingKind.Crashed or EndingKind.Aborted);
}
