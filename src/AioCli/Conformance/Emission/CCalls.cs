using System.Collections.Immutable;
using System.Globalization;
using AioSpec;
using AioSpec.Programs;

namespace AioCli.Conformance.Emission;

/// <summary>The statements of a program as C.</summary>
internal sealed partial class CCalls
{
    private readonly Program _program;
    private readonly List<Call> _all;

    public CCalls(Program program)
    {
        (_program, _all) = (program, [.. Targets.Statements.Calls(program)]);
        Keys = [.. Bodies().SelectMany(b => Performs(b.Body).Select(p => CallKeys.Of(b.Name, p.Call))).Distinct()];
    }

    /// <summary>The calls that are noted, in order.</summary>
    public List<CallKey> Keys { get; }

    /// <summary>The variables that hold descriptors.</summary>
    public IEnumerable<string> Variables => Bodies().SelectMany(b => Performs(b.Body)).SelectMany(p => p.Into).Distinct(StringComparer.Ordinal).Select(v => CText.Name("fd", v));

    /// <summary>Gates and flags.</summary>
    public IEnumerable<string> Gates => _all.Select(c => c switch
    {
        OpenGate o => CText.Name("gate", o.Gate),
        AwaitGate a => CText.Name("gate", a.Gate),
        _ => null,
    }).OfType<string>().Concat(Flags.Select(f => CText.Name("flag", f))).Distinct(StringComparer.Ordinal);

    /// <summary>The control blocks.</summary>
    public IEnumerable<string> Blocks => _all.SelectMany(BlocksOf).Distinct(StringComparer.Ordinal);

    /// <summary>Files that the program makes.</summary>
    public IEnumerable<string> Created => _all.OfType<Open>().Where(o => o.Flags.HasFlag(OpenFlags.O_CREAT)).Select(o => Path(o.Path)).Distinct(StringComparer.Ordinal);

    /// <summary>Why the program cannot be written in C alone; null where it can.</summary>
    public static string? Reason(Program program)
    {
        if (program.Device != DeviceScript.Instant && (program.Device.Latency != Latency.Zero || program.Device.Rules.Length > 0 || program.Device.QueueDepth > 0)) return "it needs a device that holds transfers";
        if (program.Files.Any(f => f.Kind == FileKind.Character)) return "it needs a character special file";
        return Targets.Statements.Calls(program).Select(c => c switch
        {
            Fork => "it forks",
            Exec or Exit => "it ends its process",
            Siglongjmp => "it leaves a handler by siglongjmp",
            ClockStep => "it sets the clock",
            Setrlimit { Resource: Rlimit.RLIMIT_NPROC or Rlimit.RLIMIT_SIGPENDING } => "it needs a user that has nothing else",
            Open { OffsetMaximum: not null } => "it needs an offset maximum",
            _ => null,
        }).OfType<string>().FirstOrDefault();
    }

    /// <summary>A file of the program in the folder in which the emitted one runs; a device of the system where it is one.</summary>
    public string PathOf(string path) => Device(_program.Files.FirstOrDefault(f => f.Path == path)?.Kind ?? FileKind.Regular) ?? Path(path);

    /// <summary>The device of the system that is of this kind; null for what is none.</summary>
    public static string? Device(FileKind kind) => kind switch
    {
        FileKind.NullDevice => "/dev/null",
        FileKind.ZeroDevice => "/dev/zero",
        FileKind.FullDevice => "/dev/full",
        _ => null,
    };

    /// <summary>A file of the program in the folder in which the emitted one runs.</summary>
    public static string Path(string path) => path.Replace("/sim/", "", StringComparison.Ordinal).Replace('/', '_');

    /// <summary>The number under which a call is noted.</summary>
    public int NumberOf(CallKey key) => Keys.IndexOf(key);

    /// <summary>Whether some thread cancels this one.</summary>
    public bool IsCanceled(string thread) => _all.OfType<PthreadCancel>().Any(c => c.Thread == thread);

    /// <summary>How large the buffer of a block is.</summary>
    public long BufferOf(string cb, int most) => Math.Min(most, _all.SelectMany(Submitted).Where(s => s.Cb == cb)
        .Select(s => (long)Math.Min((ulong)most, Math.Max(s.Block.Nbytes, (ulong)(s.Block.Buf?.Length ?? 0)))).DefaultIfEmpty(0).Max() + 16);

