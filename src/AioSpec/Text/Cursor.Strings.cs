using System.Globalization;

namespace AioSpec.Text;

/// <summary>Text in quotes: of characters for names and paths, of bytes for data.</summary>
internal ref partial struct Cursor
{
    /// <summary>A string of characters, with <c>\xNN</c> and <c>\uNNNN</c>.</summary>
    public string QuotedText()
    {
        var inside = Quoted();
        if (!inside.Contains('\\')) return _source.Names.Get(inside);
        var builder = new LineBuilder();
        var start = _at - inside.Length - 1;
        for (var i = 0; i < inside.Length;) builder.Char(Unescape(inside, ref i, start, mayBeWide: true));
        return builder.ToString();
    }

    /// <summary>A string of bytes: ASCII, and <c>\xNN</c> for all others.</summary>
    public byte[] QuotedBytes()
    {
        var inside = Quoted();
        var start = _at - inside.Length - 1;
        var wide = inside.IndexOfAnyExceptInRange('\0', (char)0x7f);
        if (wide >= 0) throw Error(start + wide, "a character outside ASCII in data; expected its bytes, each as \\xNN");
        var bytes = new byte[inside.Length];
        var count = 0;
        for (var i = 0; i < inside.Length;)
        {
            if (inside[i] != '\\') bytes[count++] = (byte)inside[i++];
            else bytes[count++] = (byte)Unescape(inside, ref i, start, mayBeWide: false);
        }

        return count == bytes.Length ? bytes : bytes[..count];
    }

    /// <summary>Pairs of hexadecimal digits.</summary>
    public byte[] HexBytes()
    {
        Blanks();
        var end = _at;
        while (end < _text.Length && char.IsAsciiHexDigit(_text[end])) end++;
        var digits = _text[_at..end];
        if (digits.Length % 2 != 0) throw Error(_at, "an odd number of hexadecimal digits; expected two for each byte");
        _at = end;
        return Convert.FromHexString(digits);
    }

    /// <summary>What stands between the quotes, still escaped.</summary>
    private ReadOnlySpan<char> Quoted()
    {
        Expect('"');
        var end = _at;
        while (end < _text.Length && _text[end] is not ('"' or < ' '))
        {
            end += _text[end] == '\\' && end + 1 < _text.Length ? 2 : 1;
        }

        if (end >= _text.Length || _text[end] != '"') throw NotClosed(Math.Min(end, _text.Length));
        var inside = _text[_at..end];
        _at = end + 1;
        return inside;
    }

    private readonly TextFormatError NotClosed(int end) => end == _text.Length || _text[end] == '\n'
        ? Error(_at - 1, "a string without an end; expected '\"' in the same line")
        : Error(end, $"a control character in a string; expected '{Shown(_text.Slice(end, 1))}'");

    private readonly char Unescape(ReadOnlySpan<char> inside, ref int i, int start, bool mayBeWide)
    {
        if (inside[i] != '\\') return inside[i++];
        var at = i++;
        switch (inside[i++])
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case '\\': return '\\';
            case '"': return '"';
            case 'x': return (char)HexDigits(inside, ref i, 2, start + at);
            case 'u' when mayBeWide: return (char)HexDigits(inside, ref i, 4, start + at);
            default:
                var known = mayBeWide ? "\\n \\r \\t \\\\ \\\" \\xNN \\uNNNN" : "\\n \\r \\t \\\\ \\\" \\xNN";
                throw Error(start + at, $"unknown escape '{Shown(inside.Slice(at, 2))}'; expected one of {known}");
        }
    }

    private readonly int HexDigits(ReadOnlySpan<char> inside, ref int i, int count, int at)
    {
        if (i + count > inside.Length
            || !int.TryParse(inside.Slice(i, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Error(at, $"expected {count} hexadecimal digits after '{Shown(inside.Slice(i - 2, 2))}'");
        }

        i += count;
        return value;
    }
}
