using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// The text form of <see cref="Latency"/>: <c>fixed 5ms</c>, <c>uniform 1ms 5ms</c>, <c>exponential 1ms</c>,
/// <c>lognormal 1ms 500</c>, <c>percentiles 50%=1ms 99.9%=20ms</c>.
/// </summary>
internal static class LatencyText
{
    private static readonly string[] s_kinds = ["fixed", "uniform", "exponential", "lognormal", "percentiles"];

    public static LineBuilder Print(LineBuilder b, Latency latency)
    {
        b.Text(s_kinds[(int)latency.Kind]);
        if (latency.Kind == LatencyKind.Percentiles) return Points(b, latency.Points);
        b.Char(' ').Duration(latency.A);
        return latency.Kind switch
        {
            LatencyKind.Uniform => b.Char(' ').Duration(latency.B),
            LatencyKind.LogNormal => b.Char(' ').Number(latency.B),
            _ => b,
        };
    }

    public static Latency Read(ref Cursor c)
    {
        var kind = (LatencyKind)c.Choice("distribution", s_kinds);
        if (kind == LatencyKind.Percentiles) return new Latency(kind, 0) { Points = ReadPoints(ref c) };
        var a = c.Length();
        return kind switch
        {
            LatencyKind.Uniform => new Latency(kind, a, Upper(ref c, a)),
            LatencyKind.LogNormal => new Latency(kind, a, c.Long("sigma in thousandths", 0, int.MaxValue)),
            _ => new Latency(kind, a),
        };
    }

    private static long Upper(ref Cursor c, long lower)
    {
        var at = c.Here;
        var upper = c.Length();
        return upper >= lower ? upper : throw c.Error(at, "the end of the range lies before its start; expected a longer duration");
    }

    private static LineBuilder Points(LineBuilder b, ImmutableArray<Percentile> points)
    {
        foreach (var point in points)
        {
            b.Char(' ').Number(point.Permyriad / 100);
            var hundredths = point.Permyriad % 100;
            if (hundredths != 0) b.Char('.').Number(hundredths / 10);
            if (hundredths % 10 != 0) b.Number(hundredths % 10);
            b.Text("%=").Duration(point.Nanoseconds);
        }

        return b;
    }

    private static ImmutableArray<Percentile> ReadPoints(ref Cursor c)
    {
        var points = ImmutableArray.CreateBuilder<Percentile>();
        do
        {
            var at = c.Here;
            var permyriad = c.Permyriad();
            c.Expect('%');
            c.Expect('=');
            var point = new Percentile(permyriad, c.Length());
            var isHigher = points.Count == 0 || (point.Permyriad > points[^1].Permyriad && point.Nanoseconds >= points[^1].Nanoseconds);
            if (!isHigher) throw c.Error(at, "a percentile that is not above the one before it; expected them ascending");
            points.Add(point);
        }
        while (c.IsNumberNext());
        return points.DrainToImmutable();
    }
}