    /// <summary>A value of a notification.</summary>
    public string Value(SigVal value) => value.Pointer is not { } name ? string.Create(CultureInfo.InvariantCulture, $"number({value.Int})")
        : Blocks.Contains(name) ? $"pointer(&{CText.Name("cb", name)}->cb)" : "pointer((void *)&running)";

    /// <summary>A body.</summary>
    public IEnumerable<string> Statements(string body, ImmutableArray<Statement> statements) => statements.SelectMany(s => Statement(body, s));

    private IEnumerable<string> Statement(string body, Statement statement)
    {
        switch (statement)
        {
            case Perform perform: return ["{", .. Perform(body, perform).Select(Indent), "}"];
            case SetFlag set: return [$"atomic_store(&{CText.Name("flag", set.Flag)}, {(set.Value ? 1 : 0)});"];
            case Repeat repeat:
                return [string.Create(CultureInfo.InvariantCulture, $"for (int turn = 0; turn < {repeat.AtMost} && !({Condition(repeat.Until)}); turn++)"), "{", .. Statements(body, repeat.Body).Select(Indent), "}"];
            case When choice:
                var otherwise = choice.Otherwise.IsDefaultOrEmpty ? [] : (string[])["else", "{", .. Statements(body, choice.Otherwise).Select(Indent), "}"];
                return [$"if ({Condition(choice.If)})", "{", .. Statements(body, choice.Then).Select(Indent), "}", .. otherwise];
            default: return [];
        }
    }

    private static string Condition(Condition condition) => condition.Kind switch
    {
        ConditionKind.Flag => Join(condition, " && ", n => $"atomic_load(&{CText.Name("flag", n)})"),
        ConditionKind.NotFlag => Join(condition, " && ", n => $"!atomic_load(&{CText.Name("flag", n)})"),
        ConditionKind.InProgress => Join(condition, " || ", n => $"atomic_load(&{CText.Name("cb", n)}->status) == EINPROGRESS"),
        ConditionKind.Finished => Join(condition, " && ", n => $"atomic_load(&{CText.Name("cb", n)}->status) != EINPROGRESS"),
        _ => Join(condition, " && ", n => $"atomic_load(&{CText.Name("cb", n)}->accepted)"),
    };

    private static string Join(Condition condition, string with, Func<string, string> one) => condition.Names.IsEmpty ? "1" : string.Join(with, condition.Names.Select(one));

    private static string Indent(string line) => "    " + line;

    private IEnumerable<(string Name, ImmutableArray<Statement> Body)> Bodies() =>
        _program.Threads.Select(t => (t.Name, t.Body)).Concat(_program.Functions.Select(f => (f.Name, f.Body)));

    private IEnumerable<string> Flags => Bodies().SelectMany(b => FlagsOf(b.Body)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> FlagsOf(ImmutableArray<Statement> body) => body.SelectMany(s => s switch
    {
        SetFlag set => [set.Flag],
        Repeat r => Named(r.Until).Concat(FlagsOf(r.Body)),
        When w => Named(w.If).Concat(FlagsOf(w.Then)).Concat(w.Otherwise.IsDefault ? [] : FlagsOf(w.Otherwise)),
        _ => (IEnumerable<string>)[],
    });

    private static IEnumerable<string> Named(Condition condition) => condition.Kind is ConditionKind.Flag or ConditionKind.NotFlag ? condition.Names : [];

    private static IEnumerable<Perform> Performs(IEnumerable<Statement> body) => body.SelectMany(s => s switch
    {
        Perform p => [p],
        Repeat r => Performs(r.Body),
        When w => Performs(w.Then).Concat(w.Otherwise.IsDefault ? [] : Performs(w.Otherwise)),
        _ => (IEnumerable<Perform>)[],
    });

    private static IEnumerable<(string Cb, ControlBlock Block)> Submitted(Call call) => call switch
    {
        AioRead c => [(c.Cb, c.Block)],
        AioWrite c => [(c.Cb, c.Block)],
        AioFsync c => [(c.Cb, c.Block)],
        LioListio c => c.List.OfType<ListElement>().Select(e => (e.Cb, e.Block)),
        _ => [],
    };

    private static IEnumerable<string> BlocksOf(Call call) => call switch
    {
        AioError c => [c.Cb],
        AioReturn c => [c.Cb],
        AioSuspend c => c.List.OfType<string>(),
        AioCancel { Cb: { } cb } => [cb],
        Look c => [c.Cb],
        Poison c => [c.Cb],
        Free c => [c.Cb],
        _ => Submitted(call).Select(s => s.Cb),
    };
}
