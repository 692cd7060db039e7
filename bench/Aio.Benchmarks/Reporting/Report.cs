using System.Globalization;

namespace Aio.Benchmarks.Reporting;

/// <summary>Measures groups in interleaved rounds and prints what came out.</summary>
/// <param name="output">Where to.</param>
/// <param name="rounds">How often each subject is measured.</param>
/// <param name="warmUps">How often each runs before, so that it is compiled for good.</param>
/// <param name="hasGoals">Whether the figures mean enough to be held against goals.</param>
internal sealed class Report(TextWriter output, int rounds, int warmUps, bool hasGoals)
{
    private const int NameWidth = 46;
    private readonly Calibration _calibration = new();
    private readonly List<Goal> _goals = [];

    public void Add(Group group)
    {
        var count = Math.Min(rounds, group.MostRounds);
        Subject[] calibration = [new("calibration, arithmetic", "step", _calibration.Arithmetic), new("calibration, memory", "step", _calibration.Memory)];
        for (var i = 0; i < warmUps; i++) Array.ForEach(group.Subjects, s => s.Run());
        for (var i = 0; i < count; i++)
        {
            foreach (var subject in group.Subjects)
            {
                Array.ForEach(calibration, c => c.Measure());
                subject.Measure();
            }
        }

        group.End();
        Print(group, calibration, count);
        GC.Collect();
    }

    /// <summary>A figure that was not taken in rounds.</summary>
    public void Add(string line) => output.WriteLine(line);

    public void Add(Goal goal)
    {
        if (!hasGoals) return;
        _goals.Add(goal);
        output.WriteLine(goal);
    }

    public void Finish() => output.WriteLine(hasGoals
        ? string.Create(CultureInfo.InvariantCulture, $"\n{_goals.Count(g => g.IsMet)} of {_goals.Count} goals met")
        : "\nEverything ran. It is too little to measure anything.");

    private void Print(Group group, Subject[] calibration, int count)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{group.Name}: {count} {(count == 1 ? "round" : "rounds")}"));
        output.WriteLine($"{"",-NameWidth} {"median",9} {"quartile",9} {"quartile",9} {"min",9} {"max",9}");
        foreach (var subject in calibration) output.WriteLine($"{subject.Title,-NameWidth} {subject.Wall.ToText("0.00")}");
        foreach (var subject in group.Subjects) Print(subject);
        foreach (var (name, ratio) in group.Ratios()) output.WriteLine($"{name + ", ratio",-NameWidth} {ratio.ToText("0.00")}");
        foreach (var goal in group.Goals()) Add(goal);
    }

    private void Print(Subject subject)
    {
        output.WriteLine($"{subject.Title,-NameWidth} {subject.Wall.ToText("0.0")}");
        var rate = (1000 / subject.Processor.Median).ToString("0.00", CultureInfo.InvariantCulture);
        var bytes = subject.Bytes.ToString("0", CultureInfo.InvariantCulture);
        output.WriteLine($"{"  processor ns",-NameWidth} {subject.Processor.ToText("0.0")}  {rate} M/s, {bytes} B");
        if (subject.Latencies is not { } latency) return;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {1e6 / subject.Wall.Median:0.0} thousand a second; p50 {latency.Median / 1000:0.0} µs, p99 {latency.Last / 1000:0.0} µs"));
    }
}
