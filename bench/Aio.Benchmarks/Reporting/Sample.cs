using System.Diagnostics;

namespace Aio.Benchmarks.Reporting;

/// <summary>One measurement.</summary>
internal sealed record Sample(long Units, double WallNanoseconds, double ProcessorNanoseconds, long Bytes)
{
    public static Sample Of(Func<long> work)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes();
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var units = work();
        watch.Stop();
        var used = Environment.CpuUsage.TotalTime - processor;
        return new Sample(units, watch.Elapsed.TotalNanoseconds, used.TotalNanoseconds, GC.GetTotalAllocatedBytes() - bytes);
    }
}
