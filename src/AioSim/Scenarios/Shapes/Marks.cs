using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>A mapping with one key that says which form its value has: <c>{ uniform: … }</c>.</summary>
/// <param name="expected">What is expected, in words.</param>
/// <param name="marks">The keys, what each means, the form of its value, and which values are written with it.</param>
internal sealed class Marks<T>(string expected, params (string Key, string About, Shape<T> Shape, Func<T, bool> If)[] marks) : Shape<T>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not Mapping { Entries.Length: 1 } mapping) return reading.Refuse(node, expected);
        var (key, told) = mapping.Entries[0];
        var mark = Array.Find(marks, m => m.Key == key.Text);
        if (mark.Shape is not null) return mark.Shape.TryRead(told, reading, out value);
        reading.Mistakes.Unknown(key.Place, "key", key.Text, [.. marks.Select(m => m.Key)]);
        return false;
    }

    /// <inheritdoc/>
    public override Node Write(T value, Writing writing)
    {
        var (key, _, shape, _) = Array.Find(marks, m => m.If(value));
        return new Mapping(default, [new Entry(Scalar.Word(key), shape.Write(value, writing))]);
    }

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts)
    {
        var properties = new JsonObject();
        foreach (var (key, about, shape, _) in marks)
        {
            var json = shape.Schema(parts);
            json["description"] = about;
            properties[key] = json;
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
        };
    }

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Mapping;
}
