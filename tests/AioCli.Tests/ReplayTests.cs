namespace AioCli.Tests;

public sealed class ReplayTests
{
    private const string File = "aiosim-failures/fails-seed3.replay";

    [Fact]
    public Task A_failure_is_had_again()
    {
        using var shell = Failed();

        return Verify(shell.Run("replay", File).ToString());
    }

    [Fact]
    public Task Each_step_is_shown_with_what_is_enabled_and_why_the_rest_is_not()
    {
        using var shell = Failed();

        return Verify(shell.Run("replay", File, "--step", "--quiet").ToString());
    }

    [Fact]
    public Task One_step_is_shown()
    {
        using var shell = Failed();

        return Verify(shell.Run("replay", File, "--at", "9").ToString());
    }

    [Fact]
    public Task A_changed_program_is_followed()
    {
        using var shell = Failed();
        shell.Write("fixed.yaml", Scenarios.Fails.Replace("expect: 4", "expect: 5", StringComparison.Ordinal).Replace("{ value: 5, bytes: world }", "5", StringComparison.Ordinal));

        return Verify(shell.Run("replay", File, "--scenario", "fixed.yaml").ToString());
    }

    [Fact]
    public Task A_program_that_differs_is_told()
    {
        using var shell = Failed();
        shell.Write("other.yaml", Scenarios.Fails.Replace("sleep: 1ms", "sleep: 9ms", StringComparison.Ordinal));

        return Verify(shell.Run("replay", File, "--scenario", "other.yaml", "--continue").ToString());
    }

    [Fact]
    public Task The_report_is()
    {
        using var shell = Failed();
        shell.Run("replay", File, "--json", "a.json");

        return Verify(Outcome.Scrub(shell.Read("a.json")));
    }

    [Fact]
    public void A_failure_that_moved_to_another_folder_recurs()
    {
        using var shell = Failed();
        shell.Write("else/where.replay", shell.Read(File));

        Assert.Equal(1, shell.Run("replay", "else/where.replay").ExitCode);
    }

    [Fact]
    public void A_damaged_file_is_told_with_its_place()
    {
        using var shell = Failed();
        shell.Write("damaged.replay", shell.Read(File).Replace("seed 3", "seed three", StringComparison.Ordinal));

        var outcome = shell.Run("replay", "damaged.replay");

        Assert.Equal((2, "damaged.replay(3,6): expected a seed, found 'three'\n"), (outcome.ExitCode, outcome.Notes));
    }

    [Fact]
    public void A_step_that_is_not_there_is_told()
    {
        using var shell = Failed();

        Assert.Equal(2, shell.Run("replay", File, "--at", "9999").ExitCode);
    }

    [Fact]
    public void A_run_that_was_cut_comes_to_its_bound_again()
    {
        using var shell = new TestShell();
        shell.Write("passes.yaml", Scenarios.Passes);
        shell.Run("run", "passes.yaml", "--max-steps", "5");

        var outcome = shell.Run("replay", "aiosim-failures/passes-seed0.replay");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("it comes to its bound again", outcome.Results, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_cut_by_time_is_cut_at_the_same_step_again()
    {
        using var shell = new TestShell { Clock = new HastyClock() };
        shell.Write("passes.yaml", Scenarios.Passes);

        var run = shell.Run("run", "passes.yaml", "--time", "1s");

        Assert.Contains("the run was cut after 1 s (--time), at step 0", run.Results, StringComparison.Ordinal);
        Assert.Contains("ended time-limit at 0", shell.Read("aiosim-failures/passes-seed0.replay"), StringComparison.Ordinal);
        Assert.Equal(1, shell.Run("replay", "aiosim-failures/passes-seed0.replay").ExitCode);
    }

    [Fact]
    public void The_user_can_end_it_at_each_step()
    {
        using var shell = new TestShell { Input = "\nq\n", IsInteractive = true };
        shell.Write("fails.yaml", Scenarios.Fails);
        shell.Run("run", "fails.yaml");

        var outcome = shell.Run("replay", File, "--step");

        Assert.Equal(2, outcome.Results.Split('\n').Count(line => line.StartsWith("step ", StringComparison.Ordinal)));
    }

    /// <summary>A second goes by whenever somebody looks.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }

    private static TestShell Failed()
    {
        var shell = new TestShell();
        shell.Write("fails.yaml", Scenarios.Fails);
        shell.Run("run", "fails.yaml");
        return shell;
    }
}
