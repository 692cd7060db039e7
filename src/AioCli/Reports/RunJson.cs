using System.Text.Json;
using AioCli.Running;
using AioCli.Targets;
using AioSim;

namespace AioCli.Reports;

/// <summary>What <c>run --json</c> writes.</summary>
internal static class RunJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, IEnumerable<ScenarioOutcome> outcomes, double seconds) => JsonReport.Write(stream, json =>
    {
        json.Array("scenarios", outcomes, Scenario);
        json.WriteNumber("seconds", seconds);
    });

    private static void Scenario(Utf8JsonWriter json, ScenarioOutcome outcome)
    {
        json.WriteString("name", outcome.Name);
        json.WriteString("path", outcome.Path);
        json.WriteString("status", outcome.Status.Word());
        if (outcome.Result is { } result) Run(json, outcome, result);
        if (outcome.Performance is { } performance) Real(json, outcome, performance);
        json.Array("failures", outcome.Problems, Failure);
        if (outcome.Verdict is { } verdict) JudgeJson.Verdict(json, verdict, outcome.ProofOf);
    }

    private static void Run(Utf8JsonWriter json, ScenarioOutcome outcome, RunResult result)
    {
        json.WriteNumber("seed", outcome.Seed);
        json.WriteString("traceHash", result.TraceHash);
        json.WriteNumber("virtualNanoseconds", result.VirtualNanoseconds);
        json.WriteNumber("requests", result.Requests);
        json.WriteNumber("steps", result.Steps);
        json.WriteNumber("events", outcome.Verdict!.Events);
        json.WriteString("end", result.End.ToString().ToLowerInvariant());
        json.Strings("blockedThreads", result.BlockedThreads);
        json.WriteString("again", outcome.Again);
        if (outcome.Replay.Length > 0) json.WriteString("replay", outcome.Replay);
    }

    private static void Real(Utf8JsonWriter json, ScenarioOutcome outcome, Performance performance)
    {
        json.WriteString("target", performance.History.Header.Target);
        json.WriteString("ended", performance.Ending.Word);
        json.WriteNumber("nanoseconds", performance.History.Events[^1].Time);
        json.WriteNumber("requests", performance.Requests);
        json.WriteNumber("events", performance.History.Events.Length);
        json.WriteNumber("notApplicable", performance.NotApplicable);
        json.WriteString("again", outcome.Again);
    }

    private static void Failure(Utf8JsonWriter json, Problem problem)
    {
        json.WriteString("rule", problem.Rule);
        json.WriteString("message", problem.Message);
        if (problem.Place is not { } place) return;
        json.WriteString("file", place.File);
        json.WriteNumber("line", place.Line);
        json.WriteNumber("column", place.Column);
    }
}
