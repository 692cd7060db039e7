using AioSpec.Catalogue;

namespace AioCli.Tests;

public sealed class SpecTests
{
    [Theory]
    [InlineData("PRIO")]
    [InlineData("CANCEL-10")]
    [InlineData("hdr-01")]
    [InlineData("R07")]
    public Task It_is_shown(string id)
    {
        using var shell = new TestShell();

        return Verify(shell.Run("spec", id).ToString()).UseParameters(id);
    }

    [Fact]
    public void Without_an_id_every_requirement_has_a_line_within_the_width()
    {
        using var shell = new TestShell();

        var lines = shell.Run("spec").Results.Split('\n');

        Assert.All(Requirements.All, r => Assert.Single(lines, l => l.StartsWith($"  {r.Id} ", StringComparison.Ordinal)));
        Assert.All(Requirements.Groups, g => Assert.Single(lines, l => l.StartsWith($"{g.Name}  ", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Every_requirement_race_and_group_has_a_page()
    {
        using var shell = new TestShell();
        var ids = Requirements.All.Select(r => r.Id).Concat(Races.All.Select(r => r.Id)).Concat(Requirements.Groups.Select(g => g.Name));

        Assert.All(ids, id => Assert.StartsWith($"{id}  ", shell.Run("spec", id).Results, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_enforces_a_requirement_is_shown_with_it()
    {
        using var shell = new TestShell();

        Assert.Contains("aio_cancel: EBADF only if", shell.Run("spec", "CANCEL-10").Results, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_shows_the_line_that_differs_both_ways()
    {
        using var shell = new TestShell();

        var lines = shell.Run("spec", "CANCEL-04").Results.Split('\n');

        Assert.Contains("  - 8000 T1 < EINPROGRESS", lines);
        Assert.Contains("  + 8000 T1 < ECANCELED", lines);
    }

    [Fact]
    public Task The_report_of_a_requirement_is()
    {
        using var shell = new TestShell();

        shell.Run("spec", "CANCEL-10", "--json", "report");

        return Verify(shell.Read("report"));
    }
}
