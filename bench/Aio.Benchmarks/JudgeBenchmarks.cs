using Aio.Benchmarks.Histories;
using AioSpec.Histories;
using AioSpec.Judging;
using BenchmarkDotNet.Attributes;

namespace Aio.Benchmarks;

/// <summary>The judge over a history in memory: how much an event costs, and what more events and more in flight do to that.</summary>
[MemoryDiagnoser]
public class JudgeBenchmarks
{
    private History _history = null!;

    /// <summary>How many events the history has.</summary>
    [Params(100_000, 1_000_000)]
    public int Events { get; set; }

    /// <summary>How many requests are in flight.</summary>
    [Params(4, 64, 1024)]
    public int InFlight { get; set; }

    /// <summary>What happens in the history.</summary>
    [Params(Shape.ReadsAndWrites, Shape.Mixed)]
    public Shape Shape { get; set; }

    [GlobalSetup]
    public void Make() => _history = Shape == Shape.Mixed ? Mixed.Of(Events, InFlight) : ReadsAndWrites.Of(Events, InFlight);

    [Benchmark]
    public Verdict Judge() => AioSpec.Judging.Judge.Of(_history);
}

/// <summary>The histories that are judged.</summary>
public enum Shape
{
    /// <summary>One thread, single submissions, no notifications.</summary>
    ReadsAndWrites,
    /// <summary>Two threads, lists, signals, functions, aio_fsync.</summary>
    Mixed,
}
