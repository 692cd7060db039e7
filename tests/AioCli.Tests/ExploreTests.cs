namespace AioCli.Tests;

public sealed class ExploreTests
{
    /// <summary>A read that is canceled or not, which expects that it is not.</summary>
    private const string Race = """
        scenario: 1
        name: race
        shows: [R02]
        profile: { cancels_running: any }
        files: { /sim/a: hello }
        device: { latency: 5ms }
        blocks: { r1: { fd: $a, nbytes: 5 } }
        threads:
          main:
            - open: { path: /sim/a, as: a }
            - aio_read: r1
            - sleep: 5ms
            - aio_cancel: { fd: $a, cb: r1 }
            - aio_suspend: r1
            - aio_return: r1
              expect: 5
        """;

    private static string Right => Race.Replace("expect: 5", "expect: [5, -1]", StringComparison.Ordinal);

    [Fact]
    public Task Outcomes_are_listed_with_count_and_schedule()
    {
        using var shell = new TestShell();
        shell.Write("race.yaml", Right);

        return Verify(shell.Run("explore", "race.yaml").ToString());
    }

    [Fact]
    public Task A_failure_is_told_with_its_replay_file_and_its_shrunk_twin()
    {
        using var shell = new TestShell();
        shell.Write("race.yaml", Race);

        var outcome = shell.Run("explore", "race.yaml");

        Assert.Equal(["aiosim-failures/race-1-shrunk.yaml", "aiosim-failures/race-1.replay", "race.yaml"], shell.Files);
        return Verify(outcome + "\n" + shell.Read("aiosim-failures/race-1-shrunk.yaml"));
    }

    [Fact]
    public void What_is_written_for_a_failure_fails_again()
    {
        using var shell = new TestShell();
        shell.Write("race.yaml", Race);
        shell.Run("explore", "race.yaml");

        Assert.Equal(1, shell.Run("replay", "aiosim-failures/race-1.replay").ExitCode);
        Assert.Equal(1, shell.Run("run", "aiosim-failures/race-1-shrunk.yaml").ExitCode);
    }

