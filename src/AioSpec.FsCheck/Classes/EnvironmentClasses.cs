using AioSpec.Programs;

namespace AioSpec.FsCheck.Classes;

/// <summary>The classes of a program's declaration, device and files.</summary>
internal static class EnvironmentClasses
{
    private const long SmallFile = 100;

    public static void Collect(Program program, ISet<string> reached)
    {
        reached.Add("threads:" + program.Threads.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Declared(program.Declaration, reached);
        Device(program.Device, reached);
        foreach (var file in program.Files.Where(f => f.Kind == FileKind.Regular))
        {
            reached.Add(file.Content.Length == 0 ? "file:empty" : file.Content.Length <= SmallFile ? "file:small" : "file:large");
        }
    }

    private static void Declared(Declaration declared, ISet<string> reached)
    {
        if (declared.AioMax is not null) reached.Add("limit:AIO_MAX");
        if (declared.ListioMax is not null) reached.Add("limit:AIO_LISTIO_MAX");
        if (declared is { AioMax: null, ListioMax: null }) reached.Add("limit:none");
        if (declared.Options.HasFlag(PosixOptions.PIO)) reached.Add("option:PIO");
        if (declared.Options.HasFlag(PosixOptions.TPS)) reached.Add("option:TPS");
        if (declared.MayExhaust) reached.Add("may:exhaust");
        if (declared.MayTransferShort) reached.Add("may:transfer-short");
        if (declared.MayCrash) reached.Add("may:crash");
        if (declared.PipeBuf < Declaration.Default.PipeBuf) reached.Add("PIPE_BUF:small");
        var profile = declared.Profile;
        bool?[] points =
        [
            profile.ErrorsByCall, profile.CancelsRunning, profile.CancelsQueued, profile.EinvalAfterReturn, profile.AppendsInOrder,
            profile.CloseCancels, profile.Prioritized, profile.ListReportsElements, profile.NotifiesEmptyList,
        ];
        foreach (var (name, point) in ClassNames.Profile.Zip(points))
        {
            reached.Add(ProgramClasses.Pair(name, point switch { null => "null", true => "true", _ => "false" }));
        }
    }

    private static void Device(DeviceScript device, ISet<string> reached)
    {
        if (device == DeviceScript.Instant) reached.Add("device:instant");
        reached.Add("latency:" + device.Latency.Kind);
        reached.Add(device.QueueDepth switch { 0 => "queue-depth:all", 1 => "queue-depth:1", _ => "queue-depth:more" });
        if (device.Reorder) reached.Add("device:reorders");
        if (device.Crash is { } crash) reached.Add("crash:" + crash.Cause);
        foreach (var rule in device.Rules) Rule(rule, reached);
    }

    private static void Rule(DeviceRule rule, ISet<string> reached)
    {
        var operation = rule.Target.Operation switch
        {
            DeviceOperation.Read => "read",
            DeviceOperation.Write => "write",
            DeviceOperation.Fsync => "fsync",
            _ => "any",
        };
        if (rule.Fail is { } fail) reached.Add(ProgramClasses.Pair("fault:" + fail, operation));
        if (rule.Short is not null) reached.Add(ProgramClasses.Pair("fault:short", operation));
        if (rule.StallUntil is not null) reached.Add(ProgramClasses.Pair("fault:stall", operation));
        if (rule.Latency is not null) reached.Add(ProgramClasses.Pair("fault:latency", operation));
        if (rule.Target.File is not null) reached.Add("aim:file");
        if (rule.Target.From is not null || rule.Target.To is not null) reached.Add("aim:range");
        if (rule.Target.Nth is not null) reached.Add("aim:nth");
        if (rule.Target.Probability is not null) reached.Add("aim:probability");
    }
}
