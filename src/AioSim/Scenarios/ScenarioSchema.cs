using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Format;
using AioSim.Scenarios.Shapes;

namespace AioSim.Scenarios;

/// <summary>The JSON Schema of scenario files, for editors: generated from the tables that the reader reads with.</summary>
public static class ScenarioSchema
{
    /// <summary>The schema as text (JSON Schema 2020-12), with a newline at its end.</summary>
    public static string Generate()
    {
        var parts = new SchemaParts();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A scenario of asynchronous I/O",
        };
        schema["$ref"] = ScenarioShape.Shape.Schema(parts)["$ref"]!.DeepClone();
        schema["$defs"] = parts.All;
        return Print(schema);
    }

    private static string Print(JsonObject schema)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options)) schema.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