    /// <summary>From all schedules of a program with a crash to a scenario that loses the write: by each way of being killed.</summary>
    [Theory]
    [InlineData("any")]
    [InlineData("{ at: 3ms }")]
    [InlineData("{ after: 1 }")]
    public void What_a_crash_loses_is_found_replayed_and_shrunk(string crash)
    {
        using var shell = new TestShell();
        shell.Write("crash.yaml", $$"""
            scenario: 1
            name: crash
            files: { /sim/a: hello, /sim/b: other }
            device: { latency: 3ms, crash: {{crash}} }
            blocks: { w1: { fd: $a, buf: HELLO }, r1: { fd: $b, nbytes: 3 } }
            threads:
              main:
                - open: { path: /sim/a, flags: O_RDWR, as: a }
                - open: { path: /sim/b, as: b }
                - aio_write: w1
                - aio_read: r1
                - aio_suspend: w1
            expect: { files: { /sim/a: HELLO } }
            """);

        Assert.Equal(1, shell.Run("explore", "crash.yaml").ExitCode);
        Assert.Contains("the recorded failure recurs", shell.Run("replay", "aiosim-failures/crash-1.replay").Results, StringComparison.Ordinal);
        Assert.Equal(1, shell.Run("run", "aiosim-failures/crash-1-shrunk.yaml").ExitCode);
        var shrunk = shell.Read("aiosim-failures/crash-1-shrunk.yaml");
        Assert.Contains("- aio_write: w1", shrunk, StringComparison.Ordinal);
        Assert.Contains("crash: ", shrunk, StringComparison.Ordinal);
        Assert.DoesNotContain("/sim/b", shrunk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exhaustive")]
    [InlineData("dpor")]
    [InlineData("random")]
    [InlineData("pct")]
    [InlineData("urw")]
    [InlineData("portfolio")]
    public void The_result_does_not_depend_on_the_number_of_workers(string strategy)
    {
        var reports = new[] { "1", "2", "2", "3" }.Select(workers =>
        {
            using var shell = Folder();
            shell.Run("explore", "scenarios", "--strategy", strategy, "--max", "300", "--workers", workers, "--json", "a.json");
            return shell.Read("a.json");
        }).Distinct(StringComparer.Ordinal);

        Assert.Single(reports);
    }

    [Fact]
    public void A_shard_that_is_missing_makes_the_result_incomplete()
    {
        using var shell = Folder();
        shell.Run("explore", "scenarios/right.yaml", "--shard", "1/2", "--json", "1.json");

        var merged = shell.Run("merge", "1.json", "--require-complete");

        Assert.Contains("of 2 parts these are missing: 2", merged.Notes, StringComparison.Ordinal);
        Assert.Equal(4, merged.ExitCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"aiosim-explore 2\"}")]
    [InlineData("{\"format\":\"aiosim-explore 1\"}")]
    [InlineData("{\"format\":\"aiosim-explore 1\",\"outcomes\":[1],\"violations\":[],\"scenarios\":[]}")]
    public void A_file_that_is_no_result_is_told(string text)
    {
        using var shell = new TestShell();
        shell.Write("a.json", text);

        var outcome = shell.Run("merge", "a.json");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("a.json", outcome.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public Task The_same_part_twice_is_refused()
    {
        using var shell = Folder();
        shell.Run("explore", "scenarios/race.yaml", "--shard", "1/2", "--json", "1.json");

        return Verify(shell.Run("merge", "1.json", "1.json").ToString());
    }

    [Fact]
    public void Outcomes_are_written_into_the_scenario_and_held_to()
    {
        using var shell = new TestShell();
        shell.Write("race.yaml", Right);

        Assert.Equal(0, shell.Run("explore", "race.yaml", "--write-outcomes").ExitCode);
        Assert.Equal(0, shell.Run("explore", "race.yaml").ExitCode);

        shell.Write("race.yaml", shell.Read("race.yaml").Replace("cancels_running: any", "cancels_running: no", StringComparison.Ordinal));
        var changed = shell.Run("explore", "race.yaml");
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("an outcome that is expected cannot be", changed.Results, StringComparison.Ordinal);
    }

    /// <summary>Beyond outcomes: what schedules reach on their way is expected, too.</summary>
    [Theory]
    [InlineData("always: [pipe]", "an outcome without 'pipe', which is expected always")]
    [InlineData("reaches: [running × aio_cancel]", "no schedule reaches 'running × aio_cancel'")]
    [InlineData("reaches: [CANCEL-10]", "no schedule reaches 'CANCEL-10'")]
    [InlineData("avoids: [running × aio_error]", "a schedule reaches 'running × aio_error', which is to be avoided")]
    [InlineData("reaches: [running × aio_error]", null)]
    [InlineData("reaches: [ERROR-01]", null)]
    [InlineData("avoids: [CANCEL-10, running × aio_cancel]", null)]
    public void What_schedules_reach_is_held_to_the_scenario(string expected, string? told)
    {
        using var shell = new TestShell();
        shell.Write("a.yaml", $$"""
            scenario: 1
            name: a
            files: { /sim/a: hello }
            device: { latency: 5ms }
            blocks:
              r1: { fd: $a, nbytes: 5 }
            threads:
              main:
                - open: { path: /sim/a, as: a }
                - aio_read: r1
                - aio_error: r1
            outcomes:
              {{expected}}
            """);
        var outcome = shell.Run("explore", "a.yaml");

        Assert.Equal(told is null ? 0 : 1, outcome.ExitCode);
        if (told is not null) Assert.Contains(told, string.Join(' ', outcome.Results.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nothing_reaches_is_told_with_the_nearest_word()
    {
        using var shell = new TestShell();
        shell.Write("a.yaml", Scenarios.Races + "\noutcomes:\n  reaches: [runing × aio_cancel]\n");
        var outcome = shell.Run("explore", "a.yaml");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("did you mean 'running × aio_cancel'?", outcome.Notes + outcome.Results, StringComparison.Ordinal);
    }

    [Fact]
    public void Outcomes_that_are_written_again_replace_those_that_are_there()
    {
        using var shell = new TestShell();
        shell.Write("race.yaml", Right.Replace("threads:", "outcomes:\n  subset:\n    - nothing\nthreads:", StringComparison.Ordinal));
        shell.Run("explore", "race.yaml", "--write-outcomes");
        var once = shell.Read("race.yaml");

        Assert.Equal(0, shell.Run("explore", "race.yaml", "--write-outcomes").ExitCode);
        Assert.Equal(once, shell.Read("race.yaml"));
        Assert.DoesNotContain("subset", once, StringComparison.Ordinal);
    }

    [Fact]
    public void At_its_bound_it_says_incomplete_and_exits_0_unless_completeness_is_required()
    {
        using var shell = new TestShell();
        shell.Write("race.yaml", Right);

        var bounded = shell.Run("explore", "race.yaml", "--strategy", "exhaustive", "--max", "5");

        Assert.Contains("incomplete", bounded.Results, StringComparison.Ordinal);
        Assert.Equal(0, bounded.ExitCode);
        Assert.Equal(4, shell.Run("explore", "race.yaml", "--strategy", "exhaustive", "--max", "5", "--require-complete").ExitCode);
    }

    [Fact]
    public void An_interruption_keeps_what_was_found()
    {
        using var shell = new TestShell { Interrupted = new CancellationToken(canceled: true) };
        shell.Write("race.yaml", Right);

        var outcome = shell.Run("explore", "race.yaml");

        Assert.Equal(130, outcome.ExitCode);
        Assert.Contains("race.yaml", outcome.Results, StringComparison.Ordinal);
    }

    [Fact]
    public Task The_report_is()
    {
        using var shell = new TestShell();
        shell.Write("race.yaml", Right);
        shell.Run("explore", "race.yaml", "--strategy", "exhaustive", "--json", "a.json");

        var report = shell.Read("a.json");
        return Verify(report[..report.IndexOf("\"coverage\"", StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("urw")]
    [InlineData("pct")]
    public void Shards_joined_are_the_whole(string strategy)
    {
        using var shell = Folder();
        shell.Run("explore", "scenarios", "--strategy", strategy, "--max", "300", "--json", "whole.json");
        foreach (var shard in new[] { "3/3", "1/3", "2/3" }) shell.Run("explore", "scenarios", "--strategy", strategy, "--max", "300", "--shard", shard, "--json", $"{shard[0]}.json");

        shell.Run("merge", "2.json", "3.json", "1.json", "--json", "merged.json");

        // Of the schedules that lead to an outcome each part tells one: which, is a matter of the parts.
        Assert.Equal(WithoutSchedules(shell.Read("whole.json")), WithoutSchedules(shell.Read("merged.json")));
    }


    [Theory]
    [InlineData("exhaustive")]
    [InlineData("dpor")]
    public void Shards_of_a_search_have_all_outcomes_together(string strategy)
    {
        using var shell = Folder();
        var whole = shell.Run("explore", "scenarios/race.yaml", "--strategy", strategy, "--json", "whole.json");
        foreach (var shard in new[] { "1/2", "2/2" }) shell.Run("explore", "scenarios/race.yaml", "--strategy", strategy, "--shard", shard, "--json", $"{shard[0]}.json");

        var merged = shell.Run("merge", "1.json", "2.json", "--json", "merged.json");

        Assert.Equal((whole.ExitCode, Outcomes(shell.Read("whole.json"))), (merged.ExitCode, Outcomes(shell.Read("merged.json"))));
    }


    [Fact]
    public void What_was_never_reached_is_told()
    {
        using var shell = new TestShell();
        shell.Write("race.yaml", Right);

        var outcome = shell.Run("explore", "race.yaml", "--coverage");

        Assert.Matches(@"races: 1 of \d+ reached", outcome.Results);
        Assert.Matches(@"requirements: [1-9]\d* of \d+ reached", outcome.Results);
    }

    private static TestShell Folder()
    {
        var shell = new TestShell();
        shell.Write("scenarios/race.yaml", Race);
        shell.Write("scenarios/right.yaml", Right);
        shell.Write("scenarios/races.yaml", Scenarios.Races);
        return shell;
    }

    private static string WithoutSchedules(string report) => string.Join('\n', report.Split('\n').Where(line => !line.Contains("\"schedule\":", StringComparison.Ordinal)));

    private static string Outcomes(string report) => string.Join('\n', report.Split('\n').Where(line => line.Contains("\"text\":", StringComparison.Ordinal)));
}
