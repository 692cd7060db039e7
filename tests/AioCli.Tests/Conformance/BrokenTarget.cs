using System.Collections.Immutable;
using AioCli.Targets;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Tests.Conformance;

/// <summary>The simulator with a defect: the results of calls are others than they were.</summary>
/// <param name="defect">What a call returns instead; null: what it returned.</param>
internal sealed class BrokenTarget(Func<Call, Result, Result?> defect) : ITarget
{
    private readonly SimulatorTarget _simulator = new();

    public string Name => "broken";

    public Capabilities Capabilities => _simulator.Capabilities;

    public Performance Perform(Program program, PerformOptions options, CancellationToken cancel)
    {
        var performance = _simulator.Perform(program, options, cancel);
        var open = new Dictionary<string, Stack<Call>>(StringComparer.Ordinal);
        var events = ImmutableArray.CreateBuilder<Event>();
        foreach (var e in performance.History.Events)
        {
            if (!open.TryGetValue(e.Thread, out var calls)) open[e.Thread] = calls = new Stack<Call>();
            if (e is Invoke invoke) calls.Push(invoke.Call);
            events.Add(e is Return returned && calls.TryPop(out var call) && defect(call, returned.Result) is { } other ? returned with { Result = other } : e);
        }

        return performance with { History = performance.History with { Events = events.ToImmutable() } };
    }

    public void Dispose() => _simulator.Dispose();
}
