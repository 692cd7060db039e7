namespace AioSim.Device;

/// <summary>
/// Draws of distributions in integers. Fixed-point numbers are in units of 2^-32; products are taken in 128 bits. What
/// is not exact is the interpolation in the tables, which is off by less than one part in ten thousand.
/// </summary>
internal static class Distribution
{
    /// <summary>No latency is longer, in nanoseconds: 36 years, so that a due time does not overflow.</summary>
    public const long Most = 1L << 60;

    /// <summary>Rows of a table for an interval that is halved no further.</summary>
    public const int Steps = 1024;

    /// <summary>Octaves of <see cref="NormalTable"/>: what is rarer than one in 2^41 at one end is taken as that.</summary>
    public const int Octaves = 40;

    /// <summary>Rows of <see cref="NormalTable"/> an octave.</summary>
    public const int StepsPerOctave = 32;

    /// <summary>The natural logarithm of 2, in units of 2^-64.</summary>
    public const ulong Ln2 = 0xB17217F7D1CF79AC;

    /// <summary>A thousandth of the logarithm of e to the base 2, in units of 2^-64.</summary>
    public const ulong ThousandthOfLog2E = 26613026195688645;

    /// <summary>
    /// The exponential distribution: -ln(p) of an even p, which is so many halvings and the logarithm of what is left
    /// between 1 and 2, so that the tail is as fine as the head.
    /// </summary>
    public static long Exponential(long mean, ulong word)
    {
        var halvings = UInt64.LeadingZeroCount(word | 1);
        var fraction = word << (int)halvings << 1;
        var logarithm = ((long)(halvings + 1) << 32) - Interpolate(Log2Table.Values, fraction >> 54, fraction << 10);
        var natural = Math.BigMul((ulong)logarithm, Ln2, out _);
        return Rounded((UInt128)(ulong)mean * natural, 32);
    }

    /// <summary>The log-normal distribution: the median times e to the power of sigma times a normal z.</summary>
    public static long LogNormal(long median, long sigmaThousandths, ulong word)
    {
        var magnitude = (ulong)HalfNormal(word >> 1) * (ulong)sigmaThousandths;
        var exponent = (long)Math.BigMul(magnitude, ThousandthOfLog2E, out _);
        if ((word & 1) == 1) exponent = -exponent;
        var mantissa = (1L << 32) + Interpolate(Exp2Table.Values, (ulong)exponent << 32 >> 54, (ulong)exponent << 42);
        return Scaled((UInt128)(ulong)median * (ulong)mantissa, (int)(exponent >> 32) - 32);
    }

    /// <summary>
    /// How far out of the middle of the normal distribution an even draw of 63 bits lies: z of p = draw / 2^64 from 0 to 1/2.
    /// </summary>
    private static long HalfNormal(ulong draw)
    {
        var octave = (int)UInt64.LeadingZeroCount(draw) - 1;
        if (octave >= Octaves) return NormalTable.Values[^1];
        var below = ~(draw << octave << 2);
        var row = ((ulong)octave * StepsPerOctave) + (below >> 59);
        return Interpolate(NormalTable.Values, row, below << 5);
    }

    /// <summary>The value between a row and the next, as far from it as the fraction says, in units of 2^-64.</summary>
    private static long Interpolate(ReadOnlySpan<long> table, ulong row, ulong fraction)
    {
        var (from, to) = (table[(int)row], table[(int)row + 1]);
        return from + (long)Math.BigMul((ulong)(to - from), fraction, out _);
    }

    private static long Scaled(UInt128 value, int shift)
    {
        if (shift <= 0) return shift < -126 ? 0 : Rounded(value, -shift);
        return shift > 60 || value > (UInt128)Most >> shift ? Most : (long)(value << shift);
    }

    /// <summary>The value over 2^shift, to the nearest, and at most <see cref="Most"/>.</summary>
    private static long Rounded(UInt128 value, int shift)
    {
        var rounded = shift == 0 ? value : ((value >> (shift - 1)) + 1) >> 1;
        return rounded > (UInt128)Most ? Most : (long)rounded;
    }
}
