using System.Globalization;
using System.Text;
using AioSim.Device;

namespace AioSim.Tests.Device;

/// <summary>
/// The program that made the tables in src/AioSim/Device: decimals of 28 digits and series that converge, rounded to units
/// of 2^-32, so that it prints the same tables on every machine. When a test says that a table differs, it has written
/// the text that this program prints beside itself; it is committed if the change was meant.
/// </summary>
internal static class LatencyTableGenerator
{
    private const decimal Unit = 4294967296m;
    private const decimal RootOfTwoPi = 2.5066282746310005024157652848m;

    private static readonly decimal Ln2 = Ln(2);

    /// <summary>log2(1 + i/1024).</summary>
    public static long[] Log2() => Rows(Distribution.Steps, i => Ln(1 + ((decimal)i / Distribution.Steps)) / Ln2);

    /// <summary>2^(i/1024) - 1.</summary>
    public static long[] Exp2() => Rows(Distribution.Steps, i => Exp(Ln2 * i / Distribution.Steps) - 1);

    /// <summary>The z that a normal variable exceeds with p = 2^-(k+1) (1 - j/64), where k and j are quotient and remainder of i by 32.</summary>
    public static long[] Normal()
    {
        var z = 0m;
        return Rows(Distribution.Octaves * Distribution.StepsPerOctave, i =>
        {
            var (octave, step) = int.DivRem(i, Distribution.StepsPerOctave);
            var scale = (decimal)(1L << (octave + 1)) * 2 * Distribution.StepsPerOctave;
            return z = NormalQuantile(((2 * Distribution.StepsPerOctave) - step) / scale, z);
        });
    }

    /// <summary>The natural logarithm of 2 in units of 2^-64.</summary>
    public static ulong Ln2InUnits() => (ulong)decimal.Round(Ln2 * Unit * Unit);

    /// <summary>A thousandth of log2(e) in units of 2^-64.</summary>
    public static ulong ThousandthOfLog2EInUnits() => (ulong)decimal.Round(Unit * Unit / Ln2 / 1000);

    /// <summary>The source file of a table.</summary>
    public static string Render(string name, string summary, long[] values)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"namespace AioSim.Device;\n\n/// <summary>{summary} Printed by LatencyTableGenerator.</summary>\n");
        text.Append(CultureInfo.InvariantCulture, $"internal static class {name}\n{{\n    /// <summary>The rows, in units of 2^-32.</summary>\n");
        text.Append("    public static ReadOnlySpan<long> Values =>\n    [\n");
        foreach (var row in values.Chunk(10))
        {
            text.Append("        ").AppendJoin(", ", row.Select(value => value.ToString(CultureInfo.InvariantCulture))).Append(",\n");
        }

        return text.Append("    ];\n}\n").ToString();
    }

    private static long[] Rows(int last, Func<int, decimal> value) =>
        [.. Enumerable.Range(0, last + 1).Select(i => (long)decimal.Round(value(i) * Unit))];

    /// <summary>ln x = 2 artanh((x-1)/(x+1)), for x from 1 to 2.</summary>
    private static decimal Ln(decimal x)
    {
        var ratio = (x - 1) / (x + 1);
        var (sum, power) = (0m, ratio);
        for (var n = 1; power != 0; n += 2, power *= ratio * ratio) sum += power / n;
        return 2 * sum;
    }

    /// <summary>e^x by its series, for x halved until it is small.</summary>
    private static decimal Exp(decimal x)
    {
        if (x > 1)
        {
            var half = Exp(x / 2);
            return half * half;
        }

        var (sum, term) = (1m, 1m);
        for (var n = 1; term != 0; n++) sum += term *= x / n;
        return sum;
    }

    /// <summary>Newton's method on the tail of the normal distribution, from a start that is less than the answer.</summary>
    public static decimal NormalQuantile(decimal p, decimal z)
    {
        for (var i = 0; i < 50; i++)
        {
            var inverseDensity = RootOfTwoPi * Exp(z * z / 2);
            var change = ((0.5m - (CentralSeries(z) / inverseDensity)) - p) * inverseDensity;
            z += change;
            if (Math.Abs(change) < 1e-14m) return z;
        }

        throw new InvalidOperationException("Newton's method did not converge.");
    }

    /// <summary>The probability between 0 and z over the density at z: z + z^3/3 + z^5/(3*5) + ...</summary>
    private static decimal CentralSeries(decimal z)
    {
        var (sum, term) = (0m, z);
        for (var n = 3; term > 1e-28m; n += 2)
        {
            sum += term;
            term *= z * z / n;
        }

        return sum;
    }
}
