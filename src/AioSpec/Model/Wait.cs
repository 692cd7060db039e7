namespace AioSpec.Model;

/// <summary>A call in which a thread waits.</summary>
internal struct Wait
{
    public WaitKind Kind;

    /// <summary>How many handlers run beneath it on its thread.</summary>
    public int Depth;
    public PreparedCall Call;

    /// <summary>The requests that aio_suspend lists, or that aio_cancel cancels.</summary>
    public int[] Listed;
    public int Count;

    /// <summary>The list of lio_listio, the gate, or the open file description.</summary>
    public int Object;

    /// <summary>How much of a write has gone; which elements of a list are still to be initiated, a bit for each; the answer of aio_cancel.</summary>
    public long Moved;

    /// <summary>It has a timeout; time is up; the system has taken note (the timeout has passed).</summary>
    public bool HasDeadline;
    public bool DeadlineDue;
    public bool Passed;

    /// <summary>A listed request was complete when the timeout passed.</summary>
    public bool DoneAtDeadline;

    /// <summary>What happened to the thread since it waits: handlers without and with SA_RESTART, ignored signals, a step of the wall clock.</summary>
    public bool Caught;
    public bool CaughtRestart;
    public bool CaughtBeforeDeadline;
    public bool IgnoredSent;
    public bool ClockStepped;

    /// <summary>Whether anything of this has happened, or the timeout has passed: as long as not, what depends on it has one answer.</summary>
    public readonly bool IsDisturbed => Passed | Caught | CaughtRestart | CaughtBeforeDeadline | IgnoredSent | ClockStepped;

    /// <summary>What is left of the rule about the call.</summary>
    public readonly Remainder Rest => IsDisturbed ? Call.Rest : Call.RestUndisturbed;

    public readonly ReadOnlySpan<int> Members => Listed.AsSpan(0, Count);

    public readonly void AddTo(ref StableHash hash)
    {
        hash.Add((long)Kind | ((long)Depth << 8) | ((long)Object << 32));
        hash.Add(Moved);
        hash.Add(Flags);
        foreach (var request in Members) hash.Add((long)request);
    }

    /// <summary>Writes its value, but for the call: that is where the thread stands in its body.</summary>
    public readonly void Write(PartWriter to)
    {
        to.Add((long)Kind | ((long)Depth << 8) | ((long)Object << 32));
        to.Add(Moved);
        to.Add(Flags);
        to.Add(Members);
    }

    public readonly bool Same(in Wait other) => Kind == other.Kind && Depth == other.Depth && Object == other.Object && Moved == other.Moved
        && Flags == other.Flags && Equals(Call.Call, other.Call.Call) && Members.SequenceEqual(other.Members);

    private readonly long Flags => (HasDeadline ? 1 : 0) | (DeadlineDue ? 2 : 0) | (Passed ? 4 : 0) | (DoneAtDeadline ? 8 : 0) | (Caught ? 16 : 0)
        | (CaughtRestart ? 32 : 0) | (CaughtBeforeDeadline ? 64 : 0) | (IgnoredSent ? 128 : 0) | (ClockStepped ? 256 : 0);
}
