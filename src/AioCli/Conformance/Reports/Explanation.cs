using System.Globalization;
using AioCli.Conformance.Findings;
using AioCli.Judging;
using AioSim.Scenarios;
using AioSpec.Catalogue;
using AioSpec.Text;

namespace AioCli.Conformance.Reports;

/// <summary>A violation in words.</summary>
internal static class Explanation
{
    /// <summary>In a sentence or three: what was seen, what is permitted, how often.</summary>
    public static string Of(Violation violation)
    {
        var requirement = Requirements.Find(violation.Requirement);
        return $"{requirement?.Statement} ({requirement?.Clause}) Seen: {violation.Finding.Saw}. Permitted: {violation.Finding.Permitted}. {Rate(violation)}.";
    }

    /// <summary><c>27 of 100 runs</c>.</summary>
    public static string Rate(Violation violation) => string.Create(CultureInfo.InvariantCulture, $"{violation.Failed} of {violation.Of} runs");

    /// <summary>The smallest program as a scenario file.</summary>
    public static string Scenario(Violation violation)
    {
        var program = violation.Trial.Experiment.Program;
        var scenario = new Scenario
        {
            Program = program with { Name = $"{violation.Requirement}, from {violation.Source}" },
            Description = Of(violation),
            Requirements = [violation.Requirement],
        };
        return ScenarioWriter.Write(scenario);
    }

    /// <summary>The history that proves it, in its text form.</summary>
    public static string History(Violation violation) => HistoryText.Print(violation.Trial.Performance.History);

    /// <summary>The events that prove it, a line each.</summary>
    public static IEnumerable<string> Proof(Violation violation)
    {
        var lines = EventLines.Of(violation.Trial.Performance.History);
        return violation.Finding.Evidence.Where(e => e < lines.Length).Select(e => lines[(int)e]);
    }
}
