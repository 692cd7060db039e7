using AioSpec.Histories;

namespace AioSpec.Model;

/// <summary>What a call has come to: a result, or nothing yet.</summary>
public readonly struct Answer : IEquatable<Answer>
{
    private static readonly object s_waits = new();
    private static readonly object s_neverReturns = new();
    private static readonly Failure?[] s_failures = new Failure?[256];

    // Most answers are a number alone. One place for all else makes an answer two words, which stay in registers from call to call.
    private readonly object? _more;

    /// <summary>A function value.</summary>
    public Answer(long value) => Value = value;

    /// <summary>A function value, and errno where that is -1.</summary>
    public Answer(long value, Errno errno) => (Value, _more) = (value, errno == Errno.None ? null : FailureOf(errno));

    private Answer(long value, object? more) => (Value, _more) = (value, more);

    /// <summary>0.</summary>
    public static Answer Zero => default;

    /// <summary>The thread waits in the call.</summary>
    public static Answer Waiting => new(0, s_waits);

    /// <summary>The call does not return: its thread, or the process, is no more, or goes on elsewhere.</summary>
    public static Answer Never => new(0, s_neverReturns);

    /// <summary>The function value.</summary>
    public long Value { get; }

    /// <summary>errno where the value is -1.</summary>
    public Errno Errno => _more is Failure failure ? failure.Errno : Errno.None;

    /// <summary>Whether the thread waits in the call.</summary>
    public bool Waits => ReferenceEquals(_more, s_waits);

    /// <summary>Whether the call does not return.</summary>
    public bool NeverReturns => ReferenceEquals(_more, s_neverReturns);

    /// <summary>The bytes that came with it.</summary>
    public Data? Bytes => _more as Data;

    /// <summary>The second descriptor of pipe, or 0.</summary>
    public int Second => _more is Descriptor descriptor ? descriptor.Number : 0;

    /// <summary>The signal that sigwait took.</summary>
    public PendingSignal? Signal => _more is PendingSignal signal ? signal : null;

    /// <summary>Whether it is a number alone: no errno, and nothing that came with it.</summary>
    public bool IsBare => _more is null;

    /// <summary>-1 with this errno.</summary>
    public static Answer Fail(Errno errno) => new(-1, errno);

    /// <summary>A count, and the bytes that came with it.</summary>
    public static Answer With(long value, Data bytes) => new(value, (object)bytes);

    /// <summary>The two descriptors of pipe.</summary>
    public static Answer With(long value, int second) => new(value, new Descriptor(second));

    /// <summary>The number of a signal, and the signal that was taken.</summary>
    public static Answer With(long value, in PendingSignal signal) => new(value, (object)signal);

    /// <summary>Whether the two are equal.</summary>
    public static bool operator ==(Answer a, Answer b) => a.Equals(b);

    /// <summary>Whether the two are not equal.</summary>
    public static bool operator !=(Answer a, Answer b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(Answer other) => Value == other.Value && Equals(_more, other._more);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Answer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Value);

    /// <inheritdoc/>
    public override string ToString() => Waits ? "waits" : NeverReturns ? "never returns" : $"{Value} {Errno} {_more as Data}";

    /// <summary>As a history tells it.</summary>
    public Result ToResult() => this is { Value: 0, IsBare: true } ? Result.Zero : new Result(Value, Errno)
    {
        Bytes = Bytes,
        Second = Second == 0 ? null : Second,
        Code = Signal?.Code,
        SigValue = Signal?.Value,
    };

    // Kept, for they recur. Two threads that make the same one at a time make two that are equal.
    private static Failure FailureOf(Errno errno) =>
        (uint)errno < (uint)s_failures.Length ? s_failures[(int)errno] ??= new Failure(errno) : new Failure(errno);

    private sealed record Failure(Errno Errno);

    private sealed record Descriptor(int Number);
}
