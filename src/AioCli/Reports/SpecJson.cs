using System.Text.Json;
using AioCli.Specification;
using AioSpec.Catalogue;

namespace AioCli.Reports;

/// <summary>What <c>spec --json</c> writes.</summary>
internal static class SpecJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, Selection selection, ScenarioIndex scenarios) => JsonReport.Write(stream, json =>
    {
        json.Array("requirements", selection.Requirements, (j, r) => Requirement(j, r, scenarios));
        json.Array("races", selection.Races, (j, r) => Race(j, r, scenarios));
    });

    private static void Requirement(Utf8JsonWriter json, Requirement requirement, ScenarioIndex scenarios)
    {
        json.WriteString("id", requirement.Id);
        json.WriteString("group", requirement.Group.Name);
        json.WriteString("statement", requirement.Statement);
        json.WriteString("strength", requirement.Strength.ToString());
        json.WriteString("statedStrength", requirement.StatedStrength);
        json.WriteString("report", requirement.StatedReport);
        json.WriteString("clause", requirement.Clause);
        json.WriteString("observe", requirement.Observe);
        json.WriteBoolean("observable", requirement.IsObservable);
        json.WriteString("notObservable", requirement.NotObservable);
        if (Examples.Of(requirement.Id) is { } example) json.Object("example", j => Example(j, example));
        json.Strings("rules", RequirementPage.RulesCiting(requirement.Id));
        json.Strings("scenarios", scenarios.Showing(requirement.Id));
    }

    private static void Example(Utf8JsonWriter json, Example example)
    {
        json.WriteString("why", example.Why);
        json.WriteString("refused", example.Refused);
        json.WriteString("permitted", example.Permitted);
    }

    private static void Race(Utf8JsonWriter json, Race race, ScenarioIndex scenarios)
    {
        json.WriteString("id", race.Id);
        json.WriteString("title", race.Title);
        json.WriteString("permitted", race.Permitted);
        json.WriteString("notPermitted", race.NotPermitted);
        json.Strings("requirements", race.Requirements);
        json.Strings("scenarios", scenarios.Showing(race.Id));
    }
}
