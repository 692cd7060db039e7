using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AioSim.Scenarios.Yaml;

/// <summary>
/// Writes nodes as YAML in one way only: on one line where they fit and nothing asks for more, else one entry a line.
/// Reading it gives the same nodes.
/// </summary>
internal static partial class YamlPrinter
{
    private const int Width = 110;

    /// <summary>Writes a whole file.</summary>
    public static string Print(Mapping root)
    {
        var text = new StringBuilder();
        Tall(text, root, 0);
        return text.ToString();
    }

    /// <summary>Writes it on one line.</summary>
    public static string Flow(Node node)
    {
        var text = new StringBuilder();
        Flow(text, node);
        return text.ToString();
    }

    private static void Tall(StringBuilder text, Mapping mapping, int indent)
    {
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var (key, value) = mapping.Entries[i];
            // The first entry of an item stands on the line of its dash.
            if (i > 0 || indent == 0 || text[^1] == '\n') text.Append(' ', indent);
            Flow(text, key);
            text.Append(':');
            Value(text, value, indent + 2, key.Text.Length + 1);
        }
    }

    private static void Value(StringBuilder text, Node value, int indent, int used)
    {
        var flow = IsTall(value) ? null : Flow(value);
        if (flow is not null && (indent + used + flow.Length <= Width || value is Scalar))
        {
            text.Append(' ').Append(flow).Append('\n');
            return;
        }

        text.Append('\n');
        if (value is Mapping mapping) Tall(text, mapping, indent);
        else Items(text, (Sequence)value, indent);
    }

    private static void Items(StringBuilder text, Sequence sequence, int indent)
    {
        foreach (var item in sequence.Items)
        {
            text.Append(' ', indent).Append('-');
            if (item is Mapping mapping && mapping.Entries.Length > 0 && (mapping.IsTall || indent + Flow(item).Length > Width))
            {
                text.Append(' ');
                Tall(text, mapping, indent + 2);
            }
            else if (item is Sequence { Items.Length: > 0 } inner && (inner.IsTall || indent + Flow(item).Length > Width))
            {
                text.Append('\n');
                Items(text, inner, indent + 2);
            }
            else
            {
                text.Append(' ').Append(Flow(item)).Append('\n');
            }
        }
    }

    private static bool IsTall(Node node) => node switch
    {
        Mapping m => m.IsTall && m.Entries.Length > 0,
        Sequence s => s.IsTall && s.Items.Length > 0,
        _ => false,
    };

    private static void Flow(StringBuilder text, Node node)
    {
        switch (node)
        {
            case Scalar s: Word(text, s); break;
            case Sequence s: text.Append('['); Joined(text, s.Items, (t, item) => Flow(t, item)); text.Append(']'); break;
            case Mapping { Entries.Length: 0 }: text.Append("{}"); break;
            case Mapping m: text.Append("{ "); Joined(text, m.Entries, FlowEntry); text.Append(" }"); break;
        }
    }

    private static void FlowEntry(StringBuilder text, Entry entry)
    {
        Flow(text, entry.Key);
        text.Append(": ");
        Flow(text, entry.Value);
    }

    private static void Joined<T>(StringBuilder text, IEnumerable<T> items, Action<StringBuilder, T> print)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(", ");
            first = false;
            print(text, item);
        }
    }

    private static void Word(StringBuilder text, Scalar scalar)
    {
        if (scalar.IsPlain || (Safe().IsMatch(scalar.Text) && ScalarKinds.Of(scalar.Text) == ScalarKind.Text)) text.Append(scalar.Text);
        else Quoted(text, scalar.Text);
    }

    private static void Quoted(StringBuilder text, string word)
    {
        text.Append('"');
        foreach (var c in word)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                >= ' ' and <= '~' => text.Append(c),
                <= '\xff' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                '\u2028' or '\u2029' or '\ufeff' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    // What no reader takes for punctuation, on one line or inside brackets.
    [GeneratedRegex(@"^[A-Za-z0-9_$/]([A-Za-z0-9_$/.+|()'-]| (?=[^ ]))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Safe();
}
