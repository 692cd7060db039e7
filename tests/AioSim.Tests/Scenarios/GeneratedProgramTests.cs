using System.Text.Json;
using AioSim.Scenarios;
using AioSpec.FsCheck;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Tests.Scenarios;

/// <summary>A program that failed becomes a scenario: so every program must have a scenario that tells it in full.</summary>
public sealed class GeneratedProgramTests
{
    private const int Programs = 2_000;

    private static IEnumerable<(ulong Seed, Program Program)> Valid => Enumerable.Range(0, Programs)
        .Select(i => (Seed: (ulong)i, Program: AioPrograms.Program((ulong)i, size: i % 100)))
        .Where(p => !ProgramCheck.Find(p.Program).Any());

    [Fact]
    public void A_generated_program_that_is_written_as_a_scenario_reads_as_the_same_program()
    {
        var count = 0;
        foreach (var (seed, program) in Valid)
        {
            var written = ScenarioWriter.Write(new Scenario { Program = program, Seed = seed });
            var read = ScenarioReader.Read(written, $"seed {seed}");

            Assert.Equal(ProgramText.Print(program), ProgramText.Print(read.Program));
            Assert.Equal(written, ScenarioWriter.Write(read));
            count++;
        }

        Assert.True(count > Programs * 9 / 10, $"only {count} programs can be performed");
    }

    [Fact]
    public void The_schema_takes_generated_programs()
    {
        var schema = new JsonSchema(JsonDocument.Parse(ScenarioSchema.Generate()).RootElement.Clone());
        foreach (var (_, program) in Valid.Take(100))
        {
            var written = ScenarioWriter.Write(new Scenario { Program = program });

            Assert.Null(schema.Wrong(YamlAsJson.Read(written)));
        }
    }
}
