using System.Collections.Immutable;
using AioSim.Chance;
using AioSpec.Programs;

namespace AioSim.Device;

/// <summary>
/// Draws latencies of a <see cref="Latency"/>, in integers only: the same draws on every machine. A draw takes one word of
/// the generator (an even one now and then a second), a fixed latency none. Nothing is longer than 2^60 ns, 36 years.
/// </summary>
public sealed class LatencySampler
{
    private const int WholePermyriad = 10_000;
    private const long MostSigmaThousandths = 100_000;

    private readonly LatencyKind _kind;
    private readonly long _a;
    private readonly long _b;
    private readonly ImmutableArray<Percentile> _points;

    /// <summary>A sampler of this distribution.</summary>
    /// <exception cref="ArgumentException">The distribution cannot be: a time is negative, a table does not ascend.</exception>
    public LatencySampler(Latency latency)
    {
        Check(latency);
        _kind = latency.Kind;
        _a = Math.Min(latency.A, Distribution.Most);
        _b = _kind == LatencyKind.Uniform ? Math.Min(latency.B, Distribution.Most) : latency.B;
        _points = latency.Points;
    }

    /// <summary>The latency where it is always the same, else null. In nanoseconds.</summary>
    public long? Fixed => _kind == LatencyKind.Fixed ? _a : null;

    /// <summary>Draws a latency, in nanoseconds.</summary>
    public long Sample(ref Prng prng) => _kind switch
    {
        LatencyKind.Fixed => _a,
        LatencyKind.Uniform => _a + prng.Below(_b - _a + 1),
        LatencyKind.Exponential => Distribution.Exponential(_a, prng.Next()),
        LatencyKind.LogNormal => Distribution.LogNormal(_a, _b, prng.Next()),
        _ => AtPercentile(prng.Next()),
    };

    /// <summary>Between two points of the table the latency is interpolated; before the first and after the last it is theirs.</summary>
    private long AtPercentile(ulong word)
    {
        var permyriad = (int)Math.BigMul(word, WholePermyriad, out var fraction);
        var next = 0;
        while (next < _points.Length && _points[next].Permyriad <= permyriad) next++;
        if (next == 0) return Math.Min(_points[0].Nanoseconds, Distribution.Most);
        if (next == _points.Length) return Math.Min(_points[^1].Nanoseconds, Distribution.Most);
        var (from, to) = (_points[next - 1], _points[next]);
        var within = ((UInt128)(ulong)(permyriad - from.Permyriad) << 32) | (fraction >> 32);
        var whole = (UInt128)(ulong)(to.Permyriad - from.Permyriad) << 32;
        var rise = (((UInt128)(ulong)(to.Nanoseconds - from.Nanoseconds) * within) + (whole / 2)) / whole;
        return Math.Min(from.Nanoseconds + (long)rise, Distribution.Most);
    }

    private static void Check(Latency latency)
    {
        var wrong = latency.Kind switch
        {
            LatencyKind.Percentiles => latency.Points.IsDefaultOrEmpty ? "A table of percentiles needs a point." : Fault(latency.Points),
            _ when latency.A < 0 || latency.B < 0 => "A latency is not negative.",
            LatencyKind.Uniform when latency.B < latency.A => "The most is not less than the least.",
            LatencyKind.LogNormal when latency.B > MostSigmaThousandths => "Sigma is at most 100,000 thousandths.",
            _ => null,
        };
        if (wrong is not null) throw new ArgumentException(wrong, nameof(latency));
    }

    private static string? Fault(ImmutableArray<Percentile> points)
    {
        if (points[0].Nanoseconds < 0) return "A latency is not negative.";
        if (points[0].Permyriad < 0 || points[^1].Permyriad > WholePermyriad) return "A percentile lies between 0 and 10,000.";
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i].Permyriad <= points[i - 1].Permyriad) return "Percentiles ascend.";
            if (points[i].Nanoseconds < points[i - 1].Nanoseconds) return "The latencies of ascending percentiles do not descend.";
        }

        return null;
    }
}
