using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// The lines of the device script: <c>device latency fixed 5ms</c>, <c>device queue-depth 4</c>, <c>device reorder</c>,
/// <c>device rule op=write file=/sim/a : fail EIO</c>.
/// </summary>
internal static class DeviceText
{
    private static readonly string[] s_lines = ["latency", "queue-depth", "reorder", "rule", "crash"];

    private static readonly string[] s_causes = ["at", "after", "any"];

    private static readonly string[] s_target = ["op=", "file=", "from=", "to=", "cb=", "nth=", "probability="];

    private static readonly string[] s_operations = ["any", "read", "write", "fsync"];

    private static readonly string[] s_effects = ["latency", "fail", "short", "stall"];

    public static void Print(LineBuilder b, DeviceScript device)
    {
        if (device.Latency != Latency.Zero) LatencyText.Print(b.Text("device latency "), device.Latency).NewLine();
        if (device.QueueDepth != 0) b.Text("device queue-depth ").Number(device.QueueDepth).NewLine();
        if (device.Reorder) b.Text("device reorder").NewLine();
        if (device.Crash is { } crash) Print(b.Text("device crash "), crash).NewLine();
        foreach (var rule in device.Rules)
        {
            b.Text("device rule");
            Print(b, rule.Target);
            b.Text(" :");
            Effects(b, rule);
            b.NewLine();
        }
    }

    /// <summary>Reads what follows <c>device</c>.</summary>
    public static DeviceScript Read(ref Cursor c, DeviceScript device) => c.Choice("matter of the device", s_lines) switch
    {
        0 => device with { Latency = LatencyText.Read(ref c) },
        1 => device with { QueueDepth = c.Int("a number of transfers", 0) },
        2 => device with { Reorder = true },
        3 => device with { Rules = device.Rules.Add(Rule(ref c)) },
        _ => device with { Crash = Crash(ref c) },
    };

    private static LineBuilder Print(LineBuilder b, CrashPoint crash) => crash.Cause switch
    {
        CrashCause.Time => b.Text("at ").Duration(crash.Value),
        CrashCause.Transfers => b.Text("after ").Number(crash.Value),
        _ => b.Text("any"),
    };

    private static CrashPoint Crash(ref Cursor c) => c.Choice("cause of a crash", s_causes) switch
    {
        0 => new CrashPoint(CrashCause.Time, c.Length()),
        1 => new CrashPoint(CrashCause.Transfers, c.Int("a number of transfers from 1", 1)),
        _ => new CrashPoint(CrashCause.Any),
    };

    private static void Print(LineBuilder b, Target target)
    {
        if (target.Operation != DeviceOperation.Any) b.Text(" op=").Text(s_operations[(int)target.Operation]);
        if (target.File is { } file) b.Text(" file=").Name(file);
        if (target.From is { } from) b.Text(" from=").Number(from);
        if (target.To is { } to) b.Text(" to=").Number(to);
        if (target.Cb is { } cb) b.Text(" cb=").Name(cb);
        if (target.Nth is { } nth) b.Text(" nth=").Number(nth);
        if (target.Probability is { } p) b.Text(" probability=").Number(p.Numerator).Char('/').Number(p.Denominator);
    }

    private static void Effects(LineBuilder b, DeviceRule rule)
    {
        var separator = " ";
        if (rule.Latency is { } latency) LatencyText.Print(Next(b, ref separator, "latency "), latency);
        if (rule.Fail is { } errno) Next(b, ref separator, "fail ").Constant(Words.Errnos, errno);
        if (rule.Short is { } bytes) Next(b, ref separator, "short ").Number(bytes);
        if (rule.StallUntil is { } gate) Next(b, ref separator, "stall ").Name(gate);
    }

    private static LineBuilder Next(LineBuilder b, ref string separator, string word)
    {
        b.Text(separator).Text(word);
        separator = ", ";
        return b;
    }

    private static DeviceRule Rule(ref Cursor c)
    {
        var target = new Target();
        uint seen = 0;
        while (c.Peek() != ':') target = Member(ref c, target, ref seen);
        c.Expect(':');
        var rule = new DeviceRule { Target = target };
        if (c.AtEnd) return rule;
        do rule = Effect(ref c, rule); while (c.TakeComma());
        return rule;
    }

    private static Target Member(ref Cursor c, Target target, ref uint seen) => c.Key(ref seen, s_target) switch
    {
        0 => target with { Operation = (DeviceOperation)c.Choice("operation", s_operations) },
        1 => target with { File = c.Name("a path") },
        2 => target with { From = c.Long("an offset") },
        3 => target with { To = c.Long("an offset") },
        4 => target with { Cb = c.Name("the name of a control block") },
        5 => target with { Nth = c.Int("a number from 1", 1) },
        _ => target with { Probability = Probability(ref c) },
    };

    private static Ratio Probability(ref Cursor c)
    {
        var at = c.Here;
        var numerator = c.Int("a probability such as 1/10", 0);
        c.Expect('/');
        var denominator = c.Int("a number from 1", 1);
        return numerator <= denominator
            ? new Ratio(numerator, denominator)
            : throw c.Error(at, "a probability above 1; expected one such as 1/10");
    }

    private static DeviceRule Effect(ref Cursor c, DeviceRule rule) => c.Choice("effect", s_effects) switch
    {
        0 => rule with { Latency = LatencyText.Read(ref c) },
        1 => rule with { Fail = ValueText.ReadErrno(ref c) },
        2 => rule with { Short = c.Long("a number of bytes", 0, long.MaxValue) },
        _ => rule with { StallUntil = c.Name("the name of a gate") },
    };
}
