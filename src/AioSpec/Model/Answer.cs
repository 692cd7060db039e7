using AioSpec.Histories;

namespace AioSpec.Model;

/// <summary>What a call has come to: a result, or nothing yet.</summary>
/// <param name="Value">The function value.</param>
/// <param name="Errno">errno where the value is -1.</param>
public readonly record struct Answer(long Value, Errno Errno = Errno.None)
{
    // A call brings bytes, or a signal, or neither: one place for both keeps the answer small, which every call copies.
    private readonly object? _brought;

    /// <summary>0.</summary>
    public static Answer Zero => default;

    /// <summary>The thread waits in the call.</summary>
    public static Answer Waiting => new(0) { Waits = true };

    /// <summary>The call does not return: its thread, or the process, is no more, or goes on elsewhere.</summary>
    public static Answer Never => new(0) { NeverReturns = true };

    /// <summary>Whether the thread waits in the call.</summary>
    public bool Waits { get; private init; }

    /// <summary>Whether the call does not return.</summary>
    public bool NeverReturns { get; private init; }

    /// <summary>The bytes that came with it.</summary>
    public Data? Bytes
    {
        get => _brought as Data;
        init => _brought = value;
    }

    /// <summary>The second descriptor of pipe, or 0.</summary>
    public int Second { get; init; }

    /// <summary>The signal that sigwait took.</summary>
    public PendingSignal? Signal
    {
        get => _brought is PendingSignal signal ? signal : null;
        init => _brought = value;
    }

    /// <summary>Whether anything came with it.</summary>
    public bool IsBare => _brought is null;

    /// <summary>-1 with this errno.</summary>
    public static Answer Fail(Errno errno) => new(-1, errno);

    /// <summary>As a history tells it.</summary>
    public Result ToResult() => this is { Value: 0, Bytes: null, Second: 0, Signal: null } ? Result.Zero : new Result(Value, Errno)
    {
        Bytes = Bytes,
        Second = Second == 0 ? null : Second,
        Code = Signal?.Code,
        SigValue = Signal?.Value,
    };
}
