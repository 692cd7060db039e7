using System.Collections.Immutable;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios;

/// <summary>
/// The names that the tables of a scenario file must have, collected from a Program: each control block with the members
/// of its first submission.
/// </summary>
internal sealed class ProgramNames
{
    private readonly List<(string Key, ControlBlock Item)> _blocks = [];

    /// <summary>The control blocks in the order in which they appear.</summary>
    public ImmutableArray<(string Key, ControlBlock Item)> Blocks => [.. _blocks];

    /// <summary>Notes the control blocks of these statements.</summary>
    public void Add(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Perform p: Add(p.Call); break;
                case Repeat r: Add(r.Body); break;
                case When w: Add(w.Then); Add(w.Otherwise); break;
            }
        }
    }

    /// <summary>Notes the control blocks that are used and never submitted.</summary>
    public void AddLoose(Program program)
    {
        foreach (var body in program.Threads.Select(t => t.Body).Concat(program.Functions.Select(f => f.Body))) AddLoose(body);
        foreach (var rule in program.Device.Rules) Loose(rule.Target.Cb);
        foreach (var status in program.Expect.Statuses) Loose(status.Cb);
        foreach (var cb in program.Expect.NotificationOrder) Loose(cb);
    }

    private void Add(Call call)
    {
        switch (call)
        {
            case AioRead c: Block(c.Cb, c.Block); break;
            case AioWrite c: Block(c.Cb, c.Block); break;
            case AioFsync c: Block(c.Cb, c.Block); break;
            case LioListio c:
                foreach (var element in c.List)
                {
                    if (element is not null) Block(element.Cb, element.Block);
                }

                break;
        }
    }

    private void AddLoose(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Perform { Call: AioError c }: Loose(c.Cb); break;
                case Perform { Call: AioReturn c }: Loose(c.Cb); break;
                case Perform { Call: AioCancel c }: Loose(c.Cb); break;
                case Perform { Call: Look c }: Loose(c.Cb); break;
                case Perform { Call: Poison c }: Loose(c.Cb); break;
                case Perform { Call: Free c }: Loose(c.Cb); break;
                case Perform { Call: AioSuspend c }: foreach (var cb in c.List) Loose(cb); break;
                case Repeat r: LooseNames(r.Until); AddLoose(r.Body); break;
                case When w: LooseNames(w.If); AddLoose(w.Then); AddLoose(w.Otherwise); break;
            }
        }
    }

    private void LooseNames(Condition condition)
    {
        if (condition.Kind is ConditionKind.Flag or ConditionKind.NotFlag) return;
        foreach (var cb in condition.Names) Loose(cb);
    }

    private void Loose(string? cb)
    {
        if (cb is not null) Block(cb, new ControlBlock { Fildes = new Fd(-1) });
    }

    private void Block(string cb, ControlBlock block)
    {
        if (!_blocks.Exists(b => b.Key == cb)) _blocks.Add((cb, block));
    }
}
