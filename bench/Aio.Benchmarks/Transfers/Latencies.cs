using System.Diagnostics;
using Aio.Benchmarks.Reporting;

namespace Aio.Benchmarks.Transfers;

/// <summary>How long each turn of one thread took, from before its first call to after its last result.</summary>
internal sealed class Latencies
{
    private readonly long[] _ticks = new long[1 << 17];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Notes a turn. Beyond what fits none are noted: by then there are enough.</summary>
    public void Add(long ticks)
    {
        if (_count < _ticks.Length) _ticks[_count++] = ticks;
    }

    /// <summary>The nanoseconds that half, and 99 of 100, stay below.</summary>
    public static (double Median, double Last) Of(IEnumerable<Latencies> all)
    {
        var sorted = all.SelectMany(one => one._ticks.Take(one._count)).Select(ticks => ticks * (1e9 / Stopwatch.Frequency)).Order().ToArray();
        return (Spread.Quantile(sorted, 0.5), Spread.Quantile(sorted, 0.99));
    }
}
