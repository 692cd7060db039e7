using AioSim.Scenarios.Format;
using AioSim.Scenarios.Yaml;
using AioSpec.Programs;

namespace AioSim.Scenarios;

/// <summary>
/// Writes scenario files, in one way only: reading the file gives the same Program, and writing that the same file. So a
/// program that failed becomes a scenario.
/// </summary>
public static class ScenarioWriter
{
    /// <summary>Writes a scenario as YAML.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="schema">Where editors find the JSON Schema, as a path from the file; null leaves it out.</param>
    /// <exception cref="ArgumentException">The program has something that no scenario can tell.</exception>
    public static string Write(Scenario scenario, string? schema = null)
    {
        var program = scenario.Program;
        var names = NamesOf(program);
        var draft = new Draft
        {
            Program = program,
            About = scenario.Description,
            Shows = [.. scenario.Requirements, .. scenario.Races],
            Against = scenario.Against,
            Seed = scenario.Seed,
            Schedule = scenario.Schedule,
            Outcomes = scenario.Outcomes,
            Environment = new EnvironmentSpec(
                Unless(program.Declaration.MayTransferShort, EffectiveDeclaration.Shortens(program.Device)),
                Unless(program.Declaration.MayExhaust, EffectiveDeclaration.Exhausts(program.Device)),
                Unless(program.Declaration.MayCrash, EffectiveDeclaration.Crashes(program.Device))),
            Blocks = names.Blocks,
        };
        var blocks = draft.Blocks.ToDictionary(b => b.Key, b => b.Item, StringComparer.Ordinal);
        var head = schema is null ? "" : $"# yaml-language-server: $schema={schema}\n";
        return head + YamlPrinter.Print((Mapping)ScenarioShape.Shape.Write(draft, new Writing(blocks)));
    }

    private static bool? Unless(bool value, bool implied) => value == implied ? null : value;

    private static ProgramNames NamesOf(Program program)
    {
        var names = new ProgramNames();
        foreach (var thread in program.Threads) names.Add(thread.Body);
        foreach (var function in program.Functions) names.Add(function.Body);
        names.AddLoose(program);
        return names;
    }
}
