using AioSpec;
using AioSpec.Histories;

namespace AioCli.Conformance.Emission;

/// <summary>Something that can be seen of one run without a judge: the defect shows where several of them hold together.</summary>
internal abstract record Sign
{
    /// <summary>Whether it holds of a run.</summary>
    public abstract bool Holds(SeenRun run);
}

/// <summary>A call returned this; <paramref name="Nth"/> -1: one of its turns did.</summary>
internal sealed record Returned(CallKey Key, int Nth, long Value, Errno Errno) : Sign
{
    /// <inheritdoc/>
    public override bool Holds(SeenRun run) => run.Results(Key, Nth).Any(r => r.Value == Value && (Value != -1 || r.Errno == Errno || Errno == Errno.None));
}

/// <summary>A call returned this, and what another one had returned last before it is that: what tells turns of a loop apart.</summary>
internal sealed record ReturnedAfter(CallKey Key, long Value, Errno Errno, CallKey BeforeKey, long BeforeValue, Errno BeforeErrno) : Sign
{
    /// <inheritdoc/>
    public override bool Holds(SeenRun run) => run.Timed(Key).Any(r => Is(r.Result, Value, Errno)
        && run.Timed(BeforeKey).LastOrDefault(before => before.Order < r.Order) is { Result: { } last } && Is(last, BeforeValue, BeforeErrno));

    private static bool Is(Result result, long value, Errno errno) => result.Value == value && (value != -1 || result.Errno == errno);
}

/// <summary>A call brought these bytes.</summary>
internal sealed record Brought(CallKey Key, int Nth, Data Bytes) : Sign
{
    /// <inheritdoc/>
    public override bool Holds(SeenRun run) => run.Results(Key, Nth).Any(r => r.Bytes is { } bytes && bytes.Equals(Bytes));
}

/// <summary>A call has not returned.</summary>
internal sealed record Pending(CallKey Key) : Sign
{
    /// <inheritdoc/>
    public override bool Holds(SeenRun run) => run.IsPending(Key);
}

/// <summary>A notification came so often.</summary>
internal sealed record Notified(NoticeKey Key, int Times) : Sign
{
    /// <inheritdoc/>
    public override bool Holds(SeenRun run) => run.Times(Key) == Times;
}

/// <summary>A file holds these bytes at the end.</summary>
internal sealed record FileIs(string Path, Data Content) : Sign
{
    /// <inheritdoc/>
    public override bool Holds(SeenRun run) => run.File(Path) is { } content && content.Equals(Content);
}

/// <summary>The process was killed by a signal.</summary>
internal sealed record Killed : Sign
{
    /// <inheritdoc/>
    public override bool Holds(SeenRun run) => run.IsKilled;
}

/// <summary>A call of a body: its function with what it is about. The same call later in the body has the same key.</summary>
/// <param name="Body">The thread or function.</param>
/// <param name="What">The call, without numbers of descriptors.</param>
internal sealed record CallKey(string Body, string What);

/// <summary>A notification: a signal or a function, with its value.</summary>
internal sealed record NoticeKey(Signo Signo, string? Function, SigVal Value);
