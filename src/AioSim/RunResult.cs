using System.Collections.Immutable;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSim;

/// <summary>What a run came to.</summary>
public sealed record RunResult
{
    /// <summary>A hash over every decision and every event, in 16 hexadecimal digits: two runs with the same hash were the same run.</summary>
    public required string TraceHash { get; init; }

    /// <summary>The virtual time at the end, in nanoseconds.</summary>
    public required long VirtualNanoseconds { get; init; }

    /// <summary>How many requests were accepted.</summary>
    public required long Requests { get; init; }

    /// <summary>How many steps were taken.</summary>
    public required long Steps { get; init; }

    /// <summary>How the run ended.</summary>
    public required EndKind End { get; init; }

    /// <summary>The system has crashed: its files hold what has survived.</summary>
    public bool SystemCrashed { get; init; }

    /// <summary>The expectations of the program that did not hold.</summary>
    public required ImmutableArray<ExpectationFailure> Failures { get; init; }

    /// <summary>The threads that were blocked for ever, in the order in which they started.</summary>
    public required ImmutableArray<string> BlockedThreads { get; init; }

    /// <summary>What was chosen, where that was to be kept.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The run was cut because it took <see cref="SimulationOptions.MaxSteps"/> steps.</summary>
    public bool StepLimitReached { get; init; }

    /// <summary>The run was cut by <see cref="SimulationOptions.Observer"/>.</summary>
    public bool Stopped { get; init; }
}

/// <summary>An expectation that did not hold.</summary>
/// <param name="Message">What was expected, and what was.</param>
/// <param name="Place">The statement, where it has a place.</param>
/// <param name="Thread">The thread, or null for an expectation of the whole run.</param>
/// <param name="Time">When, in virtual nanoseconds.</param>
public sealed record ExpectationFailure(string Message, SourcePlace? Place, string? Thread, long Time)
{
    /// <summary>What the expectation is of, without what was seen: <c>main: aio_return r1, value</c>, <c>blocked main</c>.</summary>
    public string Subject { get; init; } = "";
}
