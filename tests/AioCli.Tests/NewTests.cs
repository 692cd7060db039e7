using AioSim.Scenarios;

namespace AioCli.Tests;

public sealed class NewTests
{
    [Fact]
    public Task The_file_is()
    {
        using var shell = new TestShell();

        Assert.Equal(0, shell.Run("new", "mine").ExitCode);

        return Verify(shell.Read("mine.yaml"));
    }

    [Theory]
    [InlineData("mine", "mine.yaml")]
    [InlineData("mine.yaml", "mine.yaml")]
    [InlineData("a name: with \"quotes\"", "a name: with \"quotes\".yaml")]
    public void It_runs_and_passes(string name, string path)
    {
        using var shell = new TestShell();

        shell.Run("new", name);

        Assert.Equal(0, shell.Run("run", path, "--twice").ExitCode);
    }

    [Fact]
    public void A_file_that_exists_is_left_as_it_is()
    {
        using var shell = new TestShell();
        shell.Write("mine.yaml", "something");

        Assert.Equal(2, shell.Run("new", "mine").ExitCode);
        Assert.Equal("something", shell.Read("mine.yaml"));
    }

    [Theory]
    [InlineData("scenarios/deep/mine", "../scenario.schema.json")]
    [InlineData("scenarios/mine", "scenario.schema.json")]
    [InlineData("mine", "scenario.schema.json")]
    public void It_names_the_nearest_schema(string name, string schema)
    {
        using var shell = new TestShell();
        shell.Write("scenarios/scenario.schema.json", "{}");
        shell.MakeFolder("scenarios/deep");

        shell.Run("new", name);

        Assert.StartsWith($"# yaml-language-server: $schema={schema}\n", shell.Read(name + ".yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_is_that_of_the_reader()
    {
        using var shell = new TestShell();

        Assert.Equal(ScenarioSchema.Generate(), shell.Run("schema").Results);
    }
}
