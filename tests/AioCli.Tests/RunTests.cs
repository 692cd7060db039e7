namespace AioCli.Tests;

public sealed class RunTests
{
    [Fact]
    public Task A_scenario_that_passes_is_a_line()
    {
        using var shell = Shell();

        return Verify(shell.Run("run", "scenarios/passes.yaml").ToString());
    }

    [Fact]
    public Task A_failed_expectation_is_told_with_its_place_and_the_events()
    {
        using var shell = Shell();

        return Verify(shell.Run("run", "scenarios/fails.yaml").ToString());
    }

    [Fact]
    public void Of_calls_of_one_kind_at_one_time_the_one_is_marked_whose_expectation_failed()
    {
        using var shell = Shell();
        shell.Write("two.yaml", """
            scenario: 1
            name: two results
            files: { /sim/a: hello }
            device: { latency: 4ms }
            blocks: { r1: { fd: $f, nbytes: 4 }, r2: { fd: $f, nbytes: 3 } }
            threads:
              main:
                - open: { path: /sim/a, as: f }
                - aio_read: r1
                - aio_read: r2
                - sleep: 10ms
                - aio_return: r1
                  expect: 4
                - aio_return: r2
                  expect: 4
            """);

        var marked = shell.Run("run", "two.yaml").Results.Split('\n').Where(line => line.StartsWith("* ", StringComparison.Ordinal));

        Assert.Equal(["*  10ms  < 3 \"hel\""], marked.Where(line => !line.Contains("where an expectation failed", StringComparison.Ordinal)));
    }

    [Fact]
    public Task What_the_judge_finds_is_told_with_its_proof()
    {
        using var shell = Shell(Scenarios.Lie);

        return Verify(shell.Run("run", "scenarios/passes.yaml").ToString());
    }

    [Fact]
    public Task Several_scenarios_are_told()
    {
        using var shell = Shell();

        return Verify(shell.Run("run", "scenarios", "--seed", "7").ToString());
    }

    [Fact]
    public void Two_runs_that_differ_are_told_with_the_first_event_that_does()
    {
        using var shell = Shell(Scenarios.Fickle());
        shell.Write("races.yaml", Scenarios.Races);

        // Under some seed the second run is not as the first.
        var outcome = Enumerable.Range(0, 32).Select(seed => shell.Run("run", "races.yaml", "--twice", "--seed", $"{seed}"))
            .First(o => o.ExitCode != 0);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches(@"determinism  two runs with the same seed differ: event \d+ was '0\s+(one|two)\s", outcome.Results);
        Assert.Matches(@"again: aiosim run races.yaml --seed \d+ --twice\n", outcome.Results);
    }

    [Fact]
    public void Without_twice_nobody_looks_whether_a_run_is_deterministic()
    {
        using var shell = Shell(Scenarios.Fickle());
        shell.Write("races.yaml", Scenarios.Races);

        Assert.All(Enumerable.Range(0, 8), seed => Assert.Equal(0, shell.Run("run", "races.yaml", "--seed", $"{seed}").ExitCode));
    }

    [Fact]
    public Task A_run_that_takes_too_many_steps_has_failed()
    {
        using var shell = Shell();

        return Verify(shell.Run("run", "scenarios/passes.yaml", "--max-steps", "7").ToString());
    }

    [Fact]
    public void A_run_that_is_the_same_twice_passes()
    {
        using var shell = Shell();

        Assert.Equal(0, shell.Run("run", "scenarios/passes.yaml", "--twice").ExitCode);
    }

