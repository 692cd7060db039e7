using AioSpec.Programs;

namespace AioSpec.Model;

/// <summary>The moment a fact is asked for, relative to the call or step in question.</summary>
public enum When
{
    /// <summary>The instant of the call.</summary>
    Entry,
    /// <summary>Some instant between the call and its return.</summary>
    During,
    /// <summary>The instant of the return.</summary>
    Return,
    /// <summary>The instant at which the timeout of the call passed.</summary>
    Deadline,
}

/// <summary>Sets of requests that a rule speaks of.</summary>
public enum Relation
{
    /// <summary>The current requests of the control blocks in the list of aio_suspend.</summary>
    Listed,
    /// <summary>The requests of a lio_listio call.</summary>
    Elements,
    /// <summary>The requests that aio_cancel is asked for: one, or all of the descriptor.</summary>
    Requested,
    /// <summary>The reads and writes queued before an aio_fsync through the same descriptor.</summary>
    CoveredSameDescriptor,
    /// <summary>The reads and writes queued before an aio_fsync through other descriptors of the file.</summary>
    CoveredOtherDescriptor,
    /// <summary>The reads and writes whose submission overlaps an aio_fsync of the file: whether they were queued before, nobody can say.</summary>
    PerhapsCovered,
    /// <summary>The appends submitted before on the same open file description or stream.</summary>
    AppendsBefore,
    /// <summary>The outstanding requests of the same file that may have had their turn before.</summary>
    Before,
    /// <summary>The requests submitted before on the same file with a higher priority, or after with a higher one.</summary>
    Preferred,
    /// <summary>All requests that were submitted and may not be complete.</summary>
    Outstanding,
}

/// <summary>What a rule is asked about.</summary>
/// <param name="Request">The request in question, or -1.</param>
/// <param name="Thread">The calling thread, or -1.</param>
/// <param name="Outcome">The outcome in question.</param>
public readonly record struct Scope(int Request, int Thread, Outcome Outcome)
{
    /// <summary>The call in question, or null for a step of the system.</summary>
    public Call? Call { get; init; }

    /// <summary>The bytes in question, or null.</summary>
    public Data? Bytes { get; init; }

    // Both member by member: to copy as a whole what was just written in parts makes the processor wait.

    /// <summary>The same question about another request.</summary>
    public Scope Of(int request) => new(request, Thread, Outcome) { Call = Call, Bytes = Bytes };

    /// <summary>The same question about another outcome.</summary>
    internal Scope With(Outcome outcome) => new(Request, Thread, outcome) { Call = Call, Bytes = Bytes };
}

/// <summary>An outcome: a function value with errno, or for a completion the return status with the error status.</summary>
/// <param name="Value">The function value; the return status.</param>
/// <param name="Errno">errno; the error status.</param>
public readonly record struct Outcome(long Value, Errno Errno = Errno.None)
{
    /// <summary>Whether it is -1 with this errno.</summary>
    public bool Is(Errno errno) => Value == -1 && Errno == errno;
}

/// <summary>An inclusive range of numbers; a world that knows everything answers with one number.</summary>
public readonly record struct Range64(long Min, long Max);

/// <summary>
/// What a rule can ask: answered exactly by the simulated state, and within bounds by the judge. It tells facts and draws no
/// conclusions: those are the rules'.
/// </summary>
public interface IWorld
{
    /// <summary>What the target declared.</summary>
    Declaration Declared { get; }

    /// <summary>What was submitted.</summary>
    RequestInfo Info(int request);

    /// <summary>The members of a relation. Valid until the next question of the same relation.</summary>
    ReadOnlySpan<int> Members(Relation relation, in Scope scope);

    /// <summary>The request is complete at this moment.</summary>
    Truth Complete(int request, When when);

    /// <summary>Its bytes have moved: what is ordered after it can no longer overtake it.</summary>
    Truth Transferred(int request) => Complete(request, When.During);

