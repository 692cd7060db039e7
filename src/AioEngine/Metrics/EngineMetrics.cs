using System.Diagnostics;
using System.Diagnostics.Metrics;
using AioEngine.Core;

namespace AioEngine.Metrics;

/// <summary>The meter <c>AioEngine</c>. Counters are read when somebody listens; durations are measured only then.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly EngineCore _core;

    internal EngineMetrics(EngineCore core, AnsweredAtOnce atOnce, string backend)
    {
        _core = core;
        _meter = new Meter("AioEngine", version: null, [new KeyValuePair<string, object?>("aio.backend", backend)]);
        var counters = core.Counters;
        _meter.CreateObservableCounter("aio.requests", () => counters.Requests + atOnce.Requests, "{request}", "Requests that are complete.");
        _meter.CreateObservableCounter("aio.failures", () => counters.Failures, "{request}", "Requests with an error status other than ECANCELED.");
        _meter.CreateObservableCounter("aio.cancellations", () => counters.Cancellations, "{request}", "Requests that were canceled.");
        _meter.CreateObservableCounter("aio.read", () => counters.BytesRead + atOnce.Bytes, "By", "Bytes read.");
        _meter.CreateObservableCounter("aio.written", () => counters.BytesWritten, "By", "Bytes written.");
        _meter.CreateObservableUpDownCounter("aio.outstanding", () => core.Outstanding, "{request}", "Requests accepted and not complete.");
        _duration = _meter.CreateHistogram<double>("aio.request.duration", "s", "From submission to the final status.");
        counters.Listened = _duration;
    }

    internal Meter Meter => _meter;

    public void Dispose()
    {
        _core.Counters.Listened = null;
        _meter.Dispose();
    }

    /// <summary>Tells the listeners, who may do whatever they like: not with the gate held.</summary>
    internal void Record(List<(RequestKind Kind, long Ticks)> durations)
    {
        foreach (var (kind, ticks) in durations)
        {
            var operation = kind switch { RequestKind.Read => "read", RequestKind.Write => "write", _ => "fsync" };
            _duration.Record((double)ticks / Stopwatch.Frequency, new KeyValuePair<string, object?>("aio.operation", operation));
        }
    }
}
