using System.Globalization;

namespace AioCli.Drawing;

/// <summary>Virtual time for people.</summary>
internal static class Times
{
    private static readonly (string Unit, long Nanoseconds)[] s_units = [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("ns", 1)];

    /// <summary>Exactly, in the largest unit that gives at least 1: <c>3.002s</c>, <c>20us</c>, <c>0s</c>.</summary>
    public static string Text(long nanoseconds)
    {
        var (unit, scale) = nanoseconds == 0 ? s_units[0] : s_units.First(u => nanoseconds >= u.Nanoseconds || u.Nanoseconds == 1);
        return (nanoseconds / (decimal)scale).ToString("0.#########", CultureInfo.InvariantCulture) + unit;
    }
}
