using System.Text.Json;
using System.Text.RegularExpressions;

namespace AioSim.Tests.Scenarios;

/// <summary>
/// So much of JSON Schema 2020-12 as the schema of scenarios uses: to check that it takes what the reader takes. A keyword
/// that it does not know is an error.
/// </summary>
internal sealed class JsonSchema(JsonElement root)
{
    /// <summary>The first thing that is wrong with a value, or null.</summary>
    public string? Wrong(JsonElement value) => Wrong(root, value, "");

    private string? Wrong(JsonElement schema, JsonElement value, string at)
    {
        if (schema.ValueKind == JsonValueKind.False) return $"{at}: nothing may stand here";
        foreach (var keyword in schema.EnumerateObject())
        {
            if (Wrong(keyword.Name, keyword.Value, schema, value, at) is { } wrong) return wrong;
        }

        return null;
    }

    private string? Wrong(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string at) => keyword switch
    {
        "$schema" or "title" or "description" or "$defs" => null,
        "$ref" => Wrong(Definition(rule.GetString()!), value, at),
        "type" => Types(rule).Any(t => IsOf(value, t)) ? null : $"{at}: {value} is no {rule}",
        "const" => JsonElement.DeepEquals(rule, value) ? null : $"{at}: {value} is not {rule}",
        "enum" => rule.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)) ? null : $"{at}: {value} is none of {rule}",
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!) ? null : $"{at}: {value} does not match {rule}",
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.GetInt32() ? null : $"{at}: too short",
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.GetDecimal() ? null : $"{at}: {value} is less than {rule}",
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.GetDecimal() ? null : $"{at}: {value} is more than {rule}",
        "anyOf" => AnyOf(rule, value, at),
        "oneOf" => rule.EnumerateArray().Count(s => Wrong(s, value, at) is null) == 1 ? null : $"{at}: {value} is not exactly one of {rule.GetArrayLength()} forms",
        "items" => value.ValueKind != JsonValueKind.Array ? null : First(value.EnumerateArray().Select((item, i) => Wrong(rule, item, $"{at}[{i}]"))),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32() ? null : $"{at}: too few",
        "required" => value.ValueKind != JsonValueKind.Object ? null : First(rule.EnumerateArray().Select(n => value.TryGetProperty(n.GetString()!, out _) ? null : $"{at}: {n} is missing")),
        "minProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() >= rule.GetInt32() ? null : $"{at}: too few",
        "maxProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() <= rule.GetInt32() ? null : $"{at}: too many",
        "properties" or "patternProperties" or "additionalProperties" => value.ValueKind != JsonValueKind.Object ? null : First(value.EnumerateObject().Select(p => Property(keyword, rule, schema, p, at))),
        _ => throw new NotSupportedException(keyword),
    };

    private string? Property(string keyword, JsonElement rule, JsonElement schema, JsonProperty property, string at)
    {
        var path = $"{at}/{property.Name}";
        switch (keyword)
        {
            case "properties":
                return rule.TryGetProperty(property.Name, out var own) ? Wrong(own, property.Value, path) : null;
            case "patternProperties":
                return First(rule.EnumerateObject().Where(p => Regex.IsMatch(property.Name, p.Name)).Select(p => Wrong(p.Value, property.Value, path)));
            default:
                var isKnown = schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out _);
                var isMatched = schema.TryGetProperty("patternProperties", out var patterns) && patterns.EnumerateObject().Any(p => Regex.IsMatch(property.Name, p.Name));
                return isKnown || isMatched ? null : Wrong(rule, property.Value, path);
        }
    }

    private string? AnyOf(JsonElement forms, JsonElement value, string at)
    {
        var wrongs = forms.EnumerateArray().Select(s => Wrong(s, value, at)).ToArray();
        return wrongs.Contains(null) ? null : string.Join(" and ", wrongs);
    }

    private JsonElement Definition(string reference) => root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static string? First(IEnumerable<string?> wrongs) => wrongs.FirstOrDefault(w => w is not null);

    private static IEnumerable<string> Types(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Select(t => t.GetString()!) : [rule.GetString()!];

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        _ => throw new NotSupportedException(type),
    };
}
