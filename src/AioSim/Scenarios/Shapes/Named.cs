using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>A form that has a name of its own in the JSON Schema.</summary>
internal sealed class Named<T>(string name, Shape<T> inner) : Shape<T>
{
    /// <inheritdoc/>
    public override string Expected => inner.Expected;

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value) => inner.TryRead(node, reading, out value);

    /// <inheritdoc/>
    public override Node Write(T value, Writing writing) => inner.Write(value, writing);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => parts.Refer(name, () => inner.Schema(parts));

    /// <inheritdoc/>
    public override bool Accepts(Node node) => inner.Accepts(node);

    /// <inheritdoc/>
    public override bool Fits(T value, Writing writing) => inner.Fits(value, writing);
}