    [Fact]
    public void The_seed_of_the_command_line_comes_before_that_of_the_scenario()
    {
        using var shell = Shell();

        Assert.Contains("again: aiosim run scenarios/fails.yaml --seed 3\n", shell.Run("run", "scenarios/fails.yaml").Results, StringComparison.Ordinal);
        Assert.Contains("again: aiosim run scenarios/fails.yaml --seed 9\n", shell.Run("run", "scenarios/fails.yaml", "--seed", "9").Results, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_that_is_told_does_it_again()
    {
        using var shell = Shell();
        var first = shell.Run("run", "scenarios/fails.yaml", "--seed", "18446744073709551615");
        var again = first.Results.Split('\n').Single(l => l.StartsWith("again: aiosim ", StringComparison.Ordinal))["again: aiosim ".Length..];

        var second = shell.Run(again.Split(' '));

        Assert.Equal(first.Results, second.Results);
    }

    [Theory]
    [InlineData(0, "scenarios/passes.yaml")]
    [InlineData(1, "scenarios/passes.yaml", "scenarios/fails.yaml")]
    [InlineData(2, "scenarios/mistaken.yaml")]
    [InlineData(2, "scenarios")]
    public void The_exit_code_is_that_of_the_worst(int exitCode, params string[] paths)
    {
        using var shell = Shell();

        Assert.Equal(exitCode, shell.Run(["run", .. paths]).ExitCode);
    }

    [Fact]
    public void A_target_that_is_not_there_exits_3_in_one_sentence()
    {
        using var shell = Shell();

        var outcome = shell.Run("run", "scenarios", "--target", "glibc");

        Assert.Equal((3, ""), (outcome.ExitCode, outcome.Results));
        Assert.Equal("aiosim: target 'glibc' needs a C compiler: install gcc or clang (Debian: apt-get install gcc libc6-dev)\n", outcome.Notes);
    }

    [Fact]
    public void Quiet_prints_nothing_of_what_passes()
    {
        using var shell = Shell();

        var outcome = shell.Run("run", "scenarios/passes.yaml", "--quiet");

        Assert.Equal(("", "", 0), (outcome.Results, outcome.Notes, outcome.ExitCode));
    }

    [Fact]
    public void A_file_that_is_named_twice_is_run_once()
    {
        using var shell = Shell();

        Assert.Contains("\n3 scenarios: ", shell.Run("run", "scenarios", "./scenarios/passes.yaml").Results, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_run_in_ordinal_order_with_the_folders_below()
    {
        using var shell = new TestShell();
        foreach (var name in new[] { "b", "B", "a/z", "a.b", "_", "a/.hidden/x" }) shell.Write($"s/{name}.yaml", Scenarios.Passes);
        shell.Write("s/notes.txt", "not a scenario");

        var paths = shell.Run("run", "s").Results.Split('\n').Where(l => l.StartsWith("pass ", StringComparison.Ordinal)).Select(l => l.Split(' ')[^1]);

        Assert.Equal(["s/B.yaml", "s/_.yaml", "s/a.b.yaml", "s/a/z.yaml", "s/b.yaml"], paths);
    }

    [Fact]
    public void A_trace_is_a_history_that_the_judge_permits()
    {
        using var shell = Shell();

        shell.Run("run", "scenarios/passes.yaml", "--trace", "trace.history");

        Assert.StartsWith("aiosim-history 1\n", shell.Read("trace.history"), StringComparison.Ordinal);
        Assert.Equal(0, shell.Run("judge", "trace.history").ExitCode);
    }

    [Fact]
    public void Traces_of_several_scenarios_go_into_a_folder_by_their_names()
    {
        using var shell = new TestShell();
        shell.Write("s/a.yaml", Scenarios.Passes);
        shell.Write("s/deep/b.yaml", Scenarios.Passes);

        var outcome = shell.Run("run", "s", "--trace", "traces/");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["s/a.yaml", "s/deep/b.yaml", "traces/a.history", "traces/deep/b.history"], shell.Files);
    }

    [Fact]
    public void Two_scenarios_of_one_name_cannot_be_traced_to_one_folder()
    {
        using var shell = new TestShell();
        shell.Write("s/a.yaml", Scenarios.Passes);
        shell.Write("t/a.yaml", Scenarios.Passes);

        var outcome = shell.Run("run", "s", "t", "--trace", "traces/");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("s/a.yaml and t/a.yaml would both be traced to traces/a.history", outcome.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("junit")]
    [InlineData("sarif")]
    public Task A_report_is_written(string report)
    {
        using var shell = Shell();

        shell.Run("run", "scenarios", $"--{report}", "report");

        return Verify(Outcome.Scrub(shell.Read("report"))).UseParameters(report);
    }

    [Fact]
    public Task The_report_of_a_finding_is()
    {
        using var shell = Shell(Scenarios.Lie);

        shell.Run("run", "scenarios/passes.yaml", "--json", "report");

        return Verify(Outcome.Scrub(shell.Read("report")));
    }

    [Fact]
    public void An_interrupted_run_exits_130_and_reports_what_is_done()
    {
        using var interrupted = new CancellationTokenSource();
        using var shell = Shell((program, options) =>
        {
            if (program.Name == "passes") interrupted.Cancel();
            return AioSim.Simulator.Run(program, options);
        }, interrupted.Token);

        var outcome = shell.Run("run", "scenarios", "--json", "report");

        Assert.Equal(130, outcome.ExitCode);
        Assert.EndsWith("aiosim: interrupted after 2 of 3\n", outcome.Notes, StringComparison.Ordinal);
        Assert.Contains("\"path\": \"scenarios/fails.yaml\"", shell.Read("report"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_of_ours_is_told_in_a_line_and_is_no_verdict()
    {
        using var shell = Shell((_, _) => throw new AioSpec.Model.InvariantException("a thing holds"));

        var outcome = shell.Run("run", "scenarios/passes.yaml", "--seed", "7");

        Assert.Equal(125, outcome.ExitCode);
        Assert.StartsWith("aiosim: internal error: scenarios/passes.yaml with seed 7: a thing holds", outcome.Notes, StringComparison.Ordinal);
        Assert.Single(outcome.Notes.TrimEnd('\n').Split('\n'));
    }

    private static TestShell Shell(
        Func<AioSpec.Programs.Program, AioSim.SimulationOptions, AioSim.RunResult>? simulate = null, CancellationToken interrupted = default)
    {
        var shell = new TestShell { Simulate = simulate ?? AioSim.Simulator.Run, Interrupted = interrupted };
        shell.Write("scenarios/passes.yaml", Scenarios.Passes);
        shell.Write("scenarios/fails.yaml", Scenarios.Fails);
        shell.Write("scenarios/mistaken.yaml", Scenarios.Mistaken);
        return shell;
    }
}
