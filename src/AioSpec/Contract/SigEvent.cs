namespace AioSpec;

/// <summary>The kind of a notification: <c>sigev_notify</c> (2.4.1, XBD signal.h). Other ints are extensions: HDR-05.</summary>
public enum SigEventNotify
{
    /// <summary>Queue the signal <c>sigev_signo</c> to the process.</summary>
    SIGEV_SIGNAL = 0,
    /// <summary>No notification.</summary>
    SIGEV_NONE = 1,
    /// <summary>Call <c>sigev_notify_function(sigev_value)</c> as if on a new thread.</summary>
    SIGEV_THREAD = 2,
    /// <summary>Linux: queue the signal to one thread. For timers; AIO accepts it and delivers nothing (GNU-04).</summary>
    SIGEV_THREAD_ID = 4,
}

/// <summary><c>union sigval</c>: an int, or a pointer, which is told by the name of what it points to.</summary>
/// <param name="Int">The value, where it is an int.</param>
/// <param name="Pointer">The name of the object pointed to, or null where the value is an int.</param>
public readonly record struct SigVal(int Int, string? Pointer = null)
{
    /// <summary>A value that points to a named object, most often the request's own control block.</summary>
    public static SigVal To(string name) => new(0, name);

    /// <inheritdoc/>
    public override string ToString() => Pointer is null
        ? Int.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "&" + Pointer;
}

/// <summary><c>struct sigevent</c>: how a completion is notified (2.4.1).</summary>
public sealed record SigEvent
{
    /// <summary>No notification (NOTIFY-01).</summary>
    public static SigEvent None { get; } = new() { Notify = SigEventNotify.SIGEV_NONE };

    /// <summary><c>sigev_notify</c>.</summary>
    public SigEventNotify Notify { get; init; } = SigEventNotify.SIGEV_NONE;

    /// <summary><c>sigev_signo</c>, for SIGEV_SIGNAL and SIGEV_THREAD_ID.</summary>
    public Signo Signo { get; init; }

    /// <summary><c>sigev_value</c>.</summary>
    public SigVal Value { get; init; }

    /// <summary><c>sigev_notify_function</c>, by the name of the function, for SIGEV_THREAD.</summary>
    public string? Function { get; init; }

    /// <summary><c>sigev_notify_attributes</c>, by name; null is the default: a detached thread (NOTIFY-07).</summary>
    public string? Attributes { get; init; }

    /// <summary>The thread of SIGEV_THREAD_ID, by name.</summary>
    public string? ThreadId { get; init; }

    /// <summary>SIGEV_SIGNAL with this signal and value.</summary>
    public static SigEvent Signal(Signo signo, SigVal value) =>
        new() { Notify = SigEventNotify.SIGEV_SIGNAL, Signo = signo, Value = value };

    /// <summary>SIGEV_THREAD with this function and value.</summary>
    public static SigEvent Thread(string function, SigVal value) =>
        new() { Notify = SigEventNotify.SIGEV_THREAD, Function = function, Value = value };
}
