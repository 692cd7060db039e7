using AioEngine.Backends;
using AioSpec;

namespace AioEngine.Core;

/// <summary>
/// What the engine decides: order, barriers, lists, cancellation, notification, limits. It holds no lock, starts no thread
/// and never waits: each public method is one step, and steps of different calls may come in any order. Who calls has to
/// see that they come one at a time.
/// </summary>
internal sealed unsafe partial class EngineCore(IIoBackend backend, BlockSlab slab, CoreLimits limits)
{
    private readonly FileTable _files = new();
    private readonly ListTable _lists = new();
    private readonly Stack<SyncNode> _syncNodes = [];
    private RequestQueue _ready;
    private RequestQueue _finished;
    private List<CanceledRequest> _canceledAtEnd = [];

    /// <summary>Outstanding writes of which the backend may do a part.</summary>
    private int _inParts;

    /// <summary>Requests accepted and not complete.</summary>
    internal int Outstanding { get; private set; }

    /// <summary>Those of them whose end somebody awaits who does not look: they need someone who reaps.</summary>
    internal int Autonomous { get; private set; }

    /// <summary>Nothing more is accepted.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Step: the engine ends. False: it does already.</summary>
    internal bool Close()
    {
        var closes = !IsClosed;
        IsClosed = true;
        return closes;
    }

    /// <summary>What was canceled since the engine ends, each told once.</summary>
    internal IReadOnlyList<CanceledRequest> TakeCanceled()
    {
        var canceled = _canceledAtEnd;
        _canceledAtEnd = [];
        return canceled;
    }

    /// <summary>Requests that the backend has.</summary>
    internal int Running { get; private set; }

    /// <summary>The end of a request, or of a part of it, starts something: it is worth learning of it soon.</summary>
    internal bool HasSuccessors => Outstanding > Running || _inParts > 0;

    /// <summary>Notifications that are due.</summary>
    internal NoticeQueue Notices { get; } = new();

    /// <summary>A request or list that has waiters is complete: they are to look again. Whoever tells them clears it.</summary>
    internal bool WaitersAreDue { get; set; }

    internal CoreCounters Counters { get; } = new();

    /// <summary>What tests have it do wrong.</summary>
    internal CoreDefect Defect { get; init; }

    /// <summary>Step: takes the next request that may start; the caller pushes it to the backend at once.</summary>
    internal bool TryIssue(out NativeAiocb* request)
    {
        request = _ready.Take();
        if (request is null) return false;
        request->Phase = RequestPhase.Running;
        Running++;
        if (Defect == CoreDefect.StatusBeforeTheData) (request->Result, request->Error) = ((long)request->Nbytes, 0);
        return true;
    }

    /// <summary>Step: stores the status of the next request that is over, and draws the consequences.</summary>
    internal bool TryPublish()
    {
        var request = _finished.Take();
        if (request is null) return false;
        Publish(request);
        return true;
    }

    /// <summary>Step: a request that was answered at once is complete without having been outstanding.</summary>
    internal void CompleteNow(NativeAiocb* request, RequestKind kind, long result)
    {
        Counters.Completed(kind, result, 0);
        var notice = NoticeOf(request, result, 0);
        request->Result = result;
        Volatile.Write(ref request->Error, 0);
        if (notice.IsDue) Notices.Add(notice);
    }

    /// <summary>Stores the status. From then on the block is its owner's, and nothing here may look at it (CB-02, NOTIFY-17).</summary>
    private void Publish(NativeAiocb* request)
    {
        var file = _files[request->FileEntry];
        var result = request->Result;
        var error = result < 0 ? (int)-result : 0;
        var (kind, marks, segment) = (request->Kind, request->Marks, request->Segment);
        var list = request->List == 0 ? null : _lists[request->List];
        ref var order = ref file.Order(request);
        var active = (marks & RequestMarks.Ordered) != 0 && order.Active == request;
        var isSync = kind >= RequestKind.Sync;
        if (isSync) EndSync(file, request);
        if (IsClosed && error == (int)Errno.ECANCELED) _canceledAtEnd.Add(CanceledRequest.Of(request));
        if (Defect != CoreDefect.FileLetGoEarly) file.Release(backend, request->HoldIndex);
        Counters.Completed(kind, result, (marks & RequestMarks.Timed) != 0 ? request->Started : 0);

        if (Defect != CoreDefect.CanceledKeepsItsPlace || error != (int)Errno.ECANCELED) Outstanding--;
        if (IsInParts(kind, marks)) _inParts--;
        if ((marks & RequestMarks.Autonomous) != 0) StoreAndTell(request, result, error, list);
        else Store(request, result, error);

        if ((marks & RequestMarks.Awaited) != 0) WaitersAreDue = true;
        if (active && (Defect != CoreDefect.CanceledOneStopsTheRow || error != (int)Errno.ECANCELED)) Advance(ref order);
        // A canceled request did nothing that a synchronization could have failed at (FSYNC-10).
        if (!isSync) file.Leave(segment, error == (int)Errno.ECANCELED ? 0 : error);
        StartDueSyncs(file);
        _files.Leave(file);
        if (list is not null) LeaveList(list, error != 0, error == (int)Errno.ECANCELED);
    }

