namespace AioCli.Tests;

public sealed class MisuseTests
{
    [Theory]
    [InlineData("nothing", "")]
    [InlineData("unknown-command", "jugde a.history")]
    [InlineData("unknown-command-help", "jugde --help")]
    [InlineData("unknown-option", "judge --jsn x a.history")]
    [InlineData("unknown-option-behind", "judge a.history --quite")]
    [InlineData("missing-argument", "judge")]
    [InlineData("missing-value", "judge a.history --json")]
    [InlineData("too-many", "spec CANCEL-01 CANCEL-02")]
    [InlineData("not-of-the-set", "completion bsh")]
    [InlineData("seed-is-no-number", "run scenarios/passes.yaml --seed -1")]
    [InlineData("no-steps", "run scenarios/passes.yaml --max-steps 0")]
    [InlineData("missing-scenario", "run scenarios/passed.yaml")]
    [InlineData("missing-scenarios", "run senarios")]
    [InlineData("no-scenarios", "run folder")]
    [InlineData("one-trace-for-several", "run scenarios --trace all.history")]
    [InlineData("new-in-no-folder", "new nowhere/mine")]
    [InlineData("new-exists", "new scenarios/passes")]
    [InlineData("missing-file", "judge b.history")]
    [InlineData("missing-folder", "judge nowhere/a.history")]
    [InlineData("folder", "judge folder")]
    [InlineData("report-folder", "judge a.history --json nowhere/a.json")]
    [InlineData("report-is-folder", "judge a.history --junit folder")]
    [InlineData("unknown-requirement", "spec CANCEL-99x")]
    [InlineData("unknown-everything", "spec nonsense")]
    public Task A_mistake_is_told(string mistake, string commandLine)
    {
        using var shell = new TestShell();
        shell.Write("a.history", "aiosim-history 1\n---\n0 - end quiet\n");
        shell.MakeFolder("folder");
        shell.Write("scenarios/passes.yaml", Scenarios.Passes);
        shell.Write("scenarios/waits.yaml", Scenarios.Passes);

        var outcome = shell.Run(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, outcome.ExitCode);
        return Verify(outcome.ToString()).UseParameters(mistake);
    }

    [Fact]
    public void A_name_with_a_dash_can_be_given_behind_two_dashes()
    {
        using var shell = new TestShell();
        shell.Write("-a.history", "aiosim-history 1\n---\n0 - end quiet\n");

        Assert.Equal(0, shell.Run("judge", "--", "-a.history").ExitCode);
        Assert.Equal(2, shell.Run("judge", "-a.history").ExitCode);
    }

    [Fact]
    public void A_name_with_an_at_sign_is_a_file_and_not_a_list_of_arguments()
    {
        using var shell = new TestShell();
        shell.Write("@a.history", "aiosim-history 1\n---\n0 - end quiet\n");

        Assert.Equal(0, shell.Run("judge", "@a.history").ExitCode);
    }

    [Fact]
    public void What_would_steer_a_terminal_is_not_printed()
    {
        using var shell = new TestShell();

        var outcome = shell.Run("judge", "a\u001b[31m.history");

        Assert.DoesNotContain('\u001b', outcome.Results + outcome.Notes);
    }
}
