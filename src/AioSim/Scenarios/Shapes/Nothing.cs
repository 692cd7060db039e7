using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>Nothing at all, or an empty mapping: what stands after the name of a call without members.</summary>
/// <param name="meaning">What it means.</param>
internal sealed class Nothing<T>(T meaning) : Shape<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Expected => "nothing";

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = meaning;
        return Accepts(node) || reading.Refuse(node, Expected);
    }

    /// <inheritdoc/>
    public override Node Write(T value, Writing writing) => new Mapping(default, []);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => new() { ["type"] = new JsonArray("object", "null"), ["maxProperties"] = 0 };

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Scalar { Kind: ScalarKind.Null } or Mapping { Entries.IsEmpty: true };
}
