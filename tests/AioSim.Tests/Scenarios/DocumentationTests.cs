using System.Text.Json;
using System.Text.RegularExpressions;
using AioSim.Scenarios;
using AioSim.Scenarios.Verbs;

namespace AioSim.Tests.Scenarios;

/// <summary>What docs/scenarios.md and the descriptions of the calls show is what the reader reads.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string s_text = File.ReadAllText(Folders.Documentation);

    private static readonly (string Key, string Text)[] s_rest =
    [
        ("scenario", "scenario: 1"),
        ("name", "name: n"),
        ("files", "files: { /sim/a: hello }"),
        ("blocks", "blocks: { r1: { fd: $a, nbytes: 5 }, r2: { fd: $a, nbytes: 5 }, w1: { fd: $a, buf: hello }, s1: { fd: $a } }"),
        ("threads", "threads: { main: [{ open: { path: /sim/a, flags: O_RDWR, as: a } }, { open_gate: go }] }"),
        ("functions", "functions: { f: [] }"),
    ];

    public static TheoryData<string> Blocks => [.. Yaml().Matches(s_text).Select(m => m.Groups["body"].Value)];

    public static TheoryData<string> Examples => [.. AllVerbs.All.Select(v => v.Example)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_documented_example_is_read(string block) => Read(block);

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_example_of_a_call_is_read(string example)
    {
        var scenario = Read(example);

        var perform = Assert.IsType<AioSpec.Programs.Perform>(Assert.Single(scenario.Program.Threads[0].Body.Skip(2)));
        Assert.StartsWith($"- {AllVerbs.Of(perform.Call).Name}", example, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reference_profile_is_documented_as_it_is()
    {
        var documented = Read(Yaml().Matches(s_text).Select(m => m.Groups["body"].Value).First(b => b.StartsWith("profile:\n", StringComparison.Ordinal)));

        Assert.Equal(AioSpec.Programs.Profile.Reference, documented.Program.Declaration.Profile);
    }

    [Fact]
    public void Every_key_of_the_format_is_documented()
    {
        var words = Word().Matches(s_text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var missing = Keys(JsonDocument.Parse(ScenarioSchema.Generate()).RootElement).Distinct().Where(key => !words.Contains(key) && !key.EndsWith("64", StringComparison.Ordinal));

        Assert.Empty(missing.Order(StringComparer.Ordinal));
    }

    private static Scenario Read(string block)
    {
        var text = block.StartsWith('-')
            ? "threads:\n  main:\n    - open: { path: /sim/a, flags: O_RDWR, as: a }\n    - open_gate: go\n" + Indented(block)
            : block;
        var isWhole = Regex.IsMatch(text, "^scenario:", RegexOptions.Multiline);
        foreach (var (key, rest) in s_rest)
        {
            if (!isWhole && !Regex.IsMatch(text, $"^{key}:", RegexOptions.Multiline)) text += "\n" + rest;
        }

        return ScenarioReader.Read(text, "example.yaml");
    }

    private static string Indented(string statements) => string.Concat(statements.TrimEnd('\n').Split('\n').Select(line => $"    {line}\n"));

    private static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Name == "properties"
            ? p.Value.EnumerateObject().Select(k => k.Name).Concat(Keys(p.Value))
            : Keys(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
        _ => [],
    };

    [GeneratedRegex(@"^```yaml\n(?<body>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"[A-Za-z_0-9]+")]
    private static partial Regex Word();
}
