using AioSim.Scenarios.Format;
using AioSim.Scenarios.Yaml;
using AioSpec.Catalogue;
using AioSpec.Programs;

namespace AioSim.Scenarios;

/// <summary>Reads scenario files: docs/scenarios.md.</summary>
public static class ScenarioReader
{
    /// <summary>Reads a scenario.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="fileName">Its name, for messages and for <see cref="AioSpec.Programs.SourcePlace"/>.</param>
    /// <exception cref="ScenarioError">The file has mistakes.</exception>
    public static Scenario Read(string text, string fileName)
    {
        var mistakes = new Mistakes(fileName);
        var node = YamlTree.Read(text, mistakes);
        mistakes.ThrowIfAny();
        var reading = new Reading(mistakes);
        ScenarioShape.Shape.TryRead(node!, reading, out var draft);
        reading.Names.Check(mistakes);
        mistakes.ThrowIfAny();
        return Finish(draft!);
    }

    private static Scenario Finish(Draft draft)
    {
        var program = draft.Program;
        var declaration = program.Declaration with
        {
            MayTransferShort = draft.Environment.MayTransferShort ?? EffectiveDeclaration.Shortens(program.Device),
            MayExhaust = draft.Environment.MayExhaust ?? EffectiveDeclaration.Exhausts(program.Device),
            MayCrash = draft.Environment.MayCrash ?? EffectiveDeclaration.Crashes(program.Device),
        };
        return new Scenario
        {
            Program = program with { Declaration = declaration },
            Description = draft.About,
            Requirements = [.. draft.Shows.Where(id => Requirements.Find(id) is not null)],
            Races = [.. draft.Shows.Where(id => Requirements.Find(id) is null)],
            Against = draft.Against,
            Seed = draft.Seed,
            Schedule = draft.Schedule,
            Outcomes = draft.Outcomes,
        };
    }
}
