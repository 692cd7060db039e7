using System.Diagnostics;
using System.Diagnostics.Metrics;
using AioSpec;

namespace AioEngine.Core;

/// <summary>What was done, in numbers; read by the metrics.</summary>
internal sealed class CoreCounters
{
    private long _completed;
    private long _failed;
    private long _canceled;
    private long _bytesRead;
    private long _bytesWritten;
    private List<(RequestKind Kind, long Ticks)>? _durations;

    /// <summary>Whether anybody listens to durations: no clock is read where nobody does.</summary>
    internal Instrument? Listened { get; set; }

    /// <summary>How long each request took that is over since this was asked last, in stopwatch ticks; null where nobody listens, or none is.</summary>
    internal List<(RequestKind Kind, long Ticks)>? TakeDurations()
    {
        var taken = _durations;
        _durations = null;
        return taken;
    }

    internal long Requests => Volatile.Read(ref _completed);

    internal long Failures => Volatile.Read(ref _failed);

    internal long Cancellations => Volatile.Read(ref _canceled);

    internal long BytesRead => Volatile.Read(ref _bytesRead);

    internal long BytesWritten => Volatile.Read(ref _bytesWritten);

    internal bool AreTimed => Listened is { Enabled: true };

    internal void Completed(RequestKind kind, long result, long started)
    {
        _completed++;
        if (result < 0)
        {
            if (result == -(int)Errno.ECANCELED) _canceled++;
            else _failed++;
        }
        else if (kind == RequestKind.Read) _bytesRead += result;
        else if (kind == RequestKind.Write) _bytesWritten += result;
        if (started != 0) (_durations ??= []).Add((kind, Stopwatch.GetTimestamp() - started));
    }
}
