using System.Collections.Immutable;

namespace AioSpec.Programs.Editing;

/// <summary>Cuts what a cut has left without a meaning: uses of what is no longer opened, submitted, defined.</summary>
internal static class Repair
{
    public static Program Program(Program program)
    {
        while (true)
        {
            var repaired = Once(program);
            if (ProgramWeight.Of(repaired) == ProgramWeight.Of(program)) return repaired;
            program = repaired;
        }
    }

    private static Program Once(Program program)
    {
        var known = new Known(program);
        var threads = program.Threads.Select(t => t with { Body = Body(t.Body, known) }).ToImmutableArray();
        var functions = program.Functions.Where(f => known.Called.Contains(f.Name)).Select(f => f with { Body = Body(f.Body, known) }).ToImmutableArray();
        return program with { Threads = threads, Functions = functions, Device = Device(program.Device, known) };
    }

    private static ImmutableArray<Statement> Body(ImmutableArray<Statement> body, Known known)
    {
        var kept = ImmutableArray.CreateBuilder<Statement>();
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Perform perform: AddCall(kept, perform, known); break;
                case Repeat repeat: AddLoop(kept, repeat, known); break;
                case When choice: AddChoice(kept, choice, known); break;
                default: kept.Add(statement); break;
            }
        }

        return kept.ToImmutable();
    }

    private static void AddLoop(ImmutableArray<Statement>.Builder kept, Repeat repeat, Known known)
    {
        var body = Body(repeat.Body, known);
        if (!body.IsEmpty && known.Holds(repeat.Until)) kept.Add(repeat with { Body = body });
    }

    private static void AddChoice(ImmutableArray<Statement>.Builder kept, When choice, Known known)
    {
        var (then, otherwise) = (Body(choice.Then, known), Body(choice.Otherwise, known));
        if (then.Length + otherwise.Length > 0 && known.Holds(choice.If)) kept.Add(choice with { Then = then, Otherwise = otherwise });
    }

    private static void AddCall(ImmutableArray<Statement>.Builder kept, Perform perform, Known known)
    {
        var call = perform.Call switch
        {
            AioSuspend suspend => suspend with { List = suspend.List.RemoveAll(cb => cb is not null && !known.Submitted.Contains(cb)) },
            LioListio list => list with { List = list.List.RemoveAll(e => e is not null && !known.IsOpen(e.Block.Fildes)) },
            _ => perform.Call,
        };
        var emptied = call is AioSuspend { List.IsEmpty: true } && perform.Call is AioSuspend { List.IsEmpty: false };
        if (!emptied && known.Knows(call)) kept.Add(perform with { Call = call });
    }

    private static DeviceScript Device(DeviceScript device, Known known) => device with
    {
        Rules = device.Rules.RemoveAll(rule => (rule.StallUntil is { } gate && !known.Opened.Contains(gate))
            || (rule.Target.Cb is { } cb && !known.Submitted.Contains(cb)) || (rule.Target.File is { } file && !known.Files.Contains(file))),
    };

    /// <summary>What a program defines.</summary>
    private sealed class Known
    {
        private readonly HashSet<string> _variables;
        private readonly HashSet<string> _threads;
        private readonly HashSet<string> _flags;

        public Known(Program program)
        {
            var performs = Mentions.All(program).OfType<Perform>().ToList();
            _variables = Set(performs.SelectMany(p => p.Into));
            _threads = Set(program.Threads.Select(t => t.Name));
            Submitted = Set(performs.SelectMany(p => Mentions.SubmissionsOf(p.Call)).Select(s => s.Cb));
            Opened = Set(performs.Select(p => p.Call).OfType<OpenGate>().Select(g => g.Gate));
            Files = Set(program.Files.Select(f => f.Path));
            _flags = Set(Mentions.FlagsSet(program));
            Called = Set(performs.SelectMany(p => Mentions.FunctionsOf(p.Call)));
        }

        public HashSet<string> Submitted { get; }

        public HashSet<string> Opened { get; }

        public HashSet<string> Files { get; }

        public HashSet<string> Called { get; }

        public bool IsOpen(Fd fd) => fd.Name is not { } name || _variables.Contains(name);

        public bool Holds(Condition condition) =>
            condition.Names.All((condition.Kind is ConditionKind.Flag or ConditionKind.NotFlag ? _flags : Submitted).Contains);

        public bool Knows(Call call) => Mentions.DescriptorsOf(call).All(IsOpen) && call switch
        {
            AwaitGate gate => Opened.Contains(gate.Gate),
            PthreadCancel cancel => _threads.Contains(cancel.Thread),
            Open open => open.Flags.HasFlag(OpenFlags.O_CREAT) || Files.Contains(open.Path),
            LioListio or AioSuspend => true,
            _ => Mentions.BlocksOf(call).All(Submitted.Contains),
        };

        private static HashSet<string> Set(IEnumerable<string> names) => names.ToHashSet(StringComparer.Ordinal);
    }
}
