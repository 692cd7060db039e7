using AioSim.Scenarios;
using AioSpec.Text;

namespace AioSim.Tests.Scenarios;

/// <summary>The committed scenarios: what holds of every one.</summary>
public sealed class ScenarioFileTests
{
    private static readonly string[] s_folders = ["append", "basics", "cancel", "faults", "fsync", "limits", "lists", "notify", "races", "suspend"];

    public static TheoryData<string> Files => [.. Folders.ScenarioFiles];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_names_the_schema_and_says_first_what_it_shows(string file)
    {
        var text = Folders.Text(file);
        var scenario = ScenarioReader.Read(text, file);
        var first = scenario.Description!.Split(". ")[0];

        Assert.StartsWith("# yaml-language-server: $schema=../scenario.schema.json\n", text, StringComparison.Ordinal);
        Assert.Contains(scenario.Requirements.Concat(scenario.Races), id => scenario.Description.Contains(id, StringComparison.Ordinal));
        Assert.True(first.Length > 20, first);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_that_is_written_reads_as_the_same_program(string file)
    {
        var scenario = ScenarioReader.Read(Folders.Text(file), file);
        var written = ScenarioWriter.Write(scenario, "../scenario.schema.json");
        var again = ScenarioReader.Read(written, file);

        Assert.Equal(ProgramText.Print(scenario.Program), ProgramText.Print(again.Program));
        Assert.Equal((scenario.Description, scenario.Seed), (again.Description, again.Seed));
        Assert.Equal(scenario.Requirements.Concat(scenario.Races), again.Requirements.Concat(again.Races));
        Assert.Equal(written, ScenarioWriter.Write(again, "../scenario.schema.json"));
    }

    [Fact]
    public void Every_folder_has_scenarios() =>
        Assert.Equal(s_folders, Folders.ScenarioFiles.Select(f => f.Split('/')[0]).Distinct());

    [Fact]
    public void No_two_scenarios_have_one_name()
    {
        Assert.True(Folders.ScenarioFiles.Count >= 45);
        Assert.Distinct(Folders.ScenarioFiles.Select(f => ScenarioReader.Read(Folders.Text(f), f).Program.Name));
    }
}
