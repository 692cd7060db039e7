using System.Text.Json.Nodes;

namespace AioSim.Scenarios.Shapes;

/// <summary>The named parts of the JSON Schema, each told once.</summary>
internal sealed class SchemaParts
{
    private readonly SortedDictionary<string, JsonObject> _parts = new(StringComparer.Ordinal);

    /// <summary>All parts, by name.</summary>
    public JsonObject All
    {
        get
        {
            var all = new JsonObject();
            foreach (var (name, part) in _parts) all[name] = part;
            return all;
        }
    }

    /// <summary>A reference to a part, which is made when it is named for the first time; it may refer to itself.</summary>
    public JsonObject Refer(string name, Func<JsonObject> make)
    {
        if (_parts.TryAdd(name, [])) _parts[name] = make();
        return new JsonObject { ["$ref"] = "#/$defs/" + name };
    }

    /// <summary>A list of words.</summary>
    public static JsonArray Words(IEnumerable<string> words) => [.. words.Select(w => (JsonNode)JsonValue.Create(w))];

    /// <summary>One of several forms.</summary>
    public static JsonObject Any(params IEnumerable<JsonObject> forms) => new() { ["anyOf"] = new JsonArray([.. forms.Select(f => (JsonNode)f)]) };
}
