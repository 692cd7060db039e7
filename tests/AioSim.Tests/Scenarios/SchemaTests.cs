using System.Text.Json;
using AioSim.Scenarios;

namespace AioSim.Tests.Scenarios;

/// <summary>The JSON Schema of scenarios, which editors use.</summary>
public sealed class SchemaTests
{
    private static readonly string s_generated = ScenarioSchema.Generate();

    private static readonly JsonSchema s_schema = new(JsonDocument.Parse(s_generated).RootElement.Clone());

    public static TheoryData<string> Files => [.. Folders.ScenarioFiles];

    [Fact]
    public void The_committed_schema_is_the_generated_one() => Assert.Equal(
        s_generated, File.ReadAllText(Path.Combine(Folders.Scenarios, "scenario.schema.json")).ReplaceLineEndings("\n"));

    [Theory]
    [MemberData(nameof(Files))]
    public void The_schema_takes_every_scenario(string file) => Assert.Null(s_schema.Wrong(YamlAsJson.Read(Folders.Text(file))));

    [Theory]
    [MemberData(nameof(Files))]
    public void The_schema_takes_every_scenario_as_it_is_written(string file) =>
        Assert.Null(s_schema.Wrong(YamlAsJson.Read(ScenarioWriter.Write(ScenarioReader.Read(Folders.Text(file), file)))));

    [Theory]
    [InlineData("aio_read: r1", true)]
    [InlineData("aio_read: { cb: r1, offset: -3 }", true)]
    [InlineData("pthread_exit", true)]
    [InlineData("aio_reed: r1", false)]
    [InlineData("aio_read: { cb: r1, ofset: 3 }", false)]
    [InlineData("aio_read", false)]
    [InlineData("{ aio_read: r1, aio_write: r1 }", false)]
    [InlineData("{ aio_error: r1, expect: EINPROGRESS }", true)]
    [InlineData("{ aio_error: r1, expect: AIO_CANCELED }", false)]
    [InlineData("{ aio_error: r1, then: [] }", false)]
    [InlineData("{ aio_cancel: $a, expect: AIO_CANCELED }", true)]
    [InlineData("{ when: { flag: f }, then: [], expect: 0 }", false)]
    [InlineData("sleep: 3s", true)]
    [InlineData("sleep: 3", false)]
    [InlineData("sleep: 03s", false)]
    [InlineData("open: { path: /sim/a, flags: O_RDWR|O_CREAT, as: a }", true)]
    [InlineData("open: { path: /sim/a, flags: O_RDRW, as: a }", false)]
    public void The_schema_takes_a_statement_or_not(string statement, bool takes)
    {
        var wrong = s_schema.Wrong(YamlAsJson.Read($"{{ scenario: 1, name: n, threads: {{ main: [{(statement[0] == '{' ? statement : statement.Contains(':', StringComparison.Ordinal) ? $"{{ {statement} }}" : statement)}] }} }}"));

        Assert.Equal(takes, wrong is null);
    }
}
