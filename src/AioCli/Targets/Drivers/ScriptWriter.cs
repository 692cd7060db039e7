using System.Collections.Immutable;
using AioSim;
using AioSpec;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <summary>Flattens a program: statements become instructions with jumps, names become numbers.</summary>
internal sealed partial class ScriptWriter
{
    /// <summary>Buffers are not larger than this, whatever aio_nbytes says.</summary>
    private const long MostBytes = 1 << 24;

    private readonly Program _program;
    private readonly ulong _seed;
    private readonly Numbering _blocks = new();
    private readonly Numbering _others = new();
    private readonly Numbering _paths = new();
    private readonly Numbering _gates = new();
    private readonly Numbering _flags = new();
    private readonly Numbering _variables = new();
    private readonly Dictionary<string, int> _threads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _capacities = new(StringComparer.Ordinal);
    private readonly List<(Perform? Perform, Action<ScriptWords> Write)> _code = [];
    private int _loops;

    private ScriptWriter(Program program, ulong seed)
    {
        (_program, _seed) = (program, seed);
        foreach (var thread in program.Threads) _threads.Add(thread.Name, _threads.Count);
        foreach (var function in program.Functions) _functions.Add(function.Name, _functions.Count);
        foreach (var file in program.Files) _ = _paths[file.Path];
        foreach (var call in Statements.Calls(program)) Count(call);
    }

    /// <summary>Writes the script of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="seed">That of its latencies.</param>
    /// <exception cref="ProgramException">It names something that it has not.</exception>
    public static Script Write(Program program, ulong seed) => new ScriptWriter(program, seed).Write();

    private Script Write()
    {
        var threads = _program.Threads.Select(t => Add(t.Body)).ToList();
        var functions = _program.Functions.Select(f => Add(f.Body)).ToList();
        var code = new ScriptWords();
        foreach (var (_, write) in _code) write(code);
        var rules = new ScriptWords();
        Rules(rules, _program.Device);
        var head = new ScriptWords();
        foreach (var path in _paths.Names) Path(head, path);
        foreach (var block in _blocks.Names) head.Word("block").Word(_capacities[block]).Line();
        head.Word("gates").Word(_gates.Names.Count).Line();
        foreach (var entry in threads) head.Word("thread").Word(entry).Line();
        foreach (var entry in functions) head.Word("function").Word(entry).Line();
        return new Script
        {
            Program = _program,
            Text = head.ToString() + rules + code,
            Sites = [.. _code.Select(c => c.Perform)],
            Objects = [.. _blocks.Names, .. _others.Names],
            Capacities = [.. _blocks.Names.Select(b => _capacities[b])],
            Paths = [.. _paths.Names],
        };
    }

    private void Path(ScriptWords words, string path)
    {
        var file = _program.Files.FirstOrDefault(f => f.Path == path);
        words.Word("path").Word(file?.Kind switch { FileKind.Regular => "regular", FileKind.Directory => "directory", FileKind.Character => "character", FileKind.NullDevice => "null-device", FileKind.ZeroDevice => "zero-device", FileKind.FullDevice => "full-device", _ => "absent" });
        words.Data(file?.Content).Line();
    }

    /// <summary>Gives every control block and object its number before a sigval names it, and finds how large buffers are.</summary>
    private void Count(Call call)
    {
        foreach (var (cb, block) in BlocksOf(call))
        {
            _ = _blocks[cb];
            var wanted = block is null ? 0 : Math.Max(block.Buf?.Length ?? 0, (long)Math.Min(block.Nbytes, MostBytes));
            _capacities[cb] = Math.Max(_capacities.GetValueOrDefault(cb), wanted);
        }
    }

    private static IEnumerable<(string Cb, ControlBlock? Block)> BlocksOf(Call call) => call switch
    {
        AioRead c => [(c.Cb, c.Block)],
        AioWrite c => [(c.Cb, c.Block)],
        AioFsync c => [(c.Cb, c.Block)],
        LioListio c => c.List.OfType<ListElement>().Select(e => (e.Cb, (ControlBlock?)e.Block)),
        AioError c => [(c.Cb, null)],
        AioReturn c => [(c.Cb, null)],
        AioSuspend c => c.List.OfType<string>().Select(cb => (cb, (ControlBlock?)null)),
        AioCancel { Cb: { } cb } => [(cb, null)],
        Look c => [(c.Cb, null)],
        Poison c => [(c.Cb, null)],
        Free c => [(c.Cb, null)],
        _ => [],
    };

    private int Add(ImmutableArray<Statement> body)
    {
        var entry = _code.Count;
        _loops = 0;
        AddAll(body);
        Add(words => words.Word("end").Line());
        return entry;
    }

    private void AddAll(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Perform s: AddCall(s); break;
                case Repeat s: AddRepeat(s); break;
                case When s: AddWhen(s); break;
                case SetFlag s: Add(words => words.Word("flag").Word(_flags[s.Flag]).Word(s.Value).Line()); break;
                default: throw new InvalidOperationException($"{statement.GetType().Name} is a statement");
            }
        }
    }

    private void Add(Action<ScriptWords> write, Perform? perform = null) => _code.Add((perform, write));

    private void AddRepeat(Repeat s)
    {
        var loop = _loops++;
        var end = 0;
        Add(words => words.Word("count").Word(loop).Line());
        var start = _code.Count;
        Add(words => Condition(words.Word("turn").Word(loop).Word(s.AtMost).Word(end), s.Until).Line());
        AddAll(s.Body);
        Add(words => words.Word("jump").Word(start).Line());
        end = _code.Count;
    }

    private void AddWhen(When s)
    {
        var (otherwise, end) = (0, 0);
        Add(words => Condition(words.Word("unless").Word(otherwise), s.If).Line());
        AddAll(s.Then);
        if (!s.Otherwise.IsDefaultOrEmpty) Add(words => words.Word("jump").Word(end).Line());
        otherwise = _code.Count;
        if (!s.Otherwise.IsDefaultOrEmpty) AddAll(s.Otherwise);
        end = _code.Count;
    }

    private ScriptWords Condition(ScriptWords words, Condition condition)
    {
        var isFlag = condition.Kind is ConditionKind.Flag or ConditionKind.NotFlag;
        words.Word(condition.Kind switch
        {
            ConditionKind.Flag => "flag",
            ConditionKind.NotFlag => "not-flag",
            ConditionKind.InProgress => "in-progress",
            ConditionKind.Finished => "finished",
            _ => "accepted",
        }).Word(condition.Names.Length);
        foreach (var name in condition.Names) words.Word(isFlag ? _flags[name] : _blocks[name]);
        return words;
    }
}
