using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>A mapping whose keys the author chooses: names of files, threads, control blocks.</summary>
/// <param name="expected">What is expected, in words.</param>
/// <param name="key">The form of a key.</param>
/// <param name="item">The form of a value.</param>
internal sealed class Table<TKey, TItem>(string expected, Shape<TKey> key, Shape<TItem> item) : Shape<ImmutableArray<(TKey Key, TItem Item)>>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <summary>What the keys look like, for the JSON Schema.</summary>
    public string? KeyPattern { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out ImmutableArray<(TKey Key, TItem Item)> value)
    {
        value = [];
        if (node is not Mapping mapping) return reading.Refuse(node, expected);
        var items = ImmutableArray.CreateBuilder<(TKey, TItem)>(mapping.Entries.Length);
        foreach (var entry in mapping.Entries)
        {
            var isKey = key.TryRead(entry.Key, reading, out var name);
            if (item.TryRead(entry.Value, reading, out var one) && isKey) items.Add((name!, one));
        }

        value = items.ToImmutable();
        return value.Length == mapping.Entries.Length;
    }

    /// <inheritdoc/>
    public override Node Write(ImmutableArray<(TKey Key, TItem Item)> value, Writing writing) =>
        new Mapping(default, [.. value.Select(v => new Entry((Scalar)key.Write(v.Key, writing), item.Write(v.Item, writing)))]) { IsTall = true };

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts)
    {
        var json = new JsonObject { ["type"] = "object", ["additionalProperties"] = KeyPattern is null ? item.Schema(parts) : false };
        if (KeyPattern is not null) json["patternProperties"] = new JsonObject { [KeyPattern] = item.Schema(parts) };
        return json;
    }

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Mapping;
}
