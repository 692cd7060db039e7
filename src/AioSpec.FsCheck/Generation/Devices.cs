using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Draws device scripts.</summary>
internal static class Devices
{
    /// <summary>Draws the script of a plan. The gates that it stalls on are added to the plan.</summary>
    public static void Draft(Plan plan, IReadOnlyList<FileSpec> files)
    {
        var draw = plan.Draw;
        if (!plan.Options.Devices || draw.Chance(8)) return;
        var rules = ImmutableArray.CreateBuilder<DeviceRule>();
        for (var i = draw.Weighted((4, 0), (4, 1), (2, 2), (1, 3)); i > 0; i--) rules.Add(Rule(plan, files));
        plan.Device = new DeviceScript
        {
            Latency = AnyLatency(plan),
            QueueDepth = draw.Weighted((4, 0), (4, 1), (2, 2), (1, 3)),
            Reorder = draw.Chance(35),
            Rules = rules.ToImmutable(),
            Crash = plan.Declared.MayCrash ? Crash(plan) : null,
        };
    }

    private static CrashPoint Crash(Plan plan) => plan.Draw.Below(8) switch
    {
        < 4 => new CrashPoint(CrashCause.Transfers, plan.Draw.Between(1, 12)),
        < 7 => new CrashPoint(CrashCause.Time, plan.Draw.Between(0, 8) * plan.Beat),
        _ => new CrashPoint(CrashCause.Any),
    };

    private static Latency AnyLatency(Plan plan) => plan.Draw.Below(10) switch
    {
        < 2 => Latency.Zero,
        < 6 => Latency.Fixed(plan.Delay()),
        6 => new Latency(LatencyKind.Uniform, 0, 3 * plan.Beat),
        7 => new Latency(LatencyKind.Exponential, plan.Beat),
        8 => new Latency(LatencyKind.LogNormal, plan.Beat, 500),
        _ => new Latency(LatencyKind.Percentiles, 0) { Points = [new(0, 0), new(5_000, plan.Beat), new(9_900, 3 * plan.Beat), new(10_000, 5 * plan.Beat)] },
    };

    private static DeviceRule Rule(Plan plan, IReadOnlyList<FileSpec> files)
    {
        var draw = plan.Draw;
        var operation = draw.Weighted((2, DeviceOperation.Any), (3, DeviceOperation.Read), (3, DeviceOperation.Write), (2, DeviceOperation.Fsync));
        var rule = new DeviceRule { Target = Aim(plan, operation, files) };
        return draw.Below(10) switch
        {
            < 3 => rule with { Latency = AnyLatency(plan) },
            < 6 => rule with { Fail = Error(plan, operation) },
            6 when plan.Declared.MayTransferShort => rule with { Short = draw.Pick(1L, 7L, 100L, 512L), Target = rule.Target with { Operation = Transfer(draw) } },
            6 => rule with { Fail = Errno.EIO },
            _ => rule with { StallUntil = Stall(plan) },
        };
    }

    private static DeviceOperation Transfer(Draw draw) => draw.Pick(DeviceOperation.Read, DeviceOperation.Write);

    private static Errno Error(Plan plan, DeviceOperation operation)
    {
        if (plan.Declared.MayExhaust && plan.Draw.Chance(50)) return Errno.EAGAIN;
        return operation is DeviceOperation.Write or DeviceOperation.Fsync
            ? plan.Draw.Pick(Errno.EIO, Errno.ENOSPC, Errno.EDQUOT)
            : Errno.EIO;
    }

    private static string Stall(Plan plan)
    {
        if (plan.StallGates.Count > 0 && plan.Draw.Chance(30)) return plan.StallGates[0];
        plan.StallGates.Add("stall" + (plan.StallGates.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return plan.StallGates[^1];
    }

    private static Target Aim(Plan plan, DeviceOperation operation, IReadOnlyList<FileSpec> files)
    {
        var draw = plan.Draw;
        var target = new Target { Operation = operation };
        if (draw.Chance(40)) target = target with { File = draw.PickFrom(files).Path };
        if (draw.Chance(20)) target = target with { From = draw.Pick(0L, 1L, 100L, 4096L) };
        if (draw.Chance(20)) target = target with { To = draw.Pick(1L, 100L, 4096L, 10_000L) };
        if (draw.Chance(50)) target = target with { Nth = draw.Between(1, 3) };
        else if (draw.Chance(40)) target = target with { Probability = new Ratio(draw.Between(1, 3), 4) };
        return target;
    }
}
