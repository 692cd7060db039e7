using System.Diagnostics;
using Aio.Benchmarks.Reporting;

namespace Aio.Benchmarks.Transfers;

/// <summary>One of the ways that are compared, with a lane for each thread.</summary>
internal sealed class Contender(string name, int milliseconds, Lane[] lanes, params IDisposable[] shared) : IDisposable
{
    public Subject Subject => field ??= new Subject(name, "request", Run) { Latency = () => Latencies.Of(lanes.Select(lane => lane.Latencies)) };

    public void Dispose()
    {
        foreach (var lane in lanes) lane.Dispose();
        foreach (var one in shared) one.Dispose();
    }

    /// <summary>All get the same time, whatever they make of it.</summary>
    private long Run()
    {
        foreach (var lane in lanes) lane.Latencies.Clear();
        var until = Stopwatch.GetTimestamp() + (milliseconds * (Stopwatch.Frequency / 1000));
        var counts = new long[lanes.Length];
        var others = Enumerable.Range(1, lanes.Length - 1).Select(i => new Thread(() => counts[i] = lanes[i].Run(until))).ToArray();
        foreach (var thread in others) thread.Start();
        counts[0] = lanes[0].Run(until);
        foreach (var thread in others) thread.Join();
        return counts.Sum();
    }
}
