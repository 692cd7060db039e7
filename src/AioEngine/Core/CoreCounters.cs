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

    /// <summary>Who is told how long each request took, in stopwatch ticks.</summary>
    internal Action<RequestKind, long>? Durations { get; set; }

    /// <summary>Whether anybody listens to them: no clock is read where nobody does.</summary>
    internal Instrument? Listened { get; set; }

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
        if (started != 0) Durations?.Invoke(kind, Stopwatch.GetTimestamp() - started);
    }
}
