using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AioCli.Shell;
using AioSim.Exploration;

namespace AioCli.Exploring;

/// <summary>Joins what the shards of an exploration have written.</summary>
internal static class ShardFiles
{
    private const string ExpectedFile = "a file that 'aiosim explore --shard K/N --json FILE' has written";

    /// <summary>The scenarios with what all files say of them, in the order in which they are met first.</summary>
    /// <exception cref="UserError">A file is none of these, or two do not belong together.</exception>
    public static List<ExploredScenario> Join(Session session, IReadOnlyList<string> files)
    {
        var read = files.SelectMany(file => Read(session, file).Select(scenario => (File: file, Scenario: scenario))).ToList();
        return [.. read.GroupBy(r => r.Scenario.Path, StringComparer.Ordinal).Select(same => Join(session, [.. same]))];
    }

    private static IEnumerable<ExploredScenario> Read(Session session, string file)
    {
        var text = Inputs.ReadText(session, file, ExpectedFile);
        try
        {
            using var document = JsonDocument.Parse(text);
            return new ShardReader(document.RootElement).Read().ToList();
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"({line + 1},{e.BytePositionInLine + 1})") : "";
            throw new UserError($"{file}{place}: this is no JSON ({e.Message.Split(" LineNumber")[0].TrimEnd('.')}); expected {ExpectedFile}");
        }
        catch (FormatException e)
        {
            throw new UserError($"{file}: {e.Message}; expected {ExpectedFile}");
        }
    }

    private static ExploredScenario Join(Session session, ImmutableArray<(string File, ExploredScenario Scenario)> parts)
    {
        var (firstFile, first) = parts[0];
        foreach (var (file, part) in parts)
        {
            if (part.Result is null || first.Result is null) throw new UserError($"{file}: {part.Path} could not be explored there");
            if (part.Shard.Of != first.Shard.Of) throw new UserError($"{file}: part {Text(part)} of {part.Path} does not belong to part {Text(first)} in {firstFile}");
            if (part.Seed != first.Seed || part.Result.Strategy != first.Result.Strategy) throw new UserError($"{file}: {part.Path} was explored with another seed or strategy than in {firstFile}");
        }

        foreach (var twice in parts.GroupBy(p => p.Scenario.Shard.Number).Where(g => g.Count() > 1))
        {
            throw new UserError($"{twice.Last().File}: part {Text(twice.First().Scenario)} of {first.Path} is in {twice.First().File}, too");
        }

        var missing = Enumerable.Range(1, first.Shard.Of).Except(parts.Select(p => p.Scenario.Shard.Number)).ToList();
        if (missing.Count > 0) session.Ui.Note($"{first.Path}: of {first.Shard.Of} parts these are missing: {string.Join(", ", missing)}");
        var result = ExplorationResult.Join([.. parts.OrderBy(p => p.Scenario.Shard.Number).Select(p => p.Scenario.Result!)]);
        return first with { Result = missing.Count == 0 ? result : result with { Complete = false }, Shard = WorkShare.All };
    }

    private static string Text(ExploredScenario scenario) => string.Create(CultureInfo.InvariantCulture, $"{scenario.Shard.Number}/{scenario.Shard.Of}");
}
