using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>A form whose value must meet a condition that the form itself cannot tell.</summary>
/// <param name="inner">The form.</param>
/// <param name="condition">The condition.</param>
/// <param name="expected">What is expected, in words.</param>
internal sealed class Checked<T>(Shape<T> inner, Func<T, bool> condition, string expected) : Shape<T>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value) =>
        inner.TryRead(node, reading, out value) && (condition(value) || reading.Refuse(node, expected));

    /// <inheritdoc/>
    public override Node Write(T value, Writing writing) => inner.Write(value, writing);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => inner.Schema(parts);

    /// <inheritdoc/>
    public override bool Accepts(Node node) => inner.Accepts(node);

    /// <inheritdoc/>
    public override bool Fits(T value, Writing writing) => inner.Fits(value, writing);
}
