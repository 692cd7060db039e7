using System.Collections.Immutable;

namespace AioSpec.Programs.Editing;

/// <summary>One edit of one statement, at every place of a program, in loops and branches too.</summary>
internal static class BodyEdits
{
    /// <summary>The program with each edit.</summary>
    public static IEnumerable<Program> Of(Program program, Func<Statement, IEnumerable<ImmutableArray<Statement>>> edit)
    {
        for (var i = 0; i < program.Threads.Length; i++)
        {
            var thread = program.Threads[i];
            foreach (var body in Edited(thread.Body, edit)) yield return program with { Threads = program.Threads.SetItem(i, thread with { Body = body }) };
        }

        for (var i = 0; i < program.Functions.Length; i++)
        {
            var function = program.Functions[i];
            foreach (var body in Edited(function.Body, edit)) yield return program with { Functions = program.Functions.SetItem(i, function with { Body = body }) };
        }
    }

    /// <summary>Nothing in its place, or for a loop or branch what is in it.</summary>
    public static IEnumerable<ImmutableArray<Statement>> Removals(Statement statement)
    {
        yield return [];
        switch (statement)
        {
            case Repeat repeat: yield return repeat.Body; break;
            case When choice:
                yield return choice.Then;
                yield return choice.Otherwise;
                break;
        }
    }

    /// <summary>One part of it less: what is expected of it, an element of its list, its notification, its other branch, a name in its condition.</summary>
    public static IEnumerable<ImmutableArray<Statement>> PartRemovals(Statement statement) => statement switch
    {
        Perform perform => (perform.Expected is null ? [] : (IEnumerable<ImmutableArray<Statement>>)[[perform with { Expected = null }]])
            .Concat(CallEdits.Removals(perform.Call).Select(call => ImmutableArray.Create<Statement>(perform with { Call = call }))),
        When choice => (choice.Otherwise.IsEmpty ? [] : (IEnumerable<ImmutableArray<Statement>>)[[choice with { Otherwise = [] }]])
            .Concat(Shorter(choice.If).Select(condition => ImmutableArray.Create<Statement>(choice with { If = condition }))),
        Repeat repeat => Shorter(repeat.Until).Select(condition => ImmutableArray.Create<Statement>(repeat with { Until = condition })),
        _ => [],
    };

    /// <summary>Something simpler in its place.</summary>
    public static IEnumerable<ImmutableArray<Statement>> Simplifications(Statement statement) => statement switch
    {
        Perform perform => (perform.Expected is null ? [] : (IEnumerable<ImmutableArray<Statement>>)[[perform with { Expected = null }]])
            .Concat(CallEdits.Of(perform.Call).Select(call => ImmutableArray.Create<Statement>(perform with { Call = call }))),
        Repeat repeat => (repeat.AtMost <= 1 ? [] : (IEnumerable<ImmutableArray<Statement>>)[[repeat with { AtMost = 1 }], [repeat with { AtMost = repeat.AtMost / 2 }]])
            .Concat(PartRemovals(statement)),
        _ => PartRemovals(statement),
    };

    /// <summary>The condition with one name less.</summary>
    private static IEnumerable<Condition> Shorter(Condition condition) => condition.Names.Length < 2 ? []
        : Enumerable.Range(0, condition.Names.Length).Select(i => condition with { Names = condition.Names.RemoveAt(i) });

    private static IEnumerable<ImmutableArray<Statement>> Edited(
        ImmutableArray<Statement> body, Func<Statement, IEnumerable<ImmutableArray<Statement>>> edit)
    {
        // From the end: what is late is least needed by the rest.
        for (var i = body.Length - 1; i >= 0; i--)
        {
            foreach (var replacement in edit(body[i])) yield return body.RemoveAt(i).InsertRange(i, replacement.AsSpan());
            foreach (var inner in EditedInside(body[i], edit)) yield return body.SetItem(i, inner);
        }
    }

    private static IEnumerable<Statement> EditedInside(Statement statement, Func<Statement, IEnumerable<ImmutableArray<Statement>>> edit) => statement switch
    {
        Repeat repeat => Edited(repeat.Body, edit).Select(body => repeat with { Body = body }),
        When choice => Edited(choice.Then, edit).Select(body => choice with { Then = body })
            .Concat(Edited(choice.Otherwise, edit).Select(body => choice with { Otherwise = body })),
        _ => [],
    };
}
