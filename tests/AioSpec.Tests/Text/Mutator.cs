namespace AioSpec.Tests.Text;

/// <summary>Damages texts of a corpus: the same seed gives the same text, on every version of .NET.</summary>
internal sealed class Mutator(string[] corpus, ulong seed)
{
    private static readonly string[] s_tokens =
    [
        "-1", "0", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "2147483648", "1e9", "0x", "\\x", "\\u12", "\"",
        "(", ")", "[", "]", "{}", "=", "==", "->", "$", "&", "@", "|", ",\n", "+\n", "+", "\n", "\r\n", "\t", " ", "  ", "#", "---\n", "\0",
        "\u00e9", "\ud800", "NULL", "- ", ">", "<", "!", "*", ".", "x", "otherwise\n", "when flag(f)\n", "fill(0x00, 1099511627776)",
        "tag(1, 1099511627776, from=1152921504606846976)", "timespec(", "SIGRTMIN+", "3s", "3", "garbage",
    ];

    private ulong _state = (seed * 0x9E3779B97F4A7C15) + 0x2545F4914F6CDD1D;

    /// <summary>A text of the corpus with one or two faults.</summary>
    public string Next()
    {
        var text = Pick(corpus);
        for (var faults = 1 + Below(2); faults > 0; faults--) text = Damage(text);
        return text;
    }

    private string Damage(string text)
    {
        var at = Below(text.Length + 1);
        var rest = Below(Math.Min(text.Length - at, 60) + 1);
        return Below(7) switch
        {
            0 when at < text.Length => string.Concat(text.AsSpan(0, at), ((char)(text[at] ^ (1 << Below(8)))).ToString(), text.AsSpan(at + 1)),
            1 => text.Remove(at, rest),
            2 => text.Insert(at, text.Substring(at, rest)),
            3 => text.Remove(at, rest).Insert(at, Piece(Pick(corpus))),
            4 when Below(4) == 0 => text[..at],
            5 => text.Insert(at, string.Concat(Enumerable.Repeat(Pick(s_tokens), 1 + Below(3)))),
            _ => text.Remove(at, rest).Insert(at, Pick(s_tokens)),
        };
    }

    private string Piece(string text)
    {
        var at = Below(text.Length + 1);
        return text.Substring(at, Below(Math.Min(text.Length - at, 200) + 1));
    }

    private string Pick(string[] texts) => texts[Below(texts.Length)];

    private int Below(int bound)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 33) % (ulong)bound);
    }
}
