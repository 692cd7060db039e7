using Aio.Benchmarks.Histories;
using AioSpec.Histories;
using AioSpec.Text;
using BenchmarkDotNet.Attributes;

namespace Aio.Benchmarks;

/// <summary>The text form of histories.</summary>
[MemoryDiagnoser]
public class TextBenchmarks
{
    private const int Events = 1_000_000;
    private History _history = null!;
    private string _text = "";

    [GlobalSetup]
    public void Make()
    {
        _history = Mixed.Of(Events, 64);
        _text = HistoryText.Print(_history);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public string Print() => HistoryText.Print(_history);

    [Benchmark(OperationsPerInvoke = Events)]
    public History Parse() => HistoryText.Parse(_text, "bench");
}
