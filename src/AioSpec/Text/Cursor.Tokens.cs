using System.Collections.Immutable;
using System.Globalization;

namespace AioSpec.Text;

/// <summary>The tokens that several records share; each has its printer in LineBuilder.Tokens.cs.</summary>
internal ref partial struct Cursor
{
    /// <summary>Looks at the next word (letters, digits, <c>_</c> and <c>-</c>) and leaves it; empty where none is.</summary>
    public ReadOnlySpan<char> PeekWord()
    {
        Blanks();
        var end = _at;
        if (end < _text.Length && (char.IsAsciiLetter(_text[end]) || _text[end] == '_'))
        {
            while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '-')) end++;
        }

        return _text[_at..end];
    }

    public ReadOnlySpan<char> Word(string expected)
    {
        var word = PeekWord();
        if (word.IsEmpty) throw Unexpected(expected);
        _at += word.Length;
        return word;
    }

    public bool TakeWord(string word)
    {
        if (!PeekWord().SequenceEqual(word)) return false;
        _at += word.Length;
        return true;
    }

    /// <summary>One of these words; returns its index.</summary>
    public int Choice(string what, params string[] known)
    {
        var at = Here;
        var word = Word(what);
        for (var i = 0; i < known.Length; i++)
        {
            if (word.SequenceEqual(known[i])) return i;
        }

        throw Unknown(at, word, what, known);
    }

    /// <summary>
    /// A named member, <c>name=</c>, or a flag, one of <paramref name="known"/> (which are written with their <c>=</c>);
    /// returns its index. Each may come once.
    /// </summary>
    public int Key(ref uint seen, params string[] known)
    {
        var at = Here;
        var word = PeekWord();
        if (word.IsEmpty) throw Unexpected("one of " + string.Join(", ", known));
        _at += word.Length;
        var hasValue = Take('=');
        for (var i = 0; i < known.Length; i++)
        {
            var name = known[i].AsSpan();
            if (name.EndsWith('=') != hasValue || !word.SequenceEqual(name.TrimEnd('='))) continue;
            if ((seen & (1u << i)) != 0) throw Error(at, $"'{known[i]}' stands here for the second time; expected it once");
            seen |= 1u << i;
            return i;
        }

        throw Unknown(at, hasValue ? $"{word}=" : word, "member", known);
    }

    /// <summary>Whether <c>word=</c> comes next.</summary>
    public bool IsKeyNext()
    {
        var word = PeekWord();
        return !word.IsEmpty && _text[(_at + word.Length)..].TrimStart(" \t\r\n").StartsWith('=');
    }

    public static bool IsPlainName(string name)
    {
        if (name.Length == 0 || name is "NULL" or "-") return false;
        foreach (var c in name)
        {
            if (!IsNameChar(c)) return false;
        }

        return true;
    }

    /// <summary>A name of the program's, plain or quoted.</summary>
    public string Name(string what)
    {
        if (Peek() == '"') return QuotedText();
        var end = _at;
        while (end < _text.Length && IsNameChar(_text[end])) end++;
        var name = _text[_at..end];
        if (name.IsEmpty || name.SequenceEqual("-") || name.SequenceEqual("NULL")) throw Unexpected(what);
        _at = end;
        return _source.Names.Get(name);
    }

    /// <summary>Takes a dash that stands alone.</summary>
    public bool TakeDash()
    {
        if (Peek() != '-' || (_at + 1 < _text.Length && IsNameChar(_text[_at + 1]))) return false;
        _at++;
        return true;
    }

    public string? NameOrNull(string what) => TakeWord("NULL") ? null : Name(what + " or NULL");

    public Fd Fd()
    {
        if (Take('$')) return AioSpec.Fd.Variable(Name("the name of a variable"));
        if (Peek() is not ('-' or (>= '0' and <= '9'))) throw Unexpected("a descriptor: its number, or $ and a variable");
        return new Fd(Int("a descriptor"));
    }

    public SigVal SigVal()
    {
        if (Take('&')) return AioSpec.SigVal.To(Name("the name of what is pointed to"));
        return new SigVal(Int("a value: an integer, or & and a name"));
    }

    public Signo Signal()
    {
        var at = Here;
        if (IsNumberNext()) return new Signo(Int("a signal"));
        var length = Word("a signal").Length;
        if (_at < _text.Length && _text[_at] == '+')
        {
            do _at++; while (_at < _text.Length && char.IsAsciiDigit(_text[_at]));
            length = _at - at;
        }

        var name = _source.Names.Get(_text.Slice(at, length));
        if (Signo.TryParse(name, out var signo)) return signo;
        throw Unknown(at, name, "signal", [.. Signo.Names]);
    }

    public ImmutableArray<Signo> Signals()
    {
        var set = ImmutableArray.CreateBuilder<Signo>();
        Expect('[');
        if (Take(']')) return [];
        do set.Add(Signal()); while (TakeComma());
        Expect(']');
        return set.DrainToImmutable();
    }

    public long Duration()
    {
        var at = Here;
        var end = at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '-' or '.')) end++;
        if (!Durations.TryParse(_text[at..end], out var nanoseconds)) throw Unexpected(Durations.Expected);
        _at = end;
        return nanoseconds;
    }

    /// <summary>A duration that is not negative.</summary>
    public long Length()
    {
        var at = Here;
        var length = Duration();
        return length >= 0 ? length : throw Error(at, "expected a duration that is not negative");
    }

    public Timespec Timespec()
    {
        if (TakeWord("timespec"))
        {
            Expect('(');
            var seconds = Long("seconds");
            Comma();
            var time = new Timespec(seconds, Long("nanoseconds"));
            Expect(')');
            return time;
        }

        var at = Here;
        var nanoseconds = Duration();
        return nanoseconds >= 0
            ? AioSpec.Timespec.FromNanoseconds(nanoseconds)
            : throw Error(at, "a negative duration; expected timespec(SECONDS, NANOSECONDS)");
    }

    /// <summary>The name of a constant, or any number.</summary>
    public T Constant<T>(NameTable<T> names, string what)
        where T : struct, Enum
    {
        if (IsNumberNext()) return NameTable<T>.Value(Int(what));
        var at = Here;
        var word = Word(what);
        return names.TryParse(word, out var value) ? value : throw Unknown(at, word, what, names.Names);
    }

    public OpenFlags OpenFlags()
    {
        var flags = 0;
        do
        {
            if (Take("0x")) flags |= unchecked((int)HexNumber());
            else flags |= (int)Constant(Words.OpenFlags, "open flag");
        }
        while (Take('|'));
        return (OpenFlags)flags;
    }

    private uint HexNumber()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiHexDigit(_text[end])) end++;
        if (!uint.TryParse(_text[_at..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Unexpected("up to eight hexadecimal digits");
        }

        _at = end;
        return value;
    }

    private static bool IsNameChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/' or '@';
}
