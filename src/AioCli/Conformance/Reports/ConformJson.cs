using System.Text.Json;
using AioCli.Conformance.Findings;
using AioCli.Reports;

namespace AioCli.Conformance.Reports;

/// <summary>What <c>conform --json</c> writes.</summary>
internal static class ConformJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, ConformanceResult result, LedgerComparison? comparison) => JsonReport.Write(stream, json =>
    {
        json.WriteString("target", result.Target);
        json.WriteString("implementation", result.Implementation);
        json.WriteNumber("seed", result.Seed);
        json.WriteNumber("programs", result.Programs);
        json.WriteNumber("calls", result.Calls);
        json.Object("profile", p =>
        {
            foreach (var choice in result.Choices) p.Strings(choice.Point, choice.Seen);
        });
        json.Object("kept", k =>
        {
            foreach (var choice in result.Choices.Where(c => c.Kept is not null))
            {
                k.Object(choice.Point, c =>
                {
                    c.WriteString("choice", choice.Kept);
                    c.WriteNumber("runs", choice.Runs);
                });
            }
        });
        json.Array("requirements", result.Requirements, Requirement);
        json.Array("violations", result.Violations, Violation);
        if (comparison is not null) json.Object("ledger", l => Ledger(l, comparison));
        json.Array("lacks", result.Lacks, (j, lack) =>
        {
            j.WriteString("feature", lack.Feature);
            j.WriteString("reason", lack.Reason);
        });
        json.Array("troubles", result.Troubles, (j, trouble) =>
        {
            j.WriteString("what", trouble.What);
            j.WriteNumber("times", trouble.Times);
            j.WriteString("first", trouble.First);
        });
        json.Object("coverage", c =>
        {
            c.WriteNumber("pairs", result.Coverage.Pairs);
            c.WriteNumber("pairsReached", result.Coverage.PairsReached);
            c.Strings("reached", result.Coverage.Reached);
            c.Strings("missed", result.Coverage.Missed);
            c.Strings("outOfReach", result.Coverage.OutOfReach);
        });
        json.WriteBoolean("interrupted", result.Interrupted);
        if (result.Lost is { } lost) json.WriteString("lost", lost.Message);
        json.WriteNumber("seconds", result.Seconds);
    });

    private static void Requirement(Utf8JsonWriter json, RequirementResult result)
    {
        json.WriteString("id", result.Requirement.Id);
        json.WriteString("strength", result.Requirement.StatedStrength);
        json.WriteString("status", result.Status.Word());
        json.WriteString("reason", result.Reason);
    }

    private static void Violation(Utf8JsonWriter json, Violation violation)
    {
        json.WriteString("requirement", violation.Requirement);
        json.WriteString("program", Explanation.Scenario(violation));
        json.WriteString("history", Explanation.History(violation));
        json.WriteString("explanation", Explanation.Of(violation));
        json.WriteString("source", violation.Source);
        json.WriteNumber("failed", violation.Failed);
        json.WriteNumber("of", violation.Of);
    }

    private static void Ledger(Utf8JsonWriter json, LedgerComparison comparison)
    {
        json.Strings("known", comparison.Known);
        json.Strings("unknown", comparison.Unknown);
        json.Strings("gone", comparison.Gone.Select(e => e.Requirement));
    }
}
