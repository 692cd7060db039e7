using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>The word NULL: a NULL pointer, or nothing.</summary>
/// <param name="expected">What is expected, in words.</param>
internal sealed class Null<T>(string expected) : Shape<T?>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T? value)
    {
        value = default;
        return Accepts(node) || reading.Refuse(node, expected);
    }

    /// <inheritdoc/>
    public override Node Write(T? value, Writing writing) => Scalar.Plain("NULL");

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => new() { ["type"] = "null" };

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Scalar { Kind: ScalarKind.Null };

    /// <inheritdoc/>
    public override bool Fits(T? value, Writing writing) => value is null;
}
