using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>One of several forms: the first that the node has.</summary>
/// <param name="expected">What is expected, in words.</param>
/// <param name="forms">The forms; it is written in the first that fits.</param>
internal sealed class Choice<T>(string expected, params Shape<T>[] forms) : Shape<T>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var form = Array.Find(forms, f => f.Accepts(node));
        return form is null ? reading.Refuse(node, expected) : form.TryRead(node, reading, out value);
    }

    /// <inheritdoc/>
    public override Node Write(T value, Writing writing) => forms.First(f => f.Fits(value, writing)).Write(value, writing);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => SchemaParts.Any(forms.Select(f => f.Schema(parts)));

    /// <inheritdoc/>
    public override bool Accepts(Node node) => Array.Exists(forms, f => f.Accepts(node));

    /// <inheritdoc/>
    public override bool Fits(T value, Writing writing) => Array.Exists(forms, f => f.Fits(value, writing));
}
