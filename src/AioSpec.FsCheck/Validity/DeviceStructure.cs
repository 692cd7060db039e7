using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>A device script that names what exists and does only what the declaration announces.</summary>
internal static class DeviceStructure
{
    public static void Check(Program program, Action<string> report)
    {
        CheckLatency(program.Device.Latency, report);
        if (program.Device.QueueDepth < 0) report("the queue depth is negative");
        foreach (var rule in program.Device.Rules)
        {
            if (rule.Latency is { } latency) CheckLatency(latency, report);
            CheckTarget(program, rule.Target, report);
            CheckFaults(program.Declaration, rule, report);
        }

        if (program.Device.Crash is not null && !program.Declaration.MayCrash) report("the system crashes, and the declaration does not say so");
        if (program.Device.Crash is { Cause: CrashCause.Transfers, Value: < 1 } or { Value: < 0 }) report("a crash that cannot be");
        CheckDeclaration(program.Declaration, report);
    }

    // What the judge may not know of must be announced: MayTransferShort, MayExhaust.
    private static void CheckFaults(Declaration declared, DeviceRule rule, Action<string> report)
    {
        if (rule.Short is { } most)
        {
            if (most < 1) report("a short transfer moves less than a byte");
            if (!declared.MayTransferShort) report("the script ends transfers early, and the declaration does not say so");
        }

        if (rule.Fail == Errno.EAGAIN && !declared.MayExhaust) report("the script exhausts resources, and the declaration does not say so");
        if (rule.Fail is { } fail && !CanFail(rule.Target.Operation, fail)) report($"{rule.Target.Operation} cannot fail with {fail}");
    }

    private static bool CanFail(DeviceOperation operation, Errno errno) => errno switch
    {
        Errno.EAGAIN or Errno.EIO => true,
        Errno.ENOSPC or Errno.EDQUOT => operation is DeviceOperation.Write or DeviceOperation.Fsync,
        _ => false,
    };

    private static void CheckTarget(Program program, Target target, Action<string> report)
    {
        if (target.File is { } file && program.Files.All(f => f.Path != file)) report($"a device rule names no file: {file}");
        if (target.Cb is { } cb && !Mentions.Calls(program).SelectMany(Mentions.BlocksOf).Contains(cb)) report($"a device rule names no control block: {cb}");
        if (target.Nth is < 1) report("n-th counts from 1");
        if (target.Probability is { } p && (p.Denominator <= 0 || p.Numerator < 0 || p.Numerator > p.Denominator)) report("a probability is not between 0 and 1");
    }

    private static void CheckLatency(Latency latency, Action<string> report)
    {
        var ordered = latency.Points.Zip(latency.Points.Skip(1)).All(p => p.First.Permyriad < p.Second.Permyriad && p.First.Nanoseconds <= p.Second.Nanoseconds);
        var fits = latency.Kind switch
        {
            LatencyKind.Uniform => latency.B >= latency.A,
            LatencyKind.Percentiles => latency.Points.Length > 0 && ordered,
            _ => true,
        };
        if (latency.A < 0 || latency.B < 0 || !fits) report($"a latency that cannot be: {latency.Kind}");
    }

    private static void CheckDeclaration(Declaration declared, Action<string> report)
    {
        if (declared.ListioMax is < 2) report("AIO_LISTIO_MAX is less than 2 (LIMIT-01)");
        if (declared.AioMax is < 1) report("AIO_MAX is less than 1 (LIMIT-02)");
        if (declared.PrioDeltaMax < 0) report("AIO_PRIO_DELTA_MAX is negative (LIMIT-03)");
    }
}
