using System.Globalization;

namespace Aio.Benchmarks.Reporting;

/// <summary>How much memory more requests take, and more in flight: each in a process of its own.</summary>
internal static class Memory
{
    public static void Measure(Report report, int scale)
    {
        report.Add("\nmemory: the peak of a process of its own, MiB");
        var simulated = Row(report, "simulation, 1 in flight", "simulate", 1, scale);
        Row(report, "simulation, 64 in flight", "simulate", 64, scale);
        Row(report, "simulation, 1024 in flight", "simulate", 1024, scale);
        Row(report, "judged run, 64 in flight", "run", 64, scale);
        Row(report, "judge, 64 in flight", "judge", 64, scale);
        report.Add(Goal.Most("peak of a simulation, 100 times the requests", simulated[2] / simulated[0], 1.5));
        var (mebibytes, seconds) = Peak.Of("judge", 1_000_000 / scale, 1024);
        report.Add(Goal.Most("seconds to judge 1,000,000 requests, 1024 in flight", seconds, 2));
        report.Add(Goal.Most("MB to judge 1,000,000 requests, 1024 in flight", mebibytes * 1.048576, 400));
    }

    private static double[] Row(Report report, string name, string job, int inFlight, int scale)
    {
        int[] counts = [100_000 / scale, 1_000_000 / scale, 10_000_000 / scale];
        var peaks = Array.ConvertAll(counts, count => Peak.Of(job, count, inFlight).Mebibytes);
        var told = counts.Zip(peaks, (count, peak) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} requests {peak:0.0}"));
        report.Add($"{name}: {string.Join(", ", told)}");
        return peaks;
    }
}
