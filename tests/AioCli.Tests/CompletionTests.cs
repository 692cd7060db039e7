namespace AioCli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public Task The_script_is(string name)
    {
        using var shell = new TestShell();

        return Verify(shell.Run("completion", name).Results).UseParameters(name);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void The_script_knows_every_command(string name)
    {
        using var shell = new TestShell();
        var script = shell.Run("completion", name).Results;

        Assert.All(HelpTests.Commands(), command => Assert.Contains(command, script, StringComparison.Ordinal));
    }
}
