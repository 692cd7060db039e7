using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>A form of one thing, taken as a form of another.</summary>
/// <param name="inner">The form.</param>
/// <param name="to">From what the form tells to what is meant.</param>
/// <param name="from">And back.</param>
internal sealed class As<TInner, T>(Shape<TInner> inner, Func<TInner, T> to, Func<T, TInner> from) : Shape<T>
{
    /// <summary>Whether the form can tell it.</summary>
    public Func<T, bool>? If { get; init; }

    /// <summary>A key that marks the mappings that have this form; null where it is any node of the form's kind.</summary>
    public string? Mark { get; init; }

    /// <summary>The one word that a scalar of this form is; null where it may be any.</summary>
    public string? Word { get; init; }

    /// <inheritdoc/>
    public override string Expected => inner.Expected;

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!inner.TryRead(node, reading, out var told)) return false;
        value = to(told);
        return value is not null;
    }

    /// <inheritdoc/>
    public override Node Write(T value, Writing writing) => inner.Write(from(value), writing);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => inner.Schema(parts);

    /// <inheritdoc/>
    public override bool Accepts(Node node) => inner.Accepts(node)
        && (Mark is null || node is not Mapping m || m.Find(Mark) is not null)
        && (Word is null || node is not Scalar s || s.Text == Word);

    /// <inheritdoc/>
    public override bool Fits(T value, Writing writing) => (If is null || If(value)) && inner.Fits(from(value), writing);
}
