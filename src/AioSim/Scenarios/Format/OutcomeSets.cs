using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;

namespace AioSim.Scenarios.Format;

/// <summary>What is expected of all schedules together.</summary>
internal static class OutcomeSets
{
    private static readonly Many<string> s_texts = new("a list of outcomes as aiosim explore prints them", NameWords.Text) { IsTall = true };

    /// <summary>The outcomes.</summary>
    public static readonly Shape<ExpectedOutcomes> Shape =
        new RecordShape<ExpectedOutcomes>("outcomes", "{ exactly, subset, sometimes, never }",
            "What is expected of all schedules together; aiosim explore looks at it.", ExpectedOutcomes.None)
        { IsTall = true }
            .MayValue("exactly", "The outcomes there are: each of them, and no other.", s_texts, o => o.Exactly, (o, v) => o with { Exactly = v })
            .MayValue("subset", "The outcomes there may be.", s_texts, o => o.Subset, (o, v) => o with { Subset = v })
            .Or("sometimes", "Texts that some outcome has.", s_texts, o => o.Sometimes, (o, v) => o with { Sometimes = v })
            .Or("never", "Texts that no outcome has.", s_texts, o => o.Never, (o, v) => o with { Never = v });
}
