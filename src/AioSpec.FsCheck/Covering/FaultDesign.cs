using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Covering;

/// <summary>
/// The faults of a device by design: each error that it can have, a short transfer, a slow one and one that waits, of each call that
/// can have it. For targets whose device does what a program says.
/// </summary>
public static class FaultDesign
{
    private const long Slow = 20_000;
    private const long Waiting = 2_000_000;
    private const long Part = 7;

    private static readonly ImmutableArray<DeviceOperation> s_calls = [DeviceOperation.Any, DeviceOperation.Read, DeviceOperation.Write, DeviceOperation.Fsync];

    private static readonly ImmutableArray<DeviceRule> s_all =
    [
        .. from fail in (Errno[])[Errno.EIO, Errno.EAGAIN]
           from call in s_calls
           select Of(call) with { Fail = fail },
        .. from fail in (Errno[])[Errno.ENOSPC, Errno.EDQUOT]
           from call in (DeviceOperation[])[DeviceOperation.Write, DeviceOperation.Fsync]
           select Of(call) with { Fail = fail },
        .. from call in (DeviceOperation[])[DeviceOperation.Read, DeviceOperation.Write]
           select Of(call) with { Short = Part },
        .. from call in s_calls
           select Of(call) with { StallUntil = "released" },
        .. from call in s_calls
           select Of(call) with { Latency = Latency.Fixed(Slow) },
    ];

    /// <summary>How many faults there are.</summary>
    public static int Count => s_all.Length;

    /// <summary>The program on a device with one of them: number after number all come up.</summary>
    public static Program Under(Program program, int number)
    {
        var rule = s_all[number % s_all.Length];
        return program with
        {
            Declaration = program.Declaration with { MayExhaust = rule.Fail == Errno.EAGAIN, MayTransferShort = rule.Short is not null },
            Device = new DeviceScript { Rules = [rule] },
            Threads = rule.StallUntil is { } gate ? program.Threads.Add(Opener(gate)) : program.Threads,
        };
    }

    private static DeviceRule Of(DeviceOperation call) => new() { Target = new Target { Operation = call } };

    /// <summary>What waits in the device is let go in the end.</summary>
    private static ThreadSpec Opener(string gate) => new("t3", [new Perform(new Sleep(Waiting), [], null), new Perform(new OpenGate(gate), [], null)]);
}
