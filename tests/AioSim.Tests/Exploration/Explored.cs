using AioSim.Exploration;
using AioSpec.Programs;

namespace AioSim.Tests.Exploration;

/// <summary>Explorations of programs that are told as text.</summary>
internal static class Explored
{
    public static ExplorationOptions All { get; } = new() { Strategy = ExplorationStrategy.Exhaustive };

    public static ExplorationResult Of(string text, ExplorationOptions? options = null) => Explorer.Explore(Ran.Program(text), options ?? All);

    public static string[] Texts(this ExplorationResult result) => [.. result.Outcomes.Select(outcome => outcome.Text)];

    /// <summary>Each outcome comes again under its schedule; each failed expectation too.</summary>
    public static ExplorationResult MustReplay(this ExplorationResult result, Program program, ExplorationOptions? options = null)
    {
        foreach (var outcome in result.Outcomes)
        {
            Assert.Equal(outcome.Text, Explorer.OutcomeOf(program, outcome.Schedule, options ?? All));
        }

        return result;
    }
}
