using AioSim.Scenarios.Yaml;
using AioSpec;

namespace AioSim.Scenarios;

/// <summary>What is known while a file is read.</summary>
internal sealed class Reading(Mistakes mistakes)
{
    /// <summary>The mistakes so far.</summary>
    public Mistakes Mistakes => mistakes;

    /// <summary>The names so far.</summary>
    public Names Names { get; } = new();

    /// <summary>The control blocks of <c>blocks</c>.</summary>
    public Dictionary<string, ControlBlock> Blocks { get; } = new(StringComparer.Ordinal);

    /// <summary>Statements inside statements.</summary>
    public int Depth { get; set; }

    /// <summary>Notes that a node is not what was expected. Returns false, so that a reader can end with it.</summary>
    public bool Refuse(Node node, string expected, IEnumerable<string>? words = null)
    {
        var nearest = node is Scalar s && words is not null && AioSpec.Text.Nearest.Word(s.Text, words) is { } word ? $"; did you mean '{word}'?" : "";
        mistakes.Add(node.Place, $"{Describe(node)}, expected {expected}{nearest}");
        return false;
    }

    private static string Describe(Node node) => node switch
    {
        Mapping => "a mapping",
        Sequence => "a list",
        Scalar { Text: "", IsPlain: true } => "nothing",
        Scalar { IsPlain: true } s when ScalarKinds.HasLeadingZero(s.Text) => $"{Mistakes.Quote(s.Text)} starts with a zero",
        Scalar { IsPlain: false } s when ScalarKinds.Of(s.Text) != ScalarKind.Text => $"{Mistakes.Quote(s.Text)} in quotes",
        _ => Mistakes.Quote(((Scalar)node).Text),
    };
}
