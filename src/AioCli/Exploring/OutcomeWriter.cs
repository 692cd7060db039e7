using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using AioCli.Shell;
using AioSim.Scenarios;

namespace AioCli.Exploring;

/// <summary>Puts the outcomes that were found into a scenario file; the rest of it stays as it is, comments too.</summary>
internal static class OutcomeWriter
{
    private const string Key = "outcomes:";

    /// <summary>Writes them: as the only ones there are.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void Write(Session session, string path, Scenario scenario, ImmutableArray<string> outcomes)
    {
        var text = With(File.ReadAllText(session.Full(path)), scenario.Outcomes, outcomes);
        _ = ScenarioReader.Read(text, path); // What is written is a scenario.
        try
        {
            File.WriteAllText(session.Full(path), text, new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: the outcomes cannot be written ({Inputs.Reason(e)})");
        }
    }

    /// <summary>The text of the file with these outcomes. Those that are there go; what is expected sometimes and never stays.</summary>
    public static string With(string text, ExpectedOutcomes expected, ImmutableArray<string> outcomes)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').ToList();
        var from = lines.FindIndex(line => line.StartsWith(Key, StringComparison.Ordinal));
        if (from >= 0)
        {
            var to = from + 1;
            while (to < lines.Count && (lines[to].Length == 0 || lines[to][0] == ' ')) to++;
            lines.RemoveRange(from, to - from);
        }

        lines.InsertRange(from < 0 ? lines.Count : from, Block(expected, outcomes));
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Block(ExpectedOutcomes expected, ImmutableArray<string> outcomes) =>
    [
        Key, .. List("exactly", outcomes), .. List("always", expected.Always), .. List("sometimes", expected.Sometimes), .. List("never", expected.Never),
        .. List("reaches", expected.Reaches), .. List("avoids", expected.Avoids),
    ];

    private static IEnumerable<string> List(string key, ImmutableArray<string> texts) =>
        texts.IsEmpty ? [] : [$"  {key}:", .. texts.Select(text => $"    - {Quote(text)}")];

    private static IEnumerable<string> List(string key, ImmutableArray<OutcomePattern> patterns) =>
        patterns.IsEmpty ? [] : [$"  {key}:", .. patterns.Select(pattern => $"    - {Written(pattern)}")];

    private static string Written(OutcomePattern pattern) =>
        pattern.Texts is [var only] ? Quote(only) : $"[{string.Join(", ", pattern.Texts.Select(Quote))}]";

    /// <summary>In the quotes of YAML, whose escapes are those of JSON.</summary>
    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
