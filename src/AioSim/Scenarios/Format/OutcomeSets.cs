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
            .Or("always", "Texts that every outcome has.", s_texts, o => o.Always, (o, v) => o with { Always = v })
            .Or("sometimes", "Texts that some outcome has.", s_texts, o => o.Sometimes, (o, v) => o with { Sometimes = v })
            .Or("never", "Texts that no outcome has.", s_texts, o => o.Never, (o, v) => o with { Never = v })
            .Or("reaches", "What some schedule reaches: requirements, and states of a request with what happens to it.", s_reached, o => o.Reaches, (o, v) => o with { Reaches = v })
            .Or("avoids", "What no schedule reaches.", s_reached, o => o.Avoids, (o, v) => o with { Avoids = v });
}
