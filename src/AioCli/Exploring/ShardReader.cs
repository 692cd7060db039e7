using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AioCli.Commands;
using AioCli.Reports;
using AioSim;
using AioSim.Exploration;
using AioSim.Scenarios;
using AioSpec.Programs;

namespace AioCli.Exploring;

/// <summary>Reads back what <see cref="ExploreJson"/> has written. What is not of that form is told by a <see cref="FormatException"/>.</summary>
internal sealed class ShardReader(JsonElement root)
{
    /// <summary>The scenarios of the file.</summary>
    public IEnumerable<ExploredScenario> Read()
    {
        var format = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out var told) ? Text(told, "format") : throw new FormatException("it has no member 'format'");
        if (format != ExploreJson.Format) throw new FormatException($"its format is '{format}', and '{ExploreJson.Format}' is known");
        var outcomes = Items(root, "outcomes").ToLookup(o => String(o, "scenario"), Outcome, StringComparer.Ordinal);
        var failures = Items(root, "violations").ToLookup(f => String(f, "scenario"), Failure, StringComparer.Ordinal);
        return Items(root, "scenarios").Select(scenario => Scenario(scenario, outcomes, failures));
    }

    private static ExploredScenario Scenario(JsonElement json, ILookup<string, ExploredOutcome> outcomes, ILookup<string, (ExploredFailure Failure, FailureFile File)> failures)
    {
        var path = String(json, "path");
        var scenario = new ExploredScenario(path, String(json, "name"));
        if (!json.TryGetProperty("strategy", out _)) return scenario;
        var shard = String(json, "shard").Split('/');
        return scenario with
        {
            Seed = Member(json, "seed").TryGetUInt64(out var seed) ? seed : throw new FormatException("'seed' is no number from 0"),
            Shard = shard.Length == 2 ? new WorkShare(Int(shard[0], "shard"), Int(shard[1], "shard")) : throw new FormatException("'shard' is no K/N"),
            Races = Strings(json, "races"),
            Expected = Expected(Member(json, "expected")),
            Files = [.. failures[path].Select(f => f.File)],
            Result = new ExplorationResult
            {
                Strategy = Strategy(json),
                Schedules = Number(json, "schedules"),
                States = Number(json, "states"),
                Transitions = Number(json, "transitions"),
                Depth = (int)Number(json, "depth"),
                Complete = Truth(json, "complete"),
                Interrupted = Truth(json, "interrupted"),
                Guarantees = [.. Items(json, "guarantees").Select(Guarantee)],
                Outcomes = [.. outcomes[path]],
                Failures = [.. failures[path].Select(f => f.Failure)],
                Coverage = CoverageOf(Member(json, "coverage")),
            },
        };
    }

    private static ExploredOutcome Outcome(JsonElement json) => new(String(json, "text"), Number(json, "count"), ScheduleOf(json));

    private static (ExploredFailure Failure, FailureFile File) Failure(JsonElement json)
    {
        var word = String(json, "kind");
        var kind = Enum.GetValues<FailureKind>().Where(k => ExploreJson.Word(k) == word).Cast<FailureKind?>().FirstOrDefault() ?? throw new FormatException($"'{word}' is no kind of failure");
        var place = json.TryGetProperty("file", out var file) ? new SourcePlace(Text(file, "file"), (int)Number(json, "line"), (int)Number(json, "column")) : null;
        var failure = new ExploredFailure(kind, String(json, "message"), Optional(json, "requirement"), place, Number(json, "count"), ScheduleOf(json));
        return (failure, new FailureFile(Optional(json, "replay"), Optional(json, "shrunk")));
    }

    private static Guarantee Guarantee(JsonElement json) => new(Strategy(json), Number(json, "schedules"), Number(json, "states"), Truth(json, "complete"))
    {
        Exact = Truth(json, "exact"),
        Depth = (int)Number(json, "depth"),
        Actors = (int)Number(json, "actors"),
        Steps = (int)Number(json, "steps"),
    };

    private static ExpectedOutcomes Expected(JsonElement json) => new()
    {
        Exactly = json.TryGetProperty("exactly", out _) ? Strings(json, "exactly") : null,
        Subset = json.TryGetProperty("subset", out _) ? Strings(json, "subset") : null,
        Always = Patterns(json, "always"),
        Sometimes = Patterns(json, "sometimes"),
        Never = Patterns(json, "never"),
        Reaches = Later(json, "reaches"),
        Avoids = Later(json, "avoids"),
    };

    /// <summary>Older files do not have all of them.</summary>
    private static ImmutableArray<OutcomePattern> Patterns(JsonElement json, string name) => !json.TryGetProperty(name, out _) ? [] :
    [
        .. Items(json, name).Select(item => new OutcomePattern(item.ValueKind == JsonValueKind.Array ? [.. item.EnumerateArray().Select(text => Text(text, name))] : [Text(item, name)])),
    ];

    private static Coverage CoverageOf(JsonElement json) => new()
    {
        Clauses = Strings(json, "clauses").ToImmutableSortedSet(StringComparer.Ordinal),
        Pairs = Strings(json, "pairs").ToImmutableSortedSet(StringComparer.Ordinal),
        Requirements = Strings(json, "requirements").ToImmutableSortedSet(StringComparer.Ordinal),
    };

    private static Schedule ScheduleOf(JsonElement json) => Schedule.Parse(String(json, "schedule"));

    private static ExplorationStrategy Strategy(JsonElement json) =>
        ExploreOptions.Strategy(String(json, "strategy")) ?? throw new FormatException($"'{String(json, "strategy")}' is no strategy");

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : throw new FormatException($"a member '{name}' is missing");

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : throw new FormatException($"'{name}' is no list");

    private static ImmutableArray<string> Strings(JsonElement json, string name) => [.. Items(json, name).Select(item => Text(item, name))];

    /// <summary>What older files do not have.</summary>
    private static ImmutableArray<string> Later(JsonElement json, string name) => json.TryGetProperty(name, out _) ? Strings(json, name) : [];

    private static string String(JsonElement json, string name) => Text(Member(json, name), name);

    private static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? Text(member, name) : null;

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : throw new FormatException($"'{name}' is no text");

    private static long Number(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : throw new FormatException($"'{name}' is no number");

    private static bool Truth(JsonElement json, string name) =>
        Member(json, name).ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => throw new FormatException($"'{name}' is neither true nor false") };

    private static int Int(string digits, string name) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{name}' has no number");
}
