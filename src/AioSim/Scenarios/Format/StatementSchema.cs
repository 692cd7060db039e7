using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Verbs;

namespace AioSim.Scenarios.Format;

/// <summary>The JSON Schema of a statement: the name of a call, or one word that says what it is and its companions.</summary>
internal static class StatementSchema
{
    /// <summary>The schema.</summary>
    public static JsonObject Of(SchemaParts parts) => SchemaParts.Any(
        new JsonObject { ["enum"] = SchemaParts.Words(AllVerbs.All.Where(v => v.StandsAlone).Select(v => v.Name)) },
        new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = Properties(parts),
            ["oneOf"] = new JsonArray([.. Firsts(parts)]),
        });

    private static JsonObject Properties(SchemaParts parts)
    {
        var properties = new JsonObject();
        foreach (var name in AllVerbs.Names)
        {
            var (verb, _) = AllVerbs.Find(name);
            properties[name] = Described(verb!.Schema(parts), verb.About);
        }

        properties["repeat"] = Described(Statements.Repetition.Value.Schema(parts), "Does something until a condition holds.");
        properties["when"] = Described(Conditions.Shape.Schema(parts), "Does one thing or the other.");
        properties["then"] = Described(Statements.Body.Schema(parts), "What is done where the condition of when holds.");
        properties["otherwise"] = Described(Statements.Body.Schema(parts), "What is done where it does not.");
        properties["set"] = Described(Statements.SetFlag.Schema(parts), "Sets a flag.");
        properties["clear"] = Described(Statements.ClearFlag.Schema(parts), "Clears a flag.");
        properties["expect"] = new JsonObject { ["description"] = "What the call is expected to return." };
        return properties;
    }

    private static IEnumerable<JsonNode> Firsts(SchemaParts parts)
    {
        foreach (var answers in Enum.GetValues<Answers>())
        {
            var names = AllVerbs.Names.Where(n => AllVerbs.Find(n).Verb!.Answers == answers);
            yield return Only(names, ("expect", Outcomes.Shape(answers).Schema(parts)));
        }

        yield return Only(["repeat"]);
        var when = Only(["when"], ("then", []), ("otherwise", []));
        when["required"] = SchemaParts.Words(["then"]);
        yield return when;
        yield return Only(["set"]);
        yield return Only(["clear"]);
    }

    /// <summary>One of these words, and beside it only these companions.</summary>
    private static JsonObject Only(IEnumerable<string> firsts, params (string Name, JsonObject Json)[] companions)
    {
        string[] names = [.. firsts];
        var properties = new JsonObject();
        foreach (var name in names) properties[name] = new JsonObject();
        foreach (var (name, json) in companions) properties[name] = json;
        return new JsonObject
        {
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["oneOf"] = new JsonArray([.. names.Select(n => (JsonNode)new JsonObject { ["required"] = SchemaParts.Words([n]) })]),
        };
    }

    private static JsonObject Described(JsonObject json, string about)
    {
        json["description"] = about;
        return json;
    }
}
