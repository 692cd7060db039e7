namespace AioSpec.Text;

/// <summary>
/// Gives the lines of a file one by one without those that are blank or a comment. A line that ends in a comma or a plus goes on
/// in the next line; both are given as one. Holds one line in memory.
/// </summary>
internal sealed class LineReader(TextReader reader, string file)
{
    private readonly Source _source = new(file);
    private char[] _buffer = new char[1 << 14];
    private int _start;
    private int _length;
    private int _filled;
    private int _lines;
    private bool _hasLine;

    /// <summary>The number of the line that <see cref="Next"/> found, from 1; of a joined line that of its first.</summary>
    public int Number { get; private set; }

    /// <summary>The line, without what is blank at its end.</summary>
    public ReadOnlySpan<char> Line => _buffer.AsSpan(_start, _length).TrimEnd(" \t\r\n");

    /// <summary>A cursor at the start of the line; of use until the next line is asked for.</summary>
    public Cursor Cursor => new(_source, Line, Number);

    /// <summary>Goes to the next line, or stays where <see cref="Keep"/> said. False at the end of the file.</summary>
    public bool Next()
    {
        if (_hasLine) { _hasLine = false; return true; }
        do
        {
            _start += _length;
            _length = 0;
            if (!Append()) return false;
            Number = _lines;
        }
        while (IsBlankOrComment(Line));
        while (Continues(Line) && Append()) { }
        return true;
    }

    /// <summary>The next <see cref="Next"/> gives this line again.</summary>
    public void Keep() => _hasLine = true;

    /// <summary>An error at the place behind the last line.</summary>
    public TextFormatError AtEndOfFile(string expected) => new(file, _lines + 1, 1, $"expected {expected}, found the end of the file");

    // Makes the line longer by the next line of the file, with its line break, if there is one.
    private bool Append()
    {
        var from = _start + _length;
        var at = from;
        while (true)
        {
            var found = _buffer.AsSpan(at, _filled - at).IndexOf('\n');
            at = found < 0 ? _filled : at + found + 1;
            CheckLength(at - from);
            if (found >= 0) break;
            var moved = _start;
            var isMore = Fill();
            (from, at) = (from - moved, at - moved);
            if (!isMore) break;
        }

        _length = at - _start;
        if (at == from) return false;
        _lines++;
        if (_lines == 1 && _buffer[_start] == '\uFEFF') (_start, _length) = (_start + 1, _length - 1);
        return true;
    }

    private void CheckLength(int length)
    {
        if (length > TextBounds.LineLength)
        {
            throw new TextFormatError(file, _lines + 1, 1, $"a line of more than {TextBounds.LineLength} characters; expected a line break");
        }

        if (_length > TextBounds.JoinedLength)
        {
            throw new TextFormatError(file, Number, 1, $"lines of more than {TextBounds.JoinedLength} characters that continue each other");
        }
    }

    // Moves what is still needed to the front and reads more behind it.
    private bool Fill()
    {
        _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
        (_filled, _start) = (_filled - _start, 0);
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var count = reader.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += count;
        return count > 0;
    }

    private static bool IsBlankOrComment(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(" \t");
        return text.IsEmpty || text[0] == '#';
    }

    private static bool Continues(ReadOnlySpan<char> line) => !line.IsEmpty && line[^1] is ',' or '+';
}
