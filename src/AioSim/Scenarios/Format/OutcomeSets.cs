using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AioSim.Exploration;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;

namespace AioSim.Scenarios.Format;

/// <summary>What is expected of all schedules together.</summary>
internal static class OutcomeSets
{
    private static readonly Many<string> s_texts = new("a list of outcomes as aiosim explore prints them", NameWords.Text) { IsTall = true };

    private const string Together = "a text that is part of outcomes, or a list of such that one outcome has together";

    private static readonly Many<OutcomePattern> s_patterns = new("a list of texts that are part of outcomes", new Choice<OutcomePattern>(
        Together,
        new As<string, OutcomePattern>(NameWords.Text, text => new OutcomePattern([text]), pattern => pattern.Texts[0]) { If = pattern => pattern.Texts.Length == 1 },
        new As<ImmutableArray<string>, OutcomePattern>(
            new Checked<ImmutableArray<string>>(new Many<string>(Together, NameWords.Text), texts => texts.Length > 0, Together),
            texts => new OutcomePattern(texts),
            pattern => pattern.Texts)))
    { IsTall = true };

    private static readonly ImmutableArray<string> s_points = [.. Coverage.All.Requirements, .. Coverage.All.Pairs];

    private static readonly Many<string> s_reached = new("a list of ids and pairs", new Word<string>(
        "a requirement id such as CANCEL-10, or a state of a request with what happens to it such as 'running × aio_cancel', as explore --coverage prints them",
        (string text, out string value) => s_points.Contains(value = text), t => t)
    {
        Known = s_points,
        Json = () => new JsonObject { ["type"] = "string" },
    });

    /// <summary>The outcomes.</summary>
    public static readonly Shape<ExpectedOutcomes> Shape =
        new RecordShape<ExpectedOutcomes>("outcomes", "{ exactly, subset, always, sometimes, never, reaches, avoids }",
            "What is expected of all schedules together; aiosim explore looks at it.", ExpectedOutcomes.None)
        { IsTall = true }
            .MayValue("exactly", "The outcomes there are: each of them, and no other.", s_texts, o => o.Exactly, (o, v) => o with { Exactly = v })
            .MayValue("subset", "The outcomes there may be.", s_texts, o => o.Subset, (o, v) => o with { Subset = v })
            .Or("always", "What every outcome has: texts, or lists of texts that one outcome has together.", s_patterns, o => o.Always, (o, v) => o with { Always = v })
            .Or("sometimes", "What some outcome has.", s_patterns, o => o.Sometimes, (o, v) => o with { Sometimes = v })
            .Or("never", "What no outcome has.", s_patterns, o => o.Never, (o, v) => o with { Never = v })
            .Or("reaches", "What some schedule reaches: requirements, and states of a request with what happens to it.", s_reached, o => o.Reaches, (o, v) => o with { Reaches = v })
            .Or("avoids", "What no schedule reaches.", s_reached, o => o.Avoids, (o, v) => o with { Avoids = v });
}
