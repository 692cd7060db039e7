using AioSpec.Catalogue;

namespace AioCli.Tests;

public sealed class JudgeTests
{
    private static readonly Example s_example = Examples.Of("CANCEL-10")!;

    /// <summary>Proved by two events.</summary>
    private static readonly Example s_twoEvents = Examples.Of("ERROR-02")!;

    [Fact]
    public Task Judged_histories_are_told()
    {
        using var shell = Shell();

        return Verify(shell.Run("judge", "permitted.history", "refused.history", "endless.history", "damaged.history", "missing.history").ToString());
    }

    [Fact]
    public void Quiet_prints_nothing_for_what_is_permitted()
    {
        using var shell = Shell();

        var outcome = shell.Run("judge", "permitted.history", "--quiet");

        Assert.Equal(("", "", 0), (outcome.Results, outcome.Notes, outcome.ExitCode));
    }

    [Fact]
    public void Quiet_prints_what_is_not_permitted()
    {
        using var shell = Shell();

        var outcome = shell.Run("judge", "permitted.history", "refused.history", "--quiet");

        Assert.StartsWith("not permitted  refused.history", outcome.Results, StringComparison.Ordinal);
        Assert.Contains("CANCEL-10", outcome.Results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "permitted.history")]
    [InlineData(1, "refused.history")]
    [InlineData(4, "endless.history")]
    [InlineData(2, "damaged.history")]
    [InlineData(2, "missing.history")]
    [InlineData(1, "permitted.history", "refused.history", "endless.history")]
    [InlineData(4, "endless.history", "permitted.history")]
    [InlineData(2, "refused.history", "missing.history")]
    public void The_exit_code_is_that_of_the_worst(int exitCode, params string[] files)
    {
        using var shell = Shell();

        Assert.Equal(exitCode, shell.Run(["judge", .. files]).ExitCode);
    }

    [Fact]
    public void Standard_input_is_judged_with_the_lines_of_the_proof()
    {
        using var shell = new TestShell { Input = s_twoEvents.Refused };

        var outcome = shell.Run("judge", "-");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("-(12): 8000 T1 < EIO\n             -(14): 10000 T1 < 5", outcome.Results, StringComparison.Ordinal);
    }

    [Fact]
    public void The_proof_names_lines_of_the_file_and_not_numbers_of_events()
    {
        using var shell = new TestShell();
        shell.Write("a.history", s_twoEvents.Refused.Replace("---\n", "---\n# a comment\n\n", StringComparison.Ordinal));

        Assert.Contains("a.history(14): 8000 T1 < EIO", shell.Run("judge", "a.history").Results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("junit")]
    [InlineData("sarif")]
    public Task A_report_is_written(string report)
    {
        using var shell = Shell();

        shell.Run("judge", "permitted.history", "refused.history", "endless.history", "damaged.history", "missing.history", $"--{report}", "report");

        return Verify(shell.Read("report")).UseParameters(report);
    }

    [Fact]
    public void An_interrupted_judgement_exits_130_and_reports_what_is_done()
    {
        using var shell = new TestShell { Interrupted = new CancellationToken(canceled: true) };
        shell.Write("a.history", s_example.Permitted);

        var outcome = shell.Run("judge", "a.history", "--json", "report");

        Assert.Equal((130, "aiosim: interrupted after 0 of 1\n"), (outcome.ExitCode, outcome.Notes));
        Assert.Contains("\"histories\": []", shell.Read("report"), StringComparison.Ordinal);
    }

    private static TestShell Shell()
    {
        var shell = new TestShell();
        shell.Write("permitted.history", s_example.Permitted);
        shell.Write("refused.history", s_example.Refused);
        shell.Write("endless.history", s_example.Permitted.Replace("3000 - end quiet", "", StringComparison.Ordinal));
        shell.Write("damaged.history", s_example.Permitted.Replace("EBADF", "EBADFD", StringComparison.Ordinal));
        return shell;
    }
}
