using Aio.Benchmarks.Programs;
using AioSpec.Programs;
using BenchmarkDotNet.Attributes;

namespace Aio.Benchmarks;

/// <summary>The simulator: scheduler, model, storage and trace hash, without a history; and with the judge as its sink.</summary>
[MemoryDiagnoser]
public class SimulationBenchmarks
{
    private const int Requests = 100_000;
    private Program _program = null!;

    /// <summary>How many reads are in flight.</summary>
    [Params(1, 16, 64)]
    public int InFlight { get; set; }

    [GlobalSetup]
    public void Make() => _program = ReadLoop.Of(Requests, InFlight);

    [Benchmark(Baseline = true, OperationsPerInvoke = Requests)]
    public long Simulation() => Simulated.Run(_program, judged: false);

    [Benchmark(OperationsPerInvoke = Requests)]
    public long JudgedRun() => Simulated.Run(_program, judged: true);
}
