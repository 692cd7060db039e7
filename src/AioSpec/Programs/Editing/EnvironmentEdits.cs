namespace AioSpec.Programs.Editing;

/// <summary>Simpler devices, declarations and files in the place of a program's.</summary>
internal static class EnvironmentEdits
{
    public static IEnumerable<Program> Of(Program program) =>
        Devices(program.Device).Select(device => program with { Device = device })
            .Concat(Declared(program))
            .Concat(Files(program))
            .Concat(program.Expect == Expectations.None ? [] : [program with { Expect = Expectations.None }])
            .Concat(Expected(program.Expect).Select(expect => program with { Expect = expect }));

    /// <summary>What the device does stays declared.</summary>
    private static IEnumerable<Program> Declared(Program program)
    {
        foreach (var declaration in Declarations(program.Declaration))
        {
            var declared = EffectiveDeclaration.Of(program with { Declaration = declaration });
            if (declared != program.Declaration) yield return program with { Declaration = declared };
        }
    }

    /// <summary>The program with one part of its surroundings less: a fault, a file, an expectation.</summary>
    public static IEnumerable<Program> Removals(Program program) =>
        Enumerable.Range(0, program.Device.Rules.Length).Select(i => program with { Device = program.Device with { Rules = program.Device.Rules.RemoveAt(i) } })
            .Concat(Effects(program.Device).Select(device => program with { Device = device }))
            .Concat(program.Device.Crash is null ? [] : [program with { Device = program.Device with { Crash = null } }])
            .Concat(Enumerable.Range(0, program.Files.Length).Select(i => program with { Files = program.Files.RemoveAt(i) }))
            .Concat(Expected(program.Expect).Select(expect => program with { Expect = expect }));

    private static IEnumerable<Expectations> Expected(Expectations expect)
    {
        for (var i = 0; i < expect.Notifications.Length; i++) yield return expect with { Notifications = expect.Notifications.RemoveAt(i) };
        for (var i = 0; i < expect.Files.Length; i++) yield return expect with { Files = expect.Files.RemoveAt(i) };
        for (var i = 0; i < expect.Statuses.Length; i++) yield return expect with { Statuses = expect.Statuses.RemoveAt(i) };
        if (!expect.NotificationOrder.IsEmpty) yield return expect with { NotificationOrder = [] };
        if (expect.EndNanoseconds is not null) yield return expect with { EndNanoseconds = null };
    }

    private static IEnumerable<DeviceScript> Devices(DeviceScript device)
    {
        yield return DeviceScript.Instant;
        for (var i = 0; i < device.Rules.Length; i++) yield return device with { Rules = device.Rules.RemoveAt(i) };
        if (device.Crash is not null) yield return device with { Crash = null };
        if (device.Crash is { Value: > 0 } crash)
        {
            foreach (var sooner in CallEdits.Rounder(crash.Value).Where(value => value > 0)) yield return device with { Crash = crash with { Value = sooner } };
        }

        if (device.Reorder) yield return device with { Reorder = false };
        foreach (var depth in CallEdits.Rounder(device.QueueDepth)) yield return device with { QueueDepth = (int)depth };
        foreach (var latency in Latencies(device.Latency)) yield return device with { Latency = latency };
        foreach (var fewer in Effects(device)) yield return fewer;
        for (var i = 0; i < device.Rules.Length; i++)
        {
            foreach (var rule in Rules(device.Rules[i])) yield return device with { Rules = device.Rules.SetItem(i, rule) };
        }
    }

    /// <summary>One effect of a rule less, where it has several.</summary>
    private static IEnumerable<DeviceScript> Effects(DeviceScript device)
    {
        for (var i = 0; i < device.Rules.Length; i++)
        {
            var rule = device.Rules[i];
            DeviceRule[] fewer =
            [
                .. rule.Latency is null ? [] : (DeviceRule[])[rule with { Latency = null }], .. rule.Fail is null ? [] : (DeviceRule[])[rule with { Fail = null }],
                .. rule.Short is null ? [] : (DeviceRule[])[rule with { Short = null }], .. rule.StallUntil is null ? [] : (DeviceRule[])[rule with { StallUntil = null }],
            ];
            for (var effect = 0; fewer.Length > 1 && effect < fewer.Length; effect++) yield return device with { Rules = device.Rules.SetItem(i, fewer[effect]) };
        }
    }

    private static IEnumerable<Latency> Latencies(Latency latency)
    {
        if (latency.Kind != LatencyKind.Fixed) yield return Latency.Fixed(latency.A);
        else foreach (var rounder in CallEdits.Rounder(latency.A)) yield return Latency.Fixed(rounder);
    }

    private static IEnumerable<DeviceRule> Rules(DeviceRule rule)
    {
        if (rule.Target.Probability is not null) yield return rule with { Target = rule.Target with { Probability = null } };
        if (rule.Target.Nth is not null) yield return rule with { Target = rule.Target with { Nth = null } };
        if (rule.Target.From is not null) yield return rule with { Target = rule.Target with { From = null } };
        if (rule.Target.To is not null) yield return rule with { Target = rule.Target with { To = null } };
        if (rule.Target.File is not null) yield return rule with { Target = rule.Target with { File = null } };
        if (rule.Target.Cb is not null) yield return rule with { Target = rule.Target with { Cb = null } };
        foreach (var bytes in CallEdits.Rounder(rule.Short ?? 0)) yield return rule with { Short = bytes };
        if (rule.Latency is not { } latency) yield break;
        foreach (var simpler in Latencies(latency)) yield return rule with { Latency = simpler };
    }

    private static IEnumerable<Declaration> Declarations(Declaration declared)
    {
        yield return Declaration.Default;
        yield return declared with { Profile = Profile.Undeclared };
        if (declared.AioMax is not null) yield return declared with { AioMax = null };
        if (declared.ListioMax is not null) yield return declared with { ListioMax = null };
        if (declared.MayExhaust) yield return declared with { MayExhaust = false };
        if (declared.MayTransferShort) yield return declared with { MayTransferShort = false };
        if (declared.MayCrash) yield return declared with { MayCrash = false };
        yield return declared with
        {
            Options = Declaration.Default.Options,
            PrioDeltaMax = Declaration.Default.PrioDeltaMax,
            PipeBuf = Declaration.Default.PipeBuf,
            PipeCapacity = Declaration.Default.PipeCapacity,
            Priority = Declaration.Default.Priority,
        };
        foreach (var profile in Profiles(declared.Profile)) yield return declared with { Profile = profile };
        foreach (var liberty in Enum.GetValues<Liberties>())
        {
            if (liberty != Liberties.None && declared.Liberties.HasFlag(liberty)) yield return declared with { Liberties = declared.Liberties & ~liberty };
        }
    }

    private static IEnumerable<Profile> Profiles(Profile profile) =>
    [
        profile with { ErrorsByCall = null },
        profile with { CancelsRunning = null },
        profile with { CancelsQueued = null },
        profile with { EinvalAfterReturn = null },
        profile with { AppendsInOrder = null },
        profile with { CloseCancels = null },
        profile with { Prioritized = null },
        profile with { ListReportsElements = null },
        profile with { NotifiesEmptyList = null },
    ];

    private static IEnumerable<Program> Files(Program program)
    {
        for (var i = 0; i < program.Files.Length; i++)
        {
            yield return program with { Files = program.Files.RemoveAt(i) };
            var file = program.Files[i];
            foreach (var length in CallEdits.Rounder(file.Content.Length))
            {
                yield return program with { Files = program.Files.SetItem(i, file with { Content = file.Content.Slice(0, length) }) };
            }
        }
    }
}
