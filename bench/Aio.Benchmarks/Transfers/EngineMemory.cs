using System.Diagnostics;
using Aio.Benchmarks.Reporting;
using AioEngine;

namespace Aio.Benchmarks.Transfers;

/// <summary>What the engine takes of the managed heap for a request, and of the process for each outstanding one.</summary>
internal static class EngineMemory
{
    private const int ReadsOfEach = 100;

    public static void Measure(Report report, int mebibytes, int milliseconds, int scale)
    {
        report.Add("\nengine: memory");
        using (var file = new DataFile(mebibytes))
        {
            foreach (var direct in new[] { false, true })
            {
                foreach (var depth in new[] { 1, 16 }) Allocated(report, file, milliseconds, new Pattern(Writes: false, direct, depth, Threads: 1));
            }
        }

        Outstanding(report, 1000 / scale);
    }

    private static void Allocated(Report report, DataFile file, int milliseconds, Pattern pattern)
    {
        using var engine = new Engine();
        using var native = new EngineLane(engine, pattern, file.Open(pattern.Direct), file.Blocks, 1);
        using var awaited = new AwaitLane(engine, pattern, file.Open(pattern.Direct), file.Blocks, 1);
        foreach (var (name, lane) in new (string, Lane)[] { ("native", native), ("await", awaited) })
        {
            report.Add(Goal.Most($"bytes allocated a request, {name}, {pattern}", Enumerable.Range(0, 5).Select(_ => Bytes(lane, milliseconds)).Order().ElementAt(2), 0));
        }
    }

    /// <summary>
    /// What a longer run allocates more than a shorter one, for each request that it does more: what a run itself allocates, which is a task where
    /// it awaits, is not the engine's.
    /// </summary>
    private static double Bytes(Lane lane, int milliseconds)
    {
        var (shorter, longer) = (Run(lane, milliseconds), Run(lane, 4 * milliseconds));
        return longer.Requests > shorter.Requests ? Math.Round((longer.Bytes - shorter.Bytes) / (longer.Requests - shorter.Requests), 2) : double.NaN;
    }

    private static (double Bytes, double Requests) Run(Lane lane, int milliseconds)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var requests = lane.Run(Stopwatch.GetTimestamp() + (milliseconds * (Stopwatch.Frequency / 1000)));
        return (GC.GetTotalAllocatedBytes(precise: true) - before, requests);
    }

    private static void Outstanding(Report report, int files)
    {
        using var engine = new Engine();
        using var pipes = new EmptyPipes(engine, files, ReadsOfEach);
        GC.Collect();
        var (before, watch) = (Environment.WorkingSet, Stopwatch.StartNew());
        pipes.Read();
        watch.Stop();
        var bytes = (Environment.WorkingSet - before) / (double)(files * ReadsOfEach);
        if (pipes.Outstanding != files * ReadsOfEach) throw new InvalidOperationException("a read of an empty pipe ended");
        report.Add(FormattableString.Invariant(
            $"{pipes.Outstanding:N0} outstanding on {files:N0} descriptors: {bytes:0} B and {watch.Elapsed.TotalNanoseconds / (files * ReadsOfEach):0} ns each"));
        report.Add(Goal.Most("bytes of memory an outstanding request", bytes, 256));
    }
}