    private void Store(NativeAiocb* request, long result, int error)
    {
        request->Phase = RequestPhase.Idle;
        request->Result = ResultOf(request, result);
        Volatile.Write(ref request->Error, error);
    }

    /// <summary>What there is to tell is copied before the status is stored, and due after it (NOTIFY-11).</summary>
    private void StoreAndTell(NativeAiocb* request, long result, int error, ListState? list)
    {
        var (due, kind) = (NoticeOf(request, result, error), request->Kind);
        Autonomous--;
        Store(request, result, error);
        for (var times = due.IsDue ? TimesNotified(kind, error, list) : 0; times > 0; times--) Notices.Add(due);
    }

    /// <summary>Exactly once (NOTIFY-12).</summary>
    private int TimesNotified(RequestKind kind, int error, ListState? list) => Defect switch
    {
        CoreDefect.NotifiedBeforeTheStatus or CoreDefect.NeverNotified => 0,
        CoreDefect.NotifiedTwice => 2,
        CoreDefect.CanceledNotNotified when error == (int)Errno.ECANCELED => 0,
        CoreDefect.CanceledNotifiedTwice when error == (int)Errno.ECANCELED => 2,
        CoreDefect.SyncNotNotified when kind >= RequestKind.Sync => 0,
        CoreDefect.ElementsNotNotified when list is not null => 0,
        _ => 1,
    };

    /// <summary>The return status: a count, or -1 (RETURN-01).</summary>
    private long ResultOf(NativeAiocb* request, long result) => Defect switch
    {
        CoreDefect.FailureHasACount when result < 0 && result != -(int)Errno.ECANCELED => (long)request->Nbytes,
        CoreDefect.CanceledHasACount when result == -(int)Errno.ECANCELED => (long)request->Nbytes,
        CoreDefect.SuccessIsAFailure => -1,
        CoreDefect.SyncHasACount when request->Kind >= RequestKind.Sync && result == 0 => 5,
        _ => result < 0 ? -1 : result,
    };

    private Notice NoticeOf(NativeAiocb* request, long result, int error)
    {
        var notice = new Notice
        {
            Kind = (SigEventNotify)request->SigevNotify,
            Signo = request->SigevSigno,
            Value = Defect == CoreDefect.NoticeWithoutValue ? request->SigevValue >> 32 << 32 : request->SigevValue,
            Function = request->SigevFunction,
        };
        if (request->IsOwned && slab.Owner(request) is RequestOwner owner)
        {
            slab.Own(request, null);
            owner.Released();
            notice.Event = owner.Event;
            if (owner.Awaits) notice.Owner = owner;
            (notice.Result, notice.Error) = (result, error);
        }

        return notice;
    }

    /// <summary>The active one is over; the next in the row may start (APPEND-01, CANCEL-16).</summary>
    private void Advance(ref OrderQueue order)
    {
        order.Active = order.Waiting.Take();
        if (order.Active is not null) MakeReady(order.Active);
    }

    private void MakeReady(NativeAiocb* request)
    {
        request->Phase = RequestPhase.Ready;
        _ready.Append(request);
    }

    private void Finish(NativeAiocb* request, long result)
    {
        request->Phase = RequestPhase.Finished;
        request->Result = result;
        _finished.Append(request);
        if (Defect == CoreDefect.NotifiedBeforeTheStatus && NoticeOf(request, result, 0) is { IsDue: true } early) Notices.Add(early);
    }
}

/// <summary>The engine's limits.</summary>
/// <param name="MaxOutstanding">AIO_MAX.</param>
/// <param name="Admission">Who is asked whether there are resources for one more; null: nobody.</param>
internal sealed record CoreLimits(int MaxOutstanding, Admission? Admission = null);

/// <summary>Whether there are resources for the request of this block.</summary>
internal unsafe delegate bool Admission(NativeAiocb* request, RequestKind kind);
