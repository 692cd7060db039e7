using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AioSim.Scenarios.Yaml;

/// <summary>
/// Reads a YAML file into nodes. Of YAML's features only those that a person needs: no anchors and aliases, no tags, one
/// document. Length and depth are bounded, so that a small damaged file costs little.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Characters in a file.</summary>
    public const int LengthLimit = 1 << 20;

    /// <summary>Nodes inside nodes.</summary>
    public const int DepthLimit = 100;

    private readonly Parser _parser;
    private readonly Mistakes _mistakes;
    private int _depth;

    private YamlTree(string text, Mistakes mistakes) => (_parser, _mistakes) = (new Parser(new StringReader(text)), mistakes);

    /// <summary>Reads the file; null where it has mistakes that leave no tree, which are noted.</summary>
    public static Node? Read(string text, Mistakes mistakes)
    {
        if (text.Length > LengthLimit)
        {
            mistakes.Add(new Place(1, 1), $"the file has {text.Length} characters, expected at most {LengthLimit}");
            return null;
        }

        try
        {
            return new YamlTree(text, mistakes).Document();
        }
        catch (YamlException e)
        {
            mistakes.Add(PlaceOf(e.Start), Reason(e.Message));
            return null;
        }
        catch (TooDeep e)
        {
            mistakes.Add(e.Place, $"more than {DepthLimit} levels, expected fewer");
            return null;
        }
    }

    private Node? Document()
    {
        Next<StreamStart>();
        if (Advance() && _parser.Current is StreamEnd)
        {
            _mistakes.Add(new Place(1, 1), "the file is empty, expected a scenario");
            return null;
        }

        Advance();
        var node = NodeHere();
        Next<DocumentEnd>();
        if (Advance() && _parser.Current is not StreamEnd)
        {
            _mistakes.Add(PlaceOf(_parser.Current!.Start), "a second document, expected one scenario a file");
        }

        return node;
    }

    private Node NodeHere()
    {
        var here = (NodeEventOrAlias)_parser.Current!;
        if (here.Refusal is { } refusal) _mistakes.Add(here.Place, refusal);
        if (++_depth > DepthLimit) throw new TooDeep(here.Place);
        Node node = _parser.Current switch
        {
            SequenceStart => new Sequence(here.Place, Items()),
            MappingStart => new Mapping(here.Place, Entries()),
            YamlDotNet.Core.Events.Scalar s => new Scalar(here.Place, s.Value, s.Style == ScalarStyle.Plain),
            _ => new Scalar(here.Place, "", true),
        };
        _depth--;
        return node;
    }

    private ImmutableArray<Node> Items()
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (Advance() && _parser.Current is not SequenceEnd) items.Add(NodeHere());
        return items.ToImmutable();
    }

    private ImmutableArray<Entry> Entries()
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Advance() && _parser.Current is not MappingEnd)
        {
            var key = NodeHere();
            Advance();
            var value = NodeHere();
            if (key is not Scalar scalar) _mistakes.Add(key.Place, "a key that is not a word, expected a word and a colon");
            else if (!seen.Add(scalar.Text)) _mistakes.Add(key.Place, $"{Mistakes.Quote(scalar.Text)} stands twice, expected once");
            else entries.Add(new Entry(scalar, value));
        }

        return entries.ToImmutable();
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (!Advance() || _parser.Current is not T) throw new YamlException("The file ends too early.");
    }

    // The parser's own slips on what is not YAML are the file's mistakes all the same, after what was understood last.
    private bool Advance()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            var after = _parser.Current?.End ?? Mark.Empty;
            throw new YamlException(after, after, "What follows is not understood.");
        }
    }

    private static Place PlaceOf(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    /// <summary>The parser's sentence, without the place that stands at its end and in the form of the other messages.</summary>
    private static string Reason(string message)
    {
        var end = message.LastIndexOf(" Line: ", StringComparison.Ordinal);
        var sentence = (end < 0 ? message : message[..end]).Trim().TrimEnd('.').Replace("  ", " ", StringComparison.Ordinal);
        return $"not YAML: {char.ToLowerInvariant(sentence[0])}{sentence[1..]}";
    }

    /// <summary>What an event that starts a node says of it.</summary>
    private readonly record struct NodeEventOrAlias(Place Place, string? Refusal)
    {
        public static explicit operator NodeEventOrAlias(ParsingEvent e) => new(PlaceOf(e.Start), e switch
        {
            AnchorAlias a => $"an alias, *{a.Value}, expected the value itself: a scenario has no aliases",
            NodeEvent { Anchor.IsEmpty: false } n =>
                $"an anchor, &{n.Anchor}, expected none; a value that points to a control block is written {{ to: {n.Anchor} }}",
            NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } n => $"a tag, {n.Tag}, expected none",
            _ => null,
        });
    }

    private sealed class TooDeep(Place place) : Exception
    {
        public Place Place { get; } = place;
    }
}
