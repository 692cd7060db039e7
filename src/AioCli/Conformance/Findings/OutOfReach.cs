using AioCli.Targets;

namespace AioCli.Conformance.Findings;

/// <summary>
/// The classes of input that no program for a target can have: those of what it says that it cannot do, and, where it is a real one,
/// those of a device and of choices that a program declares: its own are what they are.
/// </summary>
internal static class OutOfReach
{
    private static readonly string[] s_declared =
        ["fault:", "aim:", "crash:", "may:", "latency:", "queue-depth:", "device:", "profile:", "option:", "PIPE_BUF:small", "limit:none"];

    private static readonly (Feature Feature, string[] Parts)[] s_needs =
    [
        (Feature.Signals, ["signal:", "notify:signal", "notify:real-time-signal", "notify:odd-signal", "sig:signal", "sig:odd-signal", "in-handler"]),
        (Feature.NotificationThreads, ["notify:thread", "notify:thread-of-its-own", "sig:thread", "in-notification"]),
        (Feature.ThreadCancellation, ["end:pthread_cancel", "end:pthread_exit", "end:exit", "end:exec"]),
        (Feature.Pipes, ["fd:pipe"]),
        (Feature.PipeCapacity, ["fd:pipe-small"]),
        (Feature.CharacterFiles, ["fd:character"]),
        (Feature.NullDevice, ["fd:null-device"]),
        (Feature.ZeroDevice, ["fd:zero-device"]),
        (Feature.FullDevice, ["fd:full-device"]),
        (Feature.Sockets, ["fd:socket"]),
        (Feature.ClockStep, ["clock:step"]),
        (Feature.OffsetMaximum, ["fd:offset-maximum"]),
        (Feature.AioInit, ["aio_init"]),
        (Feature.ThreadId, ["notify:THREAD_ID", "sig:THREAD_ID"]),
        (Feature.Limits, ["limit:AIO", "list:over-AIO_LISTIO_MAX"]),
    ];

    /// <summary>Whether a class, or a pair of classes, is one of them.</summary>
    public static bool Has(string name, Capabilities target) =>
        (name == "reqprio:in-range" && target.Declaration.PrioDeltaMax == 0)
        || (!target.HasVirtualTime && s_declared.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
        || s_needs.Any(need => target.WhyNot(need.Feature) is not null && need.Parts.Any(part => name.Contains(part, StringComparison.Ordinal)));
}
