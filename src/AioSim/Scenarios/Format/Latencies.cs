using System.Collections.Immutable;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSim.Scenarios.Yaml;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>How long transfers take.</summary>
internal static class Latencies
{
    private const string Expected = "a duration, { uniform: [FROM, TO] }, { exponential: MEAN }, { lognormal: { median, sigma } } or { percentiles }";

    private static readonly Word<int> s_percentile = new(
        "a percentile such as 50 or 99.9", TryPercentile, p => Numbers.PrintDecimal(p, 2))
    { Kinds = [ScalarKind.Int, ScalarKind.Float], Json = () => [] };

    private static readonly Word<long> s_sigma = new(
        "a sigma such as 0.5, with three places at most",
        (string text, out long value) => Numbers.TryDecimal(text, 3, out value), v => Numbers.PrintDecimal(v, 3))
    {
        Kinds = [ScalarKind.Int, ScalarKind.Float],
        Json = () => new System.Text.Json.Nodes.JsonObject { ["type"] = "number", ["minimum"] = 0 },
    };

    private static readonly RecordShape<Latency> s_logNormal =
        new RecordShape<Latency>("lognormal", "{ median, sigma }", "A log-normal distribution.", new Latency(LatencyKind.LogNormal, 0))
            .Must("median", "Half of the transfers take no longer.", Times.Duration, l => l.A, (l, v) => l with { A = v })
            .Must("sigma", "The standard deviation of the logarithm, such as 0.5.", s_sigma, l => l.B, (l, v) => l with { B = v });

    private static readonly Shape<ImmutableArray<(int Key, long Item)>> s_percentiles = new Table<int, long>(
        "durations by percentile such as { 50: 1ms, 99.9: 20ms }, both ascending", s_percentile, Times.Duration)
    {
        KeyPattern = @"^(100|[0-9]{1,2}(\.[0-9]{1,2})?)$",
    };

    private static readonly Shape<Latency> s_distribution = new Marks<Latency>(
        Expected,
        ("uniform", "Evenly between two durations.", Even(), l => l.Kind == LatencyKind.Uniform),
        ("exponential", "Exponentially, with this mean.",
            new As<long, Latency>(Times.Duration, d => new Latency(LatencyKind.Exponential, d), l => l.A), l => l.Kind == LatencyKind.Exponential),
        ("lognormal", "Log-normally.", s_logNormal, l => l.Kind == LatencyKind.LogNormal),
        ("percentiles", "By a table of percentiles, interpolated between its points.", Points(), l => l.Kind == LatencyKind.Percentiles));

    /// <summary>A distribution of latencies.</summary>
    public static readonly Shape<Latency> Shape = new Named<Latency>("latency", new Choice<Latency>(
        Expected,
        new As<long, Latency>(Times.Duration, Latency.Fixed, l => l.A) { If = l => l.Kind == LatencyKind.Fixed },
        s_distribution));

    private static As<ImmutableArray<long>, Latency> Even()
    {
        const string TwoDurations = "two durations, the smaller first, such as [1ms, 5ms]";
        return new(
            new Checked<ImmutableArray<long>>(new Many<long>(TwoDurations, Times.Duration), d => d.Length == 2 && d[0] <= d[1], TwoDurations),
            d => new Latency(LatencyKind.Uniform, d[0], d[1]), l => [l.A, l.B]);
    }

    private static As<ImmutableArray<(int Key, long Item)>, Latency> Points() => new(
        new Checked<ImmutableArray<(int Key, long Item)>>(s_percentiles, Ascend, s_percentiles.Expected),
        points => new Latency(LatencyKind.Percentiles, 0) { Points = [.. points.Select(p => new Percentile(p.Key, p.Item))] },
        l => [.. l.Points.Select(p => (p.Permyriad, p.Nanoseconds))]);

    private static bool Ascend(ImmutableArray<(int Key, long Item)> points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i].Key <= points[i - 1].Key || points[i].Item < points[i - 1].Item) return false;
        }

        return points.Length > 0;
    }

    private static bool TryPercentile(string text, out int value)
    {
        var isDecimal = Numbers.TryDecimal(text, 2, out var permyriad);
        value = (int)Math.Min(permyriad, int.MaxValue);
        return isDecimal && permyriad <= 10_000;
    }
}
