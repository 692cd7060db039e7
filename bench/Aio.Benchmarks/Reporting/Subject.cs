namespace Aio.Benchmarks.Reporting;

/// <summary>Something that is measured: what it is called, what it is counted in, and the work, which tells how many of them it was.</summary>
internal sealed record Subject(string Name, string Unit, Func<long> Run)
{
    private readonly List<Sample> _samples = [];

    public string Title => $"{Name}, wall ns a {Unit}";

    /// <summary>Wall time of a unit, in nanoseconds.</summary>
    public Spread Wall => Spread.Of(_samples.Select(s => s.WallNanoseconds / s.Units));

    /// <summary>Processor time of a unit, in nanoseconds: what other programs do counts less.</summary>
    public Spread Processor => Spread.Of(_samples.Select(s => s.ProcessorNanoseconds / s.Units));

    /// <summary>Bytes allocated for a unit.</summary>
    public double Bytes => Spread.Of(_samples.Select(s => (double)s.Bytes / s.Units)).Median;

    public void Measure() => _samples.Add(Sample.Of(Run));

    /// <summary>How many times as much processor time the whole of this takes as the whole of another, round by round.</summary>
    public Spread Times(Subject other) =>
        Spread.Of(_samples.Zip(other._samples, (a, b) => a.ProcessorNanoseconds / b.ProcessorNanoseconds));

    /// <summary>The same for a unit of each.</summary>
    public Spread TimesByUnit(Subject other) => Spread.Of(_samples.Zip(
        other._samples, (a, b) => a.ProcessorNanoseconds / a.Units / (b.ProcessorNanoseconds / b.Units)));
}
