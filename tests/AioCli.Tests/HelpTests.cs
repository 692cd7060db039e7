namespace AioCli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("explore")]
    [InlineData("merge")]
    [InlineData("replay")]
    [InlineData("judge")]
    [InlineData("spec")]
    [InlineData("schema")]
    [InlineData("new")]
    [InlineData("doctor")]
    [InlineData("conform")]
    [InlineData("completion")]
    public Task Help_is(string command)
    {
        using var shell = new TestShell();

        return Verify(shell.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).ToString()).UseParameters(command);
    }

    [Fact]
    public void Help_fits_in_80_columns()
    {
        using var shell = new TestShell();

        Assert.All(Commands().Select(c => shell.Run(c, "--help")), help => Assert.All(help.Results.Split('\n'), line => Assert.True(line.Length <= 80, line)));
    }

    [Fact]
    public void Every_command_has_help_with_examples_that_name_it()
    {
        using var shell = new TestShell();

        Assert.All(Commands(), command =>
        {
            var help = shell.Run(command, "--help");
            Assert.Equal(0, help.ExitCode);
            var examples = help.Results[help.Results.IndexOf("Examples:", StringComparison.Ordinal)..];
            Assert.Contains($"aiosim {command}", examples, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Help_is_asked_for_even_where_the_rest_is_wrong()
    {
        using var shell = new TestShell();

        Assert.Equal(0, shell.Run("judge", "--nonsense", "--help").ExitCode);
    }

    [Fact]
    public void The_version_is_a_line_of_its_own()
    {
        using var shell = new TestShell();

        Assert.Matches(@"^\d+\.\d+\.\d+\n$", shell.Run("--version").Results);
    }

    internal static IEnumerable<string> Commands()
    {
        using var shell = new TestShell();
        var help = shell.Run("--help").Results;
        return help[(help.IndexOf("Commands:", StringComparison.Ordinal) + "Commands:".Length)..help.IndexOf("Examples:", StringComparison.Ordinal)]
            .Split('\n').Where(l => l.Length > 2 && l[2] != ' ').Select(l => l[2..].Split(' ')[0]).ToList();
    }
}
