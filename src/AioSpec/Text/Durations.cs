using System.Globalization;

namespace AioSpec.Text;

/// <summary>Lengths of time in text: an integer and its unit, <c>3s</c>, <c>1500ms</c>, <c>7us</c>, <c>-1ns</c>.</summary>
public static class Durations
{
    /// <summary>What a duration looks like, for messages.</summary>
    public const string Expected = "a duration such as 3s, 500ms, 20us or 7ns";

    private static readonly (string Unit, long Nanoseconds)[] s_units =
        [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("ns", 1)];

    /// <summary>Prints so many nanoseconds in the largest unit that is exact.</summary>
    public static string Print(long nanoseconds)
    {
        var (unit, scale) = UnitOf(nanoseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / scale}{unit}");
    }

    /// <summary>Reads a duration. False where it is not one, or does not fit 64 bits of nanoseconds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var digits = text.Length;
        while (digits > 0 && char.IsAsciiLetter(text[digits - 1])) digits--;
        if (!long.TryParse(text[..digits], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)) return false;
        if (!TryScale(text[digits..], out var scale)) return false;
        if (count > long.MaxValue / scale || count < long.MinValue / scale) return false;
        nanoseconds = count * scale;
        return true;
    }

    /// <summary>The largest unit in which this is an integer.</summary>
    internal static (string Unit, long Nanoseconds) UnitOf(long nanoseconds)
    {
        foreach (var unit in s_units)
        {
            if (nanoseconds % unit.Nanoseconds == 0) return unit;
        }

        return s_units[^1];
    }

    private static bool TryScale(ReadOnlySpan<char> given, out long scale)
    {
        foreach (var (unit, nanoseconds) in s_units)
        {
            if (given.SequenceEqual(unit)) { scale = nanoseconds; return true; }
        }

        scale = 0;
        return false;
    }
}
