using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.Histories;

/// <summary>
/// All that was seen from outside while a target performed a program: what it declared, the files at the start, and
/// timed events in order. Nothing internal. It can be written by anyone and judged later.
/// </summary>
public sealed record History(HistoryHeader Header, ImmutableArray<Event> Events);

/// <summary>The head of a history.</summary>
public sealed record HistoryHeader
{
    /// <summary>Who performed the program.</summary>
    public string Target { get; init; } = "unknown";

    /// <summary>What the target declared.</summary>
    public Declaration Declaration { get; init; } = Declaration.Default;

    /// <summary>The files that existed at the start.</summary>
    public ImmutableArray<FileSpec> Files { get; init; } = [];
}

/// <summary>One event. Events stand in the order in which they happened.</summary>
/// <param name="Time">Nanoseconds since the start, monotonic.</param>
/// <param name="Thread">The thread it happened on, by name.</param>
public abstract record Event(long Time, string Thread);

/// <summary>A thread calls.</summary>
public sealed record Invoke(long Time, string Thread, Call Call) : Event(Time, Thread);

/// <summary>The latest call of the thread that is still open returns.</summary>
public sealed record Return(long Time, string Thread, Result Result) : Event(Time, Thread);

/// <summary>A signal was caught: its handler starts on this thread, on top of whatever it does.</summary>
public sealed record SignalCaught(long Time, string Thread, Signo Signo, SignalCode Code, SigVal Value) : Event(Time, Thread);

/// <summary>The innermost handler of the thread returns.</summary>
public sealed record HandlerReturned(long Time, string Thread) : Event(Time, Thread);

/// <summary>A notification function was called, on a thread of its own.</summary>
public sealed record CallbackStarted(long Time, string Thread, string Function, SigVal Value) : Event(Time, Thread);

/// <summary>The notification function of this thread returns.</summary>
public sealed record CallbackReturned(long Time, string Thread) : Event(Time, Thread);

/// <summary>A thread ended, by itself or because it was canceled.</summary>
public sealed record ThreadEnded(long Time, string Thread, bool Canceled) : Event(Time, Thread);

/// <summary>The bytes of a file at the end.</summary>
public sealed record FinalFile(long Time, string Path, Data Content) : Event(Time, "-");

/// <summary>The whole system crashed: every call that is open is lost, and the files at the end are what was found afterwards.</summary>
public sealed record SystemCrashed(long Time) : Event(Time, "-");

/// <summary>How a history ends.</summary>
public enum EndKind
{
    /// <summary>Nothing more would have happened, however long one had waited.</summary>
    Quiet,
    /// <summary>It was stopped: what is missing may still have come.</summary>
    Cut,
    /// <summary>The process was killed by a signal.</summary>
    Crashed,
}

/// <summary>The last event.</summary>
public sealed record End(long Time, EndKind Kind, Signo Signo = default) : Event(Time, "-");

/// <summary>What a call returned.</summary>
/// <param name="Value">The function value. For pipe the first descriptor.</param>
/// <param name="Errno">errno where the value is -1.</param>
public sealed record Result(long Value, Errno Errno = Errno.None)
{
    /// <summary>0, which most calls return.</summary>
    public static Result Zero { get; } = new(0);

    /// <summary>The bytes that came with it: of a read, of aio_return of a read, of look.</summary>
    public Data? Bytes { get; init; }

    /// <summary>The second descriptor of pipe.</summary>
    public int? Second { get; init; }

    /// <summary>si_code of a signal that sigwait took.</summary>
    public SignalCode? Code { get; init; }

    /// <summary>si_value of a signal that sigwait took.</summary>
    public SigVal? SigValue { get; init; }

    /// <summary>-1 with this errno.</summary>
    public static Result Fail(Errno errno) => new(-1, errno);
}
