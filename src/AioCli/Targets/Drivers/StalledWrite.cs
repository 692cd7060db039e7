using AioSpec;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <summary>
/// A write that is held in the kernel holds the lock of its file there, and other writes with it. So a stall of a write that
/// shares its program with other writes would hold up what POSIX does not: nobody could tell that from a defect.
/// </summary>
internal static class StalledWrite
{
    /// <summary>The need that cannot be met, or null.</summary>
    public static Need? In(Program program)
    {
        var stall = program.Device.Rules.FirstOrDefault(r => r.StallUntil is not null && r.Target.Operation is DeviceOperation.Any or DeviceOperation.Write);
        if (stall?.StallUntil is null || Statements.Calls(program).Sum(Writes) <= 1) return null;
        return new Need(Feature.HeldTransfers, $"device rule with stall {stall.StallUntil}", "a stalled write holds up the other writes of the program in the kernel");
    }

    private static int Writes(Call call) => call switch
    {
        AioWrite or Write or Pwrite or Ftruncate => 1,
        LioListio c => c.List.Count(e => e is { Block.LioOpcode: LioOpcode.LIO_WRITE }),
        Open c when (c.Flags & OpenFlags.O_TRUNC) != 0 => 1,
        _ => 0,
    };
}
