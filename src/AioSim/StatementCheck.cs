using System.Collections.Immutable;
using AioSim.Storage;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;
using When = AioSpec.Programs.When;

namespace AioSim;

/// <summary>Checks the statements of a program: every name that is used is one that something has.</summary>
/// <param name="program">The program.</param>
/// <param name="isAll">Whether its statements are all that is performed: C# code may open gates, too.</param>
internal sealed class StatementCheck(Program program, bool isAll = true)
{
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _blocks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);

    public IEnumerable<ProgramException> Find()
    {
        Walk(Collect);
        var found = new List<ProgramException>();
        Walk(statement => found.AddRange(Check(statement)));
        foreach (var (i, rule) in program.Device.Rules.Index())
        {
            if (rule.StallUntil is not { } gate || !isAll || _gates.Contains(gate)) continue;
            found.Add(new($"The device stalls at the gate '{gate}', which nobody opens.") { Part = ProgramPart.Device("rule", i) });
        }

        return found;
    }

    private void Walk(Action<Statement> action)
    {
        foreach (var thread in program.Threads) Walk(thread.Body, action);
        foreach (var function in program.Functions) Walk(function.Body, action);
    }

    private static void Walk(ImmutableArray<Statement> statements, Action<Statement> action)
    {
        foreach (var statement in statements)
        {
            action(statement);
            if (statement is Repeat repeat) Walk(repeat.Body, action);
            if (statement is not When when) continue;
            Walk(when.Then, action);
            if (!when.Otherwise.IsDefault) Walk(when.Otherwise, action);
        }
    }

    private void Collect(Statement statement)
    {
        if (statement is SetFlag set) _flags.Add(set.Flag);
        if (statement is not Perform perform) return;
        _variables.UnionWith(perform.Into);
        _blocks.UnionWith(CallDescriptors.Submitted(perform.Call));
        if (perform.Call is OpenGate open) _gates.Add(open.Gate);
    }

    private IEnumerable<ProgramException> Check(Statement statement) => statement switch
    {
        Perform s => CheckPerform(s),
        Repeat s => CheckCondition(s.Until, s.Place).Concat(Unless(s.AtMost >= 0, "A loop has at most 0 or more turns.", s.Place)),
        When s => CheckCondition(s.If, s.Place),
        _ => [],
    };

    private IEnumerable<ProgramException> CheckCondition(Condition condition, SourcePlace? place)
    {
        var flags = condition.Kind is ConditionKind.Flag or ConditionKind.NotFlag;
        foreach (var name in condition.Names)
        {
            if (flags && !_flags.Contains(name)) yield return new($"The flag '{name}' is never set.", place);
            if (!flags && !_blocks.Contains(name)) yield return new($"The control block '{name}' is never submitted.", place);
        }
    }

    private IEnumerable<ProgramException> CheckPerform(Perform statement)
    {
        var (call, place) = (statement.Call, statement.Place);
        foreach (var fd in CallDescriptors.Of(call))
        {
            if (fd.Name is { } name && !_variables.Contains(name)) yield return new($"The variable '{name}' is never given a value.", place);
        }

        var returned = call switch { Open or Dup or Dup2 => 1, Pipe or Socketpair => 2, _ => 0 };
        if (statement.Into.Length > returned) yield return new($"{call.GetType().Name} returns {returned} descriptors, not {statement.Into.Length}.", place);
        foreach (var mistake in CheckNames(call, place).Concat(OfCall(call, place, HasFunction))) yield return mistake;
    }

    private bool HasFunction(string name) => program.Functions.Any(f => f.Name == name);

    /// <summary>What is wrong with a call, whoever performs it.</summary>
    public static IEnumerable<ProgramException> OfCall(Call call, SourcePlace? place, Func<string, bool> hasFunction)
    {
        foreach (var name in Functions(call))
        {
            if (!hasFunction(name)) yield return new($"There is no function '{name}'.", place);
        }

        if (call is Setrlimit) yield return new("The simulator has no limits of a process: setrlimit cannot be performed.", place);
        if (call is Fork) yield return new("The simulator has one process: fork cannot be performed.", place);
        if (call is Open open && !Platter.IsPath(open.Path)) yield return new($"A file's path starts with /sim/ and is in its shortest form: '{open.Path}'.", place);
        foreach (var mistake in CheckValues(call, place)) yield return mistake;
    }

    private IEnumerable<ProgramException> CheckNames(Call call, SourcePlace? place)
    {
        foreach (var name in Blocks(call))
        {
            if (!_blocks.Contains(name)) yield return new($"The control block '{name}' is never submitted.", place);
        }

        if (call is AwaitGate gate && isAll && !_gates.Contains(gate.Gate)) yield return new($"Nobody opens the gate '{gate.Gate}'.", place);
        if (call is PthreadCancel cancel && program.Threads.All(t => t.Name != cancel.Thread)) yield return new($"There is no thread '{cancel.Thread}'.", place);
    }

    private static IEnumerable<string> Blocks(Call call) => call switch
    {
        AioError c => [c.Cb],
        AioReturn c => [c.Cb],
        AioSuspend c => c.List.OfType<string>(),
        AioCancel { Cb: { } cb } => [cb],
        Look c => [c.Cb],
        Poison c => [c.Cb],
        Free c => [c.Cb],
        _ => [],
    };

    private static IEnumerable<string> Functions(Call call) => call switch
    {
        Sigaction { Handler: { } handler } => [handler],
        AioRead c => Functions(c.Block.SigEvent),
        AioWrite c => Functions(c.Block.SigEvent),
        AioFsync c => Functions(c.Block.SigEvent),
        LioListio c => c.List.SelectMany(e => Functions(e?.Block.SigEvent)).Concat(Functions(c.Sig)),
        _ => [],
    };

    private static IEnumerable<string> Functions(SigEvent? sigevent) =>
        sigevent is { Notify: SigEventNotify.SIGEV_THREAD, Function: { } function } ? [function] : [];

    private static IEnumerable<ProgramException> CheckValues(Call call, SourcePlace? place) => call switch
    {
        AioWrite c => Unless(HasBytes(c.Block), $"The buffer of '{c.Cb}' is shorter than aio_nbytes.", place),
        LioListio c => c.List.OfType<ListElement>().Where(e => e.Block.LioOpcode == LioOpcode.LIO_WRITE)
            .SelectMany(e => Unless(HasBytes(e.Block), $"The buffer of '{e.Cb}' is shorter than aio_nbytes.", place)),
        Sleep c => Unless(c.Nanoseconds >= 0, "A time to sleep is not below 0.", place),
        Socketpair c => Unless(c.Capacity >= 0, "A socket's capacity is not below 0; 0 is the default.", place),
        Pipe c => Unless(c.Capacity >= 0, "A pipe's capacity is not below 0; 0 is the default.", place),
        _ => [],
    };

    private static bool HasBytes(ControlBlock block) =>
        block.Nbytes > Arguments.SsizeMax || (ulong)(block.Buf?.Length ?? 0) >= block.Nbytes;

    private static IEnumerable<ProgramException> Unless(bool condition, FormattableString mistake, SourcePlace? place) =>
        condition ? [] : [new(FormattableString.Invariant(mistake), place)];

    private static IEnumerable<ProgramException> Unless(bool condition, string mistake, SourcePlace? place) =>
        condition ? [] : [new(mistake, place)];
}
