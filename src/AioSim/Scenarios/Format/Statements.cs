using System.Collections.Immutable;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>What a thread does: calls with what they are expected to return, repetitions, conditions, flags.</summary>
internal static class Statements
{
    /// <summary>A list of statements.</summary>
    public static readonly Shape<ImmutableArray<Statement>> Body = new Many<Statement>("a list of statements", new StatementShape()) { IsTall = true };

    /// <summary>The statements that are no calls, by their first words.</summary>
    public static readonly ImmutableArray<string> Words = ["repeat", "when", "set", "clear"];

    /// <summary>What stands beside the first word: of a call what is expected of it, of <c>when</c> what is done.</summary>
    public static readonly ImmutableArray<string> Companions = ["expect", "then", "otherwise"];

    /// <summary>The body of <c>repeat</c>.</summary>
    public static readonly Lazy<RecordShape<Repeat>> Repetition = new(() =>
        new RecordShape<Repeat>("repeat", "{ until, at_most, do }",
            "Does something until a condition holds, which is looked at before each turn.",
            new Repeat(new Condition(ConditionKind.Flag, []), 1000, []))
        { IsTall = true }
            .Must("until", "The condition.", Conditions.Shape, r => r.Until, (r, v) => r with { Until = v })
            .Or("at_most", "So many turns at most; 1000.",
                Numbers.Int("a number from 1", 1), r => r.AtMost, (r, v) => r with { AtMost = v })
            .Must("do", "What it does.", Body, r => r.Body, (r, v) => r with { Body = v }));

    /// <summary>The name of a flag that is set.</summary>
    public static readonly Word<string> SetFlag = NameWords.New(NameKind.Flag, "a name for a flag");

    /// <summary>The name of a flag that is cleared.</summary>
    public static readonly Word<string> ClearFlag = NameWords.Known(NameKind.Flag, "the name of a flag");
}
