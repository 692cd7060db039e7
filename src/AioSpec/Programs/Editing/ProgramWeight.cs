using System.Collections.Immutable;
using System.Numerics;

namespace AioSpec.Programs.Editing;

/// <summary>How large a program is to its reader. Every shrink makes it less, so shrinking ends.</summary>
public static class ProgramWeight
{
    private const long Part = 1_000;
    private const long Detail = 50;

    /// <summary>The weight of a whole program.</summary>
    public static long Of(Program program) =>
        (5 * Part * program.Threads.Length)
        + program.Threads.Sum(t => Of(t.Body))
        + (2 * Part * program.Functions.Length) + program.Functions.Sum(f => Of(f.Body))
        + program.Files.Sum(f => Part + Of(f.Content.Length))
        + Of(program.Device) + Of(program.Declaration)
        + (program.Expect == Expectations.None ? 0 : Part) + Of(program.Expect);

    /// <summary>How hard a number is to read: its length, and its digits that are not 0.</summary>
    public static long Of(long number)
    {
        if (number == 0) return 0;
        var weight = number < 0 ? 3L : 1L;
        for (var rest = number; rest != 0; rest /= 10) weight += rest % 10 is 0 ? 1 : rest % 10 is 1 or -1 ? 2 : 4;
        return weight;
    }

    private static long Of(Expectations expect) => Detail * (expect.Notifications.Length + expect.Files.Length + expect.Statuses.Length
        + expect.NotificationOrder.Length + (expect.EndNanoseconds is null ? 0 : 1));

    private static long Of(ImmutableArray<Statement> body) => body.Sum(statement => Part + statement switch
    {
        Repeat repeat => Of(repeat.AtMost) + (Detail * repeat.Until.Names.Length) + Of(repeat.Body),
        When choice => (Detail * choice.If.Names.Length) + Of(choice.Then) + Of(choice.Otherwise),
        Perform perform => Of(perform.Call) + (perform.Expected is null ? 0 : Detail),
        _ => 0,
    });

    private static long Of(Call call) => (call.Lfs64 ? Detail : 0)
        + Mentions.SubmissionsOf(call).Sum(s => Of(s.Block))
        + call switch
        {
            LioListio list => (Part / 2 * list.List.Length) + (list.Sig is null ? 0 : Detail) + (list.SigReusedFor is null ? 0 : Detail),
            AioSuspend suspend => (Part / 2 * suspend.List.Length) + (suspend.Timeout is { } t ? Of(t.Seconds) + Of(t.Nanoseconds) : 0),
            AioCancel { Cb: not null } => Detail,
            Sleep sleep => Of(sleep.Nanoseconds),
            Open open => open.OffsetMaximum is null ? 0 : Detail,
            Socketpair pair => (pair.Nonblock ? Detail : 0) + (pair.Capacity == 0 ? 0 : Detail),
            Pipe pipe => (pipe.Nonblock ? Detail : 0) + (pipe.Capacity == 0 ? 0 : Detail),
            Sigaction { Handler: not null } => Detail,
            Pread read => Of(read.Nbytes) + Of(read.Offset),
            Pwrite write => Of(write.Bytes.Length) + Of(write.Offset),
            Write write => Of(write.Bytes.Length),
            Read read => Of(read.Nbytes),
            Ftruncate truncate => Of(truncate.Length),
            Lseek seek => Of(seek.Offset),
            _ => 0,
        };

    private static long Of(ControlBlock block) => (block.SigEvent.Notify == SigEventNotify.SIGEV_NONE ? 0 : 2 * Detail)
        + (block.Garbage ? Detail : 0) + (block.Reqprio == 0 ? 0 : Detail) + Of(block.Offset)
        + (block.Nbytes > long.MaxValue ? 2 * Detail : Of((long)block.Nbytes));

    private static long Of(DeviceScript device) => Of(device.Latency) + Of(device.QueueDepth) + (device.Reorder ? Detail : 0) + (device.Crash is { } crash ? Part + Of(crash.Value) : 0)
        + device.Rules.Sum(rule => (2 * Part) + Of(rule.Target) + Effects(rule));

    private static long Effects(DeviceRule rule) => (rule.Latency is { } latency ? Detail + Of(latency) : 0) + (rule.Fail is null ? 0 : Detail)
        + (rule.Short is { } bytes ? Detail + Of(bytes) : 0) + (rule.StallUntil is null ? 0 : Detail);

    private static long Of(Latency latency) => Of(latency.A) + Of(latency.B) + (latency.Kind == LatencyKind.Fixed ? 0 : 4 * Detail);

    private static long Of(Target target) =>
        Detail * new object?[] { target.File, target.From, target.To, target.Cb, target.Nth, target.Probability }.Count(member => member is not null);

    private static long Of(Declaration declared)
    {
        var standard = Declaration.Default;
        var odd = new[]
        {
            declared.Options != standard.Options, declared.ListioMax is not null, declared.AioMax is not null,
            declared.PrioDeltaMax != standard.PrioDeltaMax, declared.PipeBuf != standard.PipeBuf, declared.PipeCapacity != standard.PipeCapacity,
            declared.Priority != standard.Priority, declared.MayExhaust, declared.MayTransferShort, declared.MayCrash,
        };
        var profile = declared.Profile;
        var points = new[]
        {
            profile.ErrorsByCall, profile.CancelsRunning, profile.CancelsQueued, profile.EinvalAfterReturn, profile.AppendsInOrder,
            profile.CloseCancels, profile.Prioritized, profile.ListReportsElements, profile.NotifiesEmptyList,
        };
        return Detail * (odd.Count(o => o) + points.Count(p => p is not null) + BitOperations.PopCount((uint)(declared.Options ^ standard.Options))
            + BitOperations.PopCount((uint)declared.Liberties));
    }
}
