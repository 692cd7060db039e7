using System.Globalization;
using System.Text.RegularExpressions;
using AioSim.Exploration;
using AioSim.Scenarios;
using Catalogue = AioSpec.Catalogue.Races;

namespace AioSim.Tests.Scenarios;

/// <summary>The race catalogue, the scenarios that show it with all their outcomes, and the table of both in docs/races.md.</summary>
public sealed partial class RaceTests
{
    private static readonly string[] s_files = [.. Folders.ScenarioFiles.Where(f => f.StartsWith("races/", StringComparison.Ordinal))];

    /// <summary>The rows of the table, as they stand there.</summary>
    private static readonly Row[] s_table = [.. TableRow().Matches(File.ReadAllText(Folders.RaceTable)).Select(Row.Of)];

    public static TheoryData<string> Files => [.. s_files];

    [Fact]
    public void Each_row_of_the_catalogue_is_in_the_table_with_its_title()
    {
        Assert.Equal(Catalogue.All.Select(r => (r.Id, r.Title)), s_table.Select(r => (r.Id, r.Title)).Distinct());
        Assert.All(s_table, row => Assert.True(row.Sentence.Length > 20, row.Id));
    }

    [Fact]
    public void The_table_has_each_scenario_with_the_number_of_its_outcomes() =>
        Assert.Equal(
            s_files.Select(f => (File: f, Outcomes: Read(f).Outcomes.Exactly?.Length)).OrderBy(f => f.File, StringComparer.Ordinal),
            s_table.Where(r => r.File is not null).Select(r => (File: r.File!, r.Outcomes)).OrderBy(f => f.File, StringComparer.Ordinal));

    [Fact]
    public void A_row_has_scenarios_or_a_reason_why_there_can_be_none() =>
        Assert.All(s_table.GroupBy(r => r.Id), rows => Assert.True(rows.All(r => r.File is not null) || rows.Single().Sentence.Length > 80, rows.Key));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_shows_the_row_of_its_name_and_says_all_its_outcomes(string file)
    {
        var scenario = Read(file);

        Assert.Contains(file["races/".Length..][..3], scenario.Races);
        Assert.True(scenario.Outcomes.Exactly is { Length: > 0 });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_comes_of_all_schedules_is_what_the_scenario_says(string file)
    {
        var scenario = Read(file);

        var result = Explorer.Explore(scenario.Program, new ExplorationOptions { Strategy = ExplorationStrategy.Exhaustive, MaxStates = 10_000 });

        Assert.True(result.Complete, "more states than a scenario of a race should have");
        Assert.Empty(result.Failures.Select(f => f.ToString()));
        Assert.Empty(scenario.Outcomes.Mistakes([.. result.Outcomes.Select(o => o.Text)], result.Coverage, complete: true));
    }

    private static Scenario Read(string file) => ScenarioReader.Read(Folders.Text(file), file);

    [GeneratedRegex(@"^\| (R\d\d) \| (.*?) \| (?:none|\[.*?\]\(\.\./scenarios/(.*?)\)) \| (\d* ?)\| (.*) \|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TableRow();

    /// <summary>One row: a scenario with the number of its outcomes, or neither.</summary>
    private sealed record Row(string Id, string Title, string? File, int? Outcomes, string Sentence)
    {
        public static Row Of(Match match) => new(
            match.Groups[1].Value,
            match.Groups[2].Value,
            match.Groups[3].Success ? match.Groups[3].Value : null,
            int.TryParse(match.Groups[4].Value, CultureInfo.InvariantCulture, out var count) ? count : null,
            match.Groups[5].Value);
    }
}
