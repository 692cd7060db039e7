using System.Globalization;

namespace AioSpec.Text;

/// <summary>Numbers: decimal, without a plus or leading zeros of another base.</summary>
internal ref partial struct Cursor
{
    public bool IsNumberNext() => Peek() is '-' or (>= '0' and <= '9');

    public long Long(string what) => Long(what, long.MinValue, long.MaxValue);

    public int Int(string what) => (int)Long(what, int.MinValue, int.MaxValue);

    public int Int(string what, int least) => (int)Long(what, least, int.MaxValue);

    /// <summary>An integer from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public long Long(string what, long least, long most)
    {
        var digits = Digits(what, mayBeNegative: true);
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
        {
            _at += digits.Length;
            return value;
        }

        throw OutOfRange(digits, least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));
    }

    public ulong ULong(string what)
    {
        var digits = Digits(what, mayBeNegative: false);
        if (!ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            throw OutOfRange(digits, "0", ulong.MaxValue.ToString(CultureInfo.InvariantCulture));
        }

        _at += digits.Length;
        return value;
    }

    /// <summary>A byte: <c>0xff</c>, or a number up to 255.</summary>
    public byte Byte()
    {
        var at = Here;
        var value = Take("0x") ? HexNumber() : (uint)Long("a byte such as 0x00", 0, 255);
        return value <= 255 ? (byte)value : throw Error(at, "a byte above 0xff; expected 0x00 to 0xff");
    }

    /// <summary>A percentage with up to two decimals, in hundredths of a percent.</summary>
    public int Permyriad()
    {
        var at = Here;
        var permyriad = Int("a percentage such as 99.9", 0) * 100L;
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            var digits = Digits("one or two decimals", mayBeNegative: false);
            if (digits.Length > 2) throw Unexpected("one or two decimals");
            permyriad += (digits[0] - '0') * 10 + (digits.Length == 2 ? digits[1] - '0' : 0);
            _at += digits.Length;
        }

        return permyriad <= 10_000 ? (int)permyriad : throw Error(at, "a percentage above 100; expected one such as 99.9");
    }

    private ReadOnlySpan<char> Digits(string what, bool mayBeNegative)
    {
        Blanks();
        var first = _at;
        if (mayBeNegative && first < _text.Length && _text[first] == '-') first++;
        var end = first;
        while (end < _text.Length && char.IsAsciiDigit(_text[end])) end++;
        if (end == first) throw Unexpected(what);
        return _text[_at..end];
    }

    private readonly TextFormatError OutOfRange(ReadOnlySpan<char> digits, string least, string most) =>
        Error(_at, $"'{Shown(digits)}' is out of range; expected an integer from {least} to {most}");
}