    /// <summary>The request was running, not only queued, at this moment.</summary>
    Truth Running(int request, When when);

    /// <summary>It is an element of a list that ended before it was initiated (LIO-18): there is no request.</summary>
    Truth NotInitiated(int request) => Truth.No;

    /// <summary>aio_return was called for it before this moment.</summary>
    Truth Reaped(int request, When when);

    /// <summary>Its final error status is this one.</summary>
    Truth HasStatus(int request, Errno status);

    /// <summary>Its return status is this number.</summary>
    Truth HasResult(int request, long result);

    /// <summary>Some aio_cancel, close or exit that may cancel covered the request while it was outstanding.</summary>
    Truth CancelCovered(int request);

    /// <summary>Whether some cancellation asked for it, whatever came of that: a transfer to a stream may have ended early (CANCEL-17).</summary>
    Truth CancelTried(int request);

    /// <summary>More than one aio_cancel, close or exit may have canceled the request.</summary>
    Truth CanceledElsewhere(int request) => Truth.Maybe;

    /// <summary>The notification of the request has come.</summary>
    Truth Notified(int request);

    /// <summary>The request was outstanding when the other one, submitted later, was submitted.</summary>
    Truth OutstandingAtSubmissionOf(int request, int later);

    /// <summary>A circumstance that tells which of several sentences an outcome breaks; it never decides whether it is permitted.</summary>
    bool Tells(Tell tell, in Scope scope);

    /// <summary>The descriptor is open at this moment.</summary>
    Truth DescriptorOpen(int fildes, When when);

    /// <summary>The size of the file while the request could transfer.</summary>
    Range64 SizeDuring(int request);

    /// <summary>
    /// For a read the bytes that the stream could give at one time while the request could transfer; for a write the room
    /// that it had.
    /// </summary>
    Range64 StreamDuring(int request);

    /// <summary>Whether as many other requests are outstanding as aio_init allowed threads: then they may have all of them (GNU).</summary>
    bool MayWantThread(int request);

    /// <summary>The other end of the stream has no descriptor while the request could transfer.</summary>
    Truth PeerClosed(int request);

    /// <summary>These bytes are what the file could give to the request; for request -1, what it can hold at the end.</summary>
    Truth BytesFit(int request, Data bytes);

    /// <summary>So is the signal or notification that is asked about; asked with the thread that it comes to, or -1.</summary>
    Truth Coming(Arrival fact, int thread);

    /// <summary>The thread was canceled before its call.</summary>
    Truth CanceledBefore(int thread);

    /// <summary>These bytes are those that were seen in the buffer after completion.</summary>
    Truth BytesAsSeen(int request, Data bytes);

    /// <summary>These bytes are those that the program stored into the buffer after completion.</summary>
    Truth BytesAsStored(int request, Data bytes);

    /// <summary>This promises that a change of a file survives a crash.</summary>
    Truth Promised(int change, Promises promise);

    /// <summary>How many requests are outstanding at the call.</summary>
    Range64 OutstandingCount { get; }

    /// <summary>The timeout of the thread's call has passed.</summary>
    Truth DeadlinePassed(int thread);

    /// <summary>A handler ran on the thread during its call; with or without SA_RESTART.</summary>
    Truth Caught(int thread, bool restart);

    /// <summary>A handler without SA_RESTART ran on the thread during its call and before its timeout had passed.</summary>
    Truth CaughtBeforeDeadline(int thread);

    /// <summary>A signal that is ignored was sent during the call of the thread.</summary>
    Truth IgnoredSignalSent(int thread);

    /// <summary>The wall clock was set during the call of the thread.</summary>
    Truth ClockStepped(int thread);

    /// <summary>Learns about completion.</summary>
    void LearnComplete(int request, When when, bool holds, Clause because);

    /// <summary>Learns the final status.</summary>
    void LearnStatus(int request, Errno status, bool holds, Clause because);

    /// <summary>Learns the return status.</summary>
    void LearnResult(int request, long result, bool holds, Clause because);
}
