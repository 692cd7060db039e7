using System.Collections.Immutable;
using System.Text.Json;
using AioCli.Commands;
using AioCli.Exploring;
using AioSim.Exploration;
using AioSim.Scenarios;

namespace AioCli.Reports;

/// <summary>What <c>explore --json</c> writes, and <c>merge</c> reads.</summary>
internal static class ExploreJson
{
    /// <summary>The version of the format.</summary>
    public const string Format = "aiosim-explore 1";

    /// <summary>Writes it. Every datum stands once: totals at the top, outcomes and violations with their scenario, the rest by scenario.</summary>
    public static void Write(Stream stream, IReadOnlyCollection<ExploredScenario> scenarios, double seconds) => JsonReport.Write(stream, json =>
    {
        var explored = scenarios.Where(s => s.Result is not null).ToList();
        json.WriteString("format", Format);
        json.WriteNumber("schedules", explored.Sum(s => s.Result!.Schedules));
        json.WriteNumber("states", explored.Sum(s => s.Result!.States));
        json.WriteNumber("transitions", explored.Sum(s => s.Result!.Transitions));
        json.WriteBoolean("complete", explored.TrueForAll(s => s.Result!.Complete));
        json.Array("outcomes", explored.SelectMany(s => s.Result!.Outcomes.Select(o => (s, o))), Outcome);
        json.Array("violations", explored.SelectMany(s => s.Result!.Failures.Select((f, i) => (s, f, i))), Violation);
        json.Array("scenarios", scenarios, Scenario);
        json.WriteNumber("seconds", seconds);
    });

    /// <summary>The word for a kind of failure.</summary>
    public static string Word(FailureKind kind) => kind switch
    {
        FailureKind.LostNotification => "lost-notification",
        FailureKind.LostOperation => "lost-operation",
        FailureKind.StepLimit => "step-limit",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static void Outcome(Utf8JsonWriter json, (ExploredScenario Scenario, ExploredOutcome Outcome) pair)
    {
        json.WriteString("scenario", pair.Scenario.Path);
        json.WriteString("text", pair.Outcome.Text);
        json.WriteNumber("count", pair.Outcome.Count);
        json.WriteString("schedule", pair.Outcome.Schedule.ToString());
    }

    private static void Violation(Utf8JsonWriter json, (ExploredScenario Scenario, ExploredFailure Failure, int Number) item)
    {
        var (scenario, failure, number) = item;
        json.WriteString("scenario", scenario.Path);
        json.WriteString("kind", Word(failure.Kind));
        json.WriteString("message", failure.Message);
        if (failure.Requirement is { } requirement) json.WriteString("requirement", requirement);
        if (failure.Place is { } place)
        {
            json.WriteString("file", place.File);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("column", place.Column);
        }

        json.WriteNumber("count", failure.Count);
        json.WriteString("schedule", failure.Schedule.ToString());
        if (number >= scenario.Files.Length) return;
        if (scenario.Files[number].Replay is { } replay) json.WriteString("replay", replay);
        if (scenario.Files[number].Shrunk is { } shrunk) json.WriteString("shrunk", shrunk);
    }

    private static void Scenario(Utf8JsonWriter json, ExploredScenario scenario)
    {
        json.WriteString("name", scenario.Name);
        json.WriteString("path", scenario.Path);
        json.WriteString("status", scenario.Status.Word());
        json.Strings("mistakes", scenario.Mistakes.Select(m => m.Message));
        json.Strings("unexpected", scenario.Unexpected);
        if (scenario.Result is not { } result) return;
        json.WriteString("strategy", ExploreOptions.Word(result.Strategy));
        json.WriteNumber("seed", scenario.Seed);
        json.WriteString("shard", $"{scenario.Shard.Number}/{scenario.Shard.Of}");
        json.WriteNumber("schedules", result.Schedules);
        json.WriteNumber("states", result.States);
        json.WriteNumber("transitions", result.Transitions);
        json.WriteNumber("depth", result.Depth);
        json.WriteBoolean("complete", result.Complete);
        json.WriteBoolean("interrupted", result.Interrupted);
        json.WriteString("guarantee", result.GuaranteeText);
        json.Array("guarantees", result.Guarantees, Guarantee);
        json.Strings("races", scenario.Races);
        json.Object("expected", j => Expected(j, scenario.Expected));
        json.Object("coverage", j => CoverageOf(j, result.Coverage));
    }

    private static void Guarantee(Utf8JsonWriter json, Guarantee guarantee)
    {
        json.WriteString("strategy", ExploreOptions.Word(guarantee.Strategy));
        json.WriteNumber("schedules", guarantee.Schedules);
        json.WriteNumber("states", guarantee.States);
        json.WriteBoolean("complete", guarantee.Complete);
        json.WriteBoolean("exact", guarantee.Exact);
        json.WriteNumber("depth", guarantee.Depth);
        json.WriteNumber("actors", guarantee.Actors);
        json.WriteNumber("steps", guarantee.Steps);
    }

    private static void Expected(Utf8JsonWriter json, ExpectedOutcomes expected)
    {
        if (expected.Exactly is { } exactly) json.Strings("exactly", exactly);
        if (expected.Subset is { } subset) json.Strings("subset", subset);
        Patterns(json, "always", expected.Always);
        Patterns(json, "sometimes", expected.Sometimes);
        Patterns(json, "never", expected.Never);
        json.Strings("reaches", expected.Reaches);
        json.Strings("avoids", expected.Avoids);
    }

    private static void Patterns(Utf8JsonWriter json, string name, ImmutableArray<OutcomePattern> patterns)
    {
        json.WriteStartArray(name);
        foreach (var pattern in patterns)
        {
            if (pattern.Texts.Length > 1) json.WriteStartArray();
            foreach (var text in pattern.Texts) json.WriteStringValue(text);
            if (pattern.Texts.Length > 1) json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void CoverageOf(Utf8JsonWriter json, Coverage coverage)
    {
        json.Strings("clauses", coverage.Clauses);
        json.Strings("pairs", coverage.Pairs);
        json.Strings("requirements", coverage.Requirements);
    }
}
