using System.Collections.Immutable;

namespace AioSim.Scenarios.Yaml;

/// <summary>A place in a file; both numbers count from 1.</summary>
internal readonly record struct Place(int Line, int Column);

/// <summary>A node of a YAML file, with the place where it starts.</summary>
internal abstract record Node(Place Place);

/// <summary>A scalar. What a plain one is (a number, a text) its text decides; a quoted one is text.</summary>
internal sealed record Scalar(Place Place, string Text, bool IsPlain) : Node(Place)
{
    /// <summary>What YAML's core schema takes it for.</summary>
    public ScalarKind Kind => IsPlain ? ScalarKinds.Of(Text) : ScalarKind.Text;

    /// <summary>A text to be written: quoted where it would be taken for something else.</summary>
    public static Scalar Word(string text) => new(default, text, false);

    /// <summary>A number, a truth value or null to be written as it is.</summary>
    public static Scalar Plain(string text) => new(default, text, true);
}

/// <summary>A list.</summary>
internal sealed record Sequence(Place Place, ImmutableArray<Node> Items) : Node(Place)
{
    /// <summary>When written: one item a line.</summary>
    public bool IsTall { get; init; }
}

/// <summary>A mapping; no key stands twice.</summary>
internal sealed record Mapping(Place Place, ImmutableArray<Entry> Entries) : Node(Place)
{
    /// <summary>When written: one entry a line.</summary>
    public bool IsTall { get; init; }

    /// <summary>The value of a key, or null.</summary>
    public Node? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key) return entry.Value;
        }

        return null;
    }
}

/// <summary>A key of a mapping and its value.</summary>
internal readonly record struct Entry(Scalar Key, Node Value);
