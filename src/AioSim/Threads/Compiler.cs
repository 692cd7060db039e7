using System.Collections.Immutable;
using AioSpec.Model;
using AioSpec.Programs;
using When = AioSpec.Programs.When;

namespace AioSim;

/// <summary>Makes the statements of bodies into instructions.</summary>
internal sealed class Compiler(Setting setting)
{
    private readonly List<Instruction> _code = [];
    private int _counters;

    /// <summary>The names of the variables that hold descriptors, and of the flags.</summary>
    public Names Variables { get; } = new();

    public Names Flags { get; } = new();

    public Body Compile(string name, ImmutableArray<Statement> body)
    {
        _code.Clear();
        _counters = 0;
        Add(body);
        _code.Add(new Instruction { Operation = Operation.End });
        return new Body(name, [.. _code], _counters);
    }

    private void Add(ImmutableArray<Statement> statements)
    {
        foreach (var statement in statements) Add(statement);
    }

    private void Add(Statement statement)
    {
        switch (statement)
        {
            case Perform s: AddPerform(s); break;
            case Repeat s: AddRepeat(s); break;
            case When s: AddWhen(s); break;
            case SetFlag s: AddSetFlag(s); break;
            default: throw new InvariantException($"{statement.GetType().Name} is a statement");
        }
    }

    private void AddPerform(Perform statement) => _code.Add(new Instruction
    {
        Operation = Operation.Perform,
        Place = statement.Place,
        Site = new CallSite(setting, statement, Variables),
    });

    private void AddSetFlag(SetFlag statement) => _code.Add(new Instruction
    {
        Operation = Operation.SetFlag,
        Flag = Flags.NumberOf(statement.Flag),
        Value = statement.Value,
    });

    private void AddRepeat(Repeat statement)
    {
        var counter = _counters++;
        _code.Add(new Instruction { Operation = Operation.Count, Counter = counter });
        var turn = new Instruction
        {
            Operation = Operation.Turn,
            Counter = counter,
            AtMost = statement.AtMost,
            Condition = Compile(statement.Until),
        };
        var start = _code.Count;
        _code.Add(turn);
        Add(statement.Body);
        _code.Add(new Instruction { Operation = Operation.Jump, Target = start });
        turn.Target = _code.Count;
    }

    private void AddWhen(When statement)
    {
        var unless = new Instruction { Operation = Operation.Unless, Condition = Compile(statement.If) };
        _code.Add(unless);
        Add(statement.Then);
        if (statement.Otherwise.IsDefaultOrEmpty)
        {
            unless.Target = _code.Count;
            return;
        }

        var over = new Instruction { Operation = Operation.Jump };
        _code.Add(over);
        unless.Target = _code.Count;
        Add(statement.Otherwise);
        over.Target = _code.Count;
    }

    private CompiledCondition Compile(Condition condition)
    {
        var names = condition.Kind is ConditionKind.Flag or ConditionKind.NotFlag ? Flags : setting.Blocks;
        return new CompiledCondition(condition.Kind, [.. condition.Names.Select(names.NumberOf)]);
    }
}
