using AioSpec.Model;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>What is known of a thread: the calls and handlers it is in, innermost last.</summary>
internal sealed class KnownThread(string name, int process)
{
    private OpenCall? _spare;

    public string Name { get; } = name;

    /// <summary>Its place among the threads that are there.</summary>
    public int Index { get; set; }

    public int Process { get; } = process;

    /// <summary>A call, or null for a signal handler that runs.</summary>
    public List<OpenCall?> Frames { get; } = [];

    public bool IsCallback { get; set; }

    /// <summary>It has made a call, other than in a handler: it is the program's.</summary>
    public bool HasCalled { get; set; }

    public bool Ended { get; set; }

    /// <summary>pthread_cancel of the thread had returned then.</summary>
    public Moment CanceledBy { get; set; } = Moment.Never;

    public long CanceledEvent { get; set; }

    /// <summary>The signals that are blocked, bit by number.</summary>
    public ulong Mask { get; set; }

    /// <summary>The masks to come back to when the handlers return, the innermost on top.</summary>
    public Stack<ulong> SavedMasks { get; } = [];

    public int HandlerDepth { get; set; }

    /// <summary>A call begins.</summary>
    public OpenCall Begin(Call call, Moment invoked)
    {
        var open = _spare ?? new OpenCall();
        _spare = null;
        open.Begin(call, invoked, HandlerDepth > 0);
        Frames.Add(open);
        return open;
    }

    /// <summary>The innermost call has returned. The next one takes its place: calls come by the million, and few are open at a time.</summary>
    public void End(OpenCall open)
    {
        Frames.RemoveAt(Frames.Count - 1);
        _spare = open;
    }

    /// <summary>The innermost call, where no handler runs on top of it.</summary>
    public OpenCall? Call => Frames.Count > 0 ? Frames[^1] : null;

    /// <summary>The innermost call, below handlers.</summary>
    public OpenCall? Interrupted
    {
        get
        {
            for (var i = Frames.Count - 1; i >= 0; i--)
            {
                if (Frames[i] is { } call) return call;
            }

            return null;
        }
    }
}

/// <summary>A call that has not returned.</summary>
internal sealed class OpenCall
{
    private List<KnownRequest>? _covers;

    public Call Call { get; private set; } = null!;

    public Moment Invoked { get; private set; }

    public bool InHandler { get; private set; }

    /// <summary>The requests that it is about; <see cref="Knowledge.Unknown"/> stands for any that may belong to it as well.</summary>
    public int[] Members { get; set; } = [];

    /// <summary>The list that lio_listio makes.</summary>
    public KnownList? List { get; set; }

    /// <summary>When the timeout passes, in nanoseconds; null where there is none.</summary>
    public long? Deadline { get; set; }

    /// <summary>
    /// So many signals cannot all have come before the wait. The thread ran at each, and would have had to lose its processor each time
    /// before the next few instructions: one says nothing of a busy machine, however late it comes.
    /// </summary>
    private const int Enough = 3;

    private Moment? _latestCaught;
    private int _caught;

    /// <summary>A handler without SA_RESTART ran on top of it.</summary>
    public bool MayBeInterrupted { get; private set; }

    /// <summary>When so many had run that one of them surely interrupted the wait.</summary>
    public Moment? InterruptedAt { get; private set; }

    public bool CaughtWithRestart { get; set; }

    public bool IgnoredSignalSent { get; set; }

    public bool ClockStepped { get; set; }

    public bool ClosedBefore { get; set; }

    /// <summary>What its descriptor refers to, where it changes a file.</summary>
    public KnownDescription? On { get; set; }

    /// <summary>What the descriptor may refer to instead, where another thread makes it refer to that meanwhile.</summary>
    public List<KnownDescription>? Perhaps { get; set; }

    /// <summary>What it keeps from settling in its file, where it reads.</summary>
    public OpenRead? Read { get; set; }

    /// <summary>The signal that it sends.</summary>
    public SentSignal? Sent { get; set; }

    /// <summary>What a synchronous write or truncation under way does.</summary>
    public (KnownWrite? File, StreamWrite? Stream) Effect { get; set; }

    /// <summary>The requests that a cancellation under way may cancel.</summary>
    public List<KnownRequest> Covers => _covers ??= [];

    /// <summary>A handler without SA_RESTART runs on top of it.</summary>
    public void Catch(Moment at, Declaration declared)
    {
        MayBeInterrupted = true;
        if (at.Time <= (_latestCaught ?? Invoked).Time + Math.Max(declared.ClockResolution, declared.EntryTime)) return;
        _latestCaught = at;
        if (++_caught >= (declared.EntryTime == 0 ? 1 : Enough)) InterruptedAt ??= at;
    }

    /// <summary>Becomes another call, of which nothing is known yet.</summary>
    public void Begin(Call call, Moment invoked, bool inHandler)
    {
        (Call, Invoked, InHandler) = (call, invoked, inHandler);
        (Members, List, Deadline) = ([], null, null);
        (MayBeInterrupted, InterruptedAt, _latestCaught, _caught) = (false, null, null, 0);
        CaughtWithRestart = IgnoredSignalSent = ClockStepped = ClosedBefore = false;
        (On, Perhaps, Read, Sent, Effect) = (null, null, null, null, default);
        _covers?.Clear();
    }
}

/// <summary>What is known of a list of lio_listio.</summary>
internal sealed class KnownList
{
    public required LioListio Call { get; init; }

    public required int Index { get; init; }

    public required int[] Elements { get; init; }

    /// <summary>How many elements are not known to be complete.</summary>
    public int Incomplete { get; set; }

    /// <summary>Where its notification is accounted for.</summary>
    public Source? Sends { get; set; }

    public required int Process { get; init; }

    public Truth Accepted { get; set; } = Truth.Maybe;

    public bool Notified { get; set; }

    /// <summary>It has returned, and its notification has come or never will.</summary>
    public bool IsOver => Returned && (Notified || Accepted == Truth.No || Call.Mode == LioMode.LIO_WAIT || NotificationKey.Of(Call.Sig) is null);

    /// <summary>It is among those that are remembered.</summary>
    public bool IsKept { get; set; } = true;

    public bool Returned { get; set; }

    public bool Interrupted { get; set; }

    /// <summary>It ended with EAGAIN: some elements may not have been queued.</summary>
    public bool LeftOut { get; set; }

    public long Event { get; init; }

    /// <summary>The call.</summary>
    public required Moment Submitted { get; init; }
}
