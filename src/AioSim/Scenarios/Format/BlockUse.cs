using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Yaml;
using AioSpec;

namespace AioSim.Scenarios.Format;

/// <summary>A control block with the members that it has when it is submitted.</summary>
internal sealed record Submitted(string Cb, ControlBlock Block);

/// <summary>
/// A control block at its submission: <c>r1</c>, or <c>{ cb: r1, offset: 10 }</c> with members that differ from those in <c>blocks</c>.
/// </summary>
internal sealed class BlockUse : Shape<Submitted>
{
    /// <summary>The one form.</summary>
    public static BlockUse Shape { get; } = new();

    /// <inheritdoc/>
    public override string Expected => "the name of a control block, or { cb: NAME, … } with members that differ";

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out Submitted value)
    {
        value = null;
        if (node is not (Scalar or Mapping)) return reading.Refuse(node, Expected);
        var named = node is Mapping m ? m.Find("cb") : node;
        if (named is null)
        {
            reading.Mistakes.Add(node.Place, "'cb' is missing, expected the name of a control block");
            return false;
        }

        if (!Blocks.Name.TryRead(named, reading, out var cb)) return false;
        // An unknown name is told at the end; its members are looked at all the same.
        var block = reading.Blocks.GetValueOrDefault(cb, Blocks.Untold);
        if (node is Mapping mapping && !TryMembers(mapping, reading, ref block)) return false;
        value = new Submitted(cb, block);
        return true;
    }

    /// <inheritdoc/>
    public override Node Write(Submitted value, Writing writing)
    {
        var over = writing.Blocks[value.Cb];
        var members = value.Block == over ? [] : Blocks.WriteOver(value.Block, over, writing).Entries;
        var cb = Scalar.Word(value.Cb);
        return members.IsEmpty ? cb : new Mapping(default, members.Insert(0, new Entry(Scalar.Word("cb"), cb)));
    }

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => parts.Refer("submission", () => SchemaParts.Any(Blocks.Name.Schema(parts), Overriding(parts)));

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Scalar or Mapping;

    /// <summary>The schema of the mapping, as a closed object with all members and more keys.</summary>
    public static JsonObject Overriding(SchemaParts parts, params (string Key, JsonObject Json)[] more)
    {
        var properties = new JsonObject { ["cb"] = Described(Blocks.Name.Schema(parts), "The control block.") };
        foreach (var (key, json) in more) properties[key] = json;
        foreach (var key in Blocks.Members.Keys) properties[key.Name] = Described(key.Schema(parts), key.About);
        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
            ["required"] = SchemaParts.Words(["cb", .. more.Select(m => m.Key)]),
        };
    }

    private static JsonObject Described(JsonObject json, string about)
    {
        json["description"] = about;
        return json;
    }

    private static bool TryMembers(Mapping mapping, Reading reading, ref ControlBlock block)
    {
        var members = mapping with { Entries = mapping.Entries.RemoveAll(e => e.Key.Text == "cb") };
        return Blocks.Members.TryReadOver(members, reading, block, out block!);
    }
}
