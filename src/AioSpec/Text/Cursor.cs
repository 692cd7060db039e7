namespace AioSpec.Text;

/// <summary>What all cursors of one file share.</summary>
internal sealed class Source(string file)
{
    public string File { get; } = file;

    public NamePool Names { get; } = new();
}

/// <summary>
/// Reads tokens from one line, which may go on over line breaks after a comma or a plus. Each reader of a token skips the
/// blanks before it and throws <see cref="TextFormatError"/> at the place of what it does not understand.
/// </summary>
internal ref partial struct Cursor
{
    private readonly ReadOnlySpan<char> _text;
    private readonly Source _source;
    private readonly int _line;
    private readonly int _column;
    private int _at;

    /// <param name="source">The file.</param>
    /// <param name="text">The line.</param>
    /// <param name="line">Its number.</param>
    /// <param name="column">The column of its first character.</param>
    public Cursor(Source source, ReadOnlySpan<char> text, int line, int column = 1)
    {
        _source = source;
        _text = text;
        _line = line;
        _column = column;
    }

    /// <summary>The next character that is not blank; NUL at the end, which no format has.</summary>
    public char Peek()
    {
        Blanks();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    public bool AtEnd
    {
        get
        {
            Blanks();
            return _at == _text.Length;
        }
    }

    /// <summary>The place of the next token.</summary>
    public int Here
    {
        get
        {
            Blanks();
            return _at;
        }
    }

    public bool Take(char c)
    {
        if (Peek() != c || _at == _text.Length) return false;
        _at++;
        return true;
    }

    public void Expect(char c)
    {
        if (!Take(c)) throw Unexpected($"'{c}'");
    }

    public bool TakeComma() => Take(',');

    public void Comma() => Expect(',');

    /// <summary>Takes these characters if they come next.</summary>
    public bool Take(string symbol)
    {
        Blanks();
        if (!_text[_at..].StartsWith(symbol)) return false;
        _at += symbol.Length;
        return true;
    }

    /// <summary>Nothing may follow.</summary>
    public void End()
    {
        if (!AtEnd) throw Unexpected("the end of the line");
    }

    /// <summary>An error at the next token: it is not what is expected.</summary>
    public TextFormatError Unexpected(string expected)
    {
        Blanks();
        return Error(_at, $"expected {expected}, found {Found()}");
    }

    /// <summary>An error about a word that is not one of those that can stand there.</summary>
    public TextFormatError Unknown(int at, ReadOnlySpan<char> given, string what, IReadOnlyCollection<string> known)
    {
        const int FewEnoughToList = 12;
        var word = given.ToString();
        var expected = known.Count <= FewEnoughToList ? "one of " + string.Join(", ", known) : WithArticle(what);
        var nearest = Nearest.Word(word, known) is { } near ? $"; did you mean '{near}'?" : "";
        return Error(at, $"unknown {what} '{Shown(word)}'; expected {expected}{nearest}");
    }

    /// <summary>An error at this place.</summary>
    public readonly TextFormatError Error(int at, string problem)
    {
        var before = _text[..at];
        var breaks = before.Count('\n');
        var column = breaks == 0 ? _column + at : at - before.LastIndexOf('\n');
        return new TextFormatError(_source.File, _line + breaks, column, problem);
    }

    /// <summary>The place as a Program keeps it.</summary>
    public readonly Programs.SourcePlace Place(int at) => new(_source.File, _line, _column + at);

    private void Blanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\t' or '\r') _at++;
    }

    private readonly string Found()
    {
        const int Longest = 30;
        if (_at == _text.Length) return "the end of the line";
        var rest = _text[_at..];
        var length = 0;
        while (length < rest.Length && length < Longest && IsNameChar(rest[length])) length++;
        return $"'{Shown(rest[..Math.Max(length, 1)])}'";
    }

    private static string WithArticle(string what) => "aeiou".Contains(what[0], StringComparison.Ordinal) ? "an " + what : "a " + what;

    private static string Shown(ReadOnlySpan<char> text)
    {
        const int Longest = 40;
        var builder = new LineBuilder();
        foreach (var c in text[..Math.Min(text.Length, Longest)])
        {
            if (c is >= ' ' and < (char)0x7f) builder.Char(c);
            else if (c < 0x80) builder.Escaped((byte)c);
            else builder.Text("\\u").Hex(c, 4);
        }

        return builder.ToString();
    }
}
