using AioSpec;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Targets;

/// <summary>What a program asks of who performs it, beyond files, threads and the calls of aio.h.</summary>
internal static class Needs
{
    /// <summary>Each need once, with the first thing in the program that has it.</summary>
    public static IEnumerable<Need> Of(Program program) => All(program).DistinctBy(need => need.Feature).OrderBy(need => need.Feature);

    private static IEnumerable<Need> All(Program program)
    {
        foreach (var call in Statements.Calls(program))
        {
            foreach (var feature in OfCall(call)) yield return new Need(feature, CallText.Print(call));
        }

        foreach (var file in program.Files)
        {
            if (OfFile(file.Kind) is { } feature) yield return new Need(feature, $"{Features.Word(feature)} {file.Path}");
        }

        if (program.Declaration.AioMax is { } most) yield return new Need(Feature.Limits, $"limit AIO_MAX {most}");
        if (program.Declaration.ListioMax is { } elements) yield return new Need(Feature.Limits, $"limit AIO_LISTIO_MAX {elements}");
        foreach (var need in OfDevice(program.Device)) yield return need;
    }

    private static Feature? OfFile(FileKind kind) => kind switch
    {
        FileKind.Character => Feature.CharacterFiles,
        FileKind.NullDevice => Feature.NullDevice,
        FileKind.ZeroDevice => Feature.ZeroDevice,
        FileKind.FullDevice => Feature.FullDevice,
        _ => null,
    };

    private static IEnumerable<Feature> OfCall(Call call)
    {
        foreach (var sigevent in SigEventsOf(call))
        {
            if (sigevent.Notify == SigEventNotify.SIGEV_SIGNAL) yield return Feature.Signals;
            if (sigevent.Notify == SigEventNotify.SIGEV_THREAD) yield return Feature.NotificationThreads;
            if (sigevent.Notify == SigEventNotify.SIGEV_THREAD_ID) yield return Feature.ThreadId;
        }

        if (call is Pipe) yield return Feature.Pipes;
        if (call is Socketpair or Shutdown) yield return Feature.Sockets;
        if (OfOther(call) is { } feature) yield return feature;
    }

    private static Feature? OfOther(Call call) => call switch
    {
        Fork => Feature.Fork,
        Exec => Feature.Exec,
        Sigaction or Sigmask or Kill or Sigqueue or Sigwait => Feature.Signals,
        PthreadCancel => Feature.ThreadCancellation,
        Siglongjmp => Feature.Siglongjmp,
        Pipe { Capacity: > 0 } => Feature.PipeCapacity,
        Open { OffsetMaximum: not null } => Feature.OffsetMaximum,
        ClockStep => Feature.ClockStep,
        Setrlimit c => c.Resource switch
        {
            Rlimit.RLIMIT_NPROC => Feature.ThreadLimit,
            Rlimit.RLIMIT_SIGPENDING => Feature.SignalLimit,
            Rlimit.RLIMIT_FSIZE => Feature.FileSizeLimit,
            _ => Feature.MemoryLimit,
        },
        AioInitCall => Feature.AioInit,
        Exit => Feature.Processes,
        _ => null,
    };

    /// <summary>The notifications that a call asks for.</summary>
    public static IEnumerable<SigEvent> SigEventsOf(Call call) => call switch
    {
        AioRead c => [c.Block.SigEvent],
        AioWrite c => [c.Block.SigEvent],
        AioFsync c => [c.Block.SigEvent],
        LioListio c => c.List.Where(e => e is not null).Select(e => e!.Block.SigEvent).Concat(c.Sig is null ? [] : [c.Sig]),
        _ => [],
    };

    private static IEnumerable<Need> OfDevice(DeviceScript device)
    {
        if (device.Crash is not null) yield return new Need(Feature.Crashes, "device crash");
        if (device.Latency != Latency.Zero) yield return new Need(Feature.HeldTransfers, "device latency");
        foreach (var rule in device.Rules)
        {
            if (rule.Latency is { } latency && latency != Latency.Zero) yield return new Need(Feature.HeldTransfers, "device rule with latency");
            if (rule.StallUntil is { } gate) yield return new Need(Feature.HeldTransfers, $"device rule with stall {gate}");
            if (rule.Fail is { } errno) yield return new Need(Feature.FailingTransfers, $"device rule with fail {errno}");
            if (rule.Short is not null) yield return new Need(Feature.ShortTransfers, "device rule with short");
        }
    }
}
