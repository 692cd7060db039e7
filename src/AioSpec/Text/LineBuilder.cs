using System.Globalization;

namespace AioSpec.Text;

/// <summary>Collects printed text. Long lists go on in a next line, so that no line comes near the readers' bound.</summary>
internal sealed partial class LineBuilder
{
    private const int BreakAfter = 8192;

    private char[] _text = new char[256];
    private int _length;
    private int _lineStart;

    public ReadOnlySpan<char> Span => _text.AsSpan(0, _length);

    public override string ToString() => new(_text, 0, _length);

    public void Clear() => (_length, _lineStart) = (0, 0);

    public LineBuilder Char(char c)
    {
        Room(1)[0] = c;
        _length++;
        return this;
    }

    public LineBuilder Text(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
        return this;
    }

    public LineBuilder Number(long value)
    {
        value.TryFormat(Room(20), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    public LineBuilder Number(ulong value)
    {
        value.TryFormat(Room(20), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    public LineBuilder Hex(uint value, int digits)
    {
        for (var shift = (digits - 1) * 4; shift >= 0; shift -= 4) Char("0123456789abcdef"[(int)(value >> shift) & 15]);
        return this;
    }

    /// <summary>Between two elements of a list.</summary>
    public LineBuilder Comma() => Break(',');

    /// <summary>Between two pieces of a Data.</summary>
    public LineBuilder Plus() => Char(' ').Break('+');

    public LineBuilder NewLine()
    {
        Char('\n');
        _lineStart = _length;
        return this;
    }

    private LineBuilder Break(char separator)
    {
        Char(separator);
        return _length - _lineStart > BreakAfter ? NewLine().Text("    ") : Char(' ');
    }

    private Span<char> Room(int count)
    {
        if (_length + count > _text.Length) Array.Resize(ref _text, Math.Max(_length + count, _text.Length * 2));
        return _text.AsSpan(_length);
    }
}
