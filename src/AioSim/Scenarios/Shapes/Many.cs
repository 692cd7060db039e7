using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>A list.</summary>
/// <param name="expected">What is expected, in words.</param>
/// <param name="item">The form of an item.</param>
internal sealed class Many<T>(string expected, Shape<T> item) : Shape<ImmutableArray<T>>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <summary>One item alone may stand in place of a list of one.</summary>
    public bool OrOne { get; init; }

    /// <summary>It is written one item a line.</summary>
    public bool IsTall { get; init; }

    /// <summary>How many items it has at least.</summary>
    public int AtLeast { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out ImmutableArray<T> value)
    {
        value = [];
        if (OrOne && node is not Sequence && item.Accepts(node)) return One(node, reading, ref value);
        if (node is not Sequence list || list.Items.Length < AtLeast) return reading.Refuse(node, expected);
        var items = ImmutableArray.CreateBuilder<T>(list.Items.Length);
        foreach (var child in list.Items)
        {
            if (item.TryRead(child, reading, out var one)) items.Add(one);
        }

        value = items.ToImmutable();
        return value.Length == list.Items.Length;
    }

    /// <inheritdoc/>
    public override Node Write(ImmutableArray<T> value, Writing writing) => OrOne && value.Length == 1
        ? item.Write(value[0], writing)
        : new Sequence(default, [.. value.Select(v => item.Write(v, writing))]) { IsTall = IsTall };

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.Schema(parts) };
        if (AtLeast > 0) list["minItems"] = AtLeast;
        return OrOne ? SchemaParts.Any(item.Schema(parts), list) : list;
    }

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Sequence || (OrOne && item.Accepts(node));

    private bool One(Node node, Reading reading, ref ImmutableArray<T> value)
    {
        if (!item.TryRead(node, reading, out var one)) return false;
        value = [one];
        return true;
    }
}
