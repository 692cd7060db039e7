namespace Aio.Benchmarks.Reporting;

/// <summary>Something that is measured: what it is called, what it is counted in, and the work, which tells how many of them it was.</summary>
internal sealed record Subject(string Name, string Unit, Func<long> Run)
{
    private readonly List<Sample> _samples = [];
    private readonly List<(double Median, double Last)> _latencies = [];

    /// <summary>The latencies of the run just made, in nanoseconds: half of them are below the first, 99 of 100 below the second.</summary>
    public Func<(double Median, double Last)>? Latency { get; init; }

    public string Title => $"{Name}, wall ns a {Unit}";

    /// <summary>Wall time of a unit, in nanoseconds.</summary>
    public Spread Wall => Spread.Of(_samples.Select(s => s.WallNanoseconds / s.Units));

    /// <summary>Processor time of a unit, in nanoseconds: what other programs do counts less.</summary>
    public Spread Processor => Spread.Of(_samples.Select(s => s.ProcessorNanoseconds / s.Units));

    /// <summary>Bytes allocated for a unit.</summary>
    public double Bytes => Spread.Of(_samples.Select(s => (double)s.Bytes / s.Units)).Median;

    /// <summary>The medians over the rounds of the latencies that half, and 99 of 100, stay below; null where none are taken.</summary>
    public (double Median, double Last)? Latencies => _latencies.Count == 0
        ? null
        : (Spread.Of(_latencies.Select(l => l.Median)).Median, Spread.Of(_latencies.Select(l => l.Last)).Median);

    public void Measure()
    {
        _samples.Add(Sample.Of(Run));
        if (Latency is not null) _latencies.Add(Latency());
    }

    /// <summary>How many times as fast as another this is by the clock, a unit of each, round by round.</summary>
    public Spread FasterThan(Subject other) => Spread.Of(_samples.Zip(
        other._samples, (a, b) => b.WallNanoseconds / b.Units / (a.WallNanoseconds / a.Units)));

    /// <summary>How many times as much processor time the whole of this takes as the whole of another, round by round.</summary>
    public Spread Times(Subject other) =>
        Spread.Of(_samples.Zip(other._samples, (a, b) => a.ProcessorNanoseconds / b.ProcessorNanoseconds));

    /// <summary>The same for a unit of each.</summary>
    public Spread TimesByUnit(Subject other) => Spread.Of(_samples.Zip(
        other._samples, (a, b) => a.ProcessorNanoseconds / a.Units / (b.ProcessorNanoseconds / b.Units)));
}
