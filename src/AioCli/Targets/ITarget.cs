using AioSpec.Programs;

namespace AioCli.Targets;

/// <summary>
/// Who performs programs: the model under a virtual clock, or a real implementation through a driver. What goes wrong while
/// it performs one (it hangs, crashes, answers rubbish) is a result and never thrown.
/// </summary>
internal interface ITarget : IDisposable
{
    /// <summary>Its name, as histories and reports show it.</summary>
    string Name { get; }

    /// <summary>What it can do and what it declares; of a driver: what its first message said.</summary>
    Capabilities Capabilities { get; }

    /// <summary>Performs a program. May be called by several threads at a time.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    /// <exception cref="AioSim.ProgramException">The program makes no sense on any target.</exception>
    Performance Perform(Program program, PerformOptions options, CancellationToken cancel);
}

/// <summary>How a program is performed.</summary>
internal sealed record PerformOptions
{
    /// <summary>Where nobody says otherwise.</summary>
    public static PerformOptions Default { get; } = new();

    /// <summary>The seed of whatever is left to chance: schedule and device of the simulator, latencies of held transfers.</summary>
    public ulong Seed { get; init; }

    /// <summary>On the simulator: a call, its effect and its return are steps of their own, so that calls of threads overlap.</summary>
    public bool SplitCalls { get; init; }

    /// <summary>So long nothing may happen before the program counts as hung. Sleeps and timeouts of the program do not count.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A hang is tried again, alone and with ten times the limit: it is <see cref="EndingKind.Hung"/> only if it recurs, and
    /// <see cref="EndingKind.Unresolved"/> if not. Without, it is Hung at once and the caller has to look for itself.
    /// </summary>
    public bool ConfirmHangs { get; init; } = true;
}
