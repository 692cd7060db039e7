using System.Diagnostics;
using AioEngine.Backends;
using AioSpec;

namespace AioEngine.Core;

internal sealed unsafe partial class EngineCore
{
    /// <summary>No errno: since the number was identified it has become another file's, so that it has to be identified again.</summary>
    internal const Errno Replaced = (Errno)int.MaxValue;

    /// <summary>
    /// Step: accepts a request, or says why not. Its members were checked (<see cref="SubmissionCheck"/>). What may start
    /// is ready then; the rest waits for others of its file.
    /// </summary>
    internal Errno Submit(NativeAiocb* request, RequestKind kind, int fildes, in FileFacts facts, ListState? list)
    {
        if (IsFull && Defect == CoreDefect.RefusedIsNotified) Notices.Add(NoticeOf(request, 0, 0));
        if (IsFull && Defect != CoreDefect.RefusedIsDone) return Errno.EAGAIN;
        if (!IsAdmitted(request, kind)) return Errno.EAGAIN;
        var isRefused = IsFull;
        var file = _files.Enter(facts);
        var (held, index) = (fildes, FileEntry.NotHeld);
        if (facts.Has(FileTraits.Stream) || !IsHeldByOwner(request)) held = file.Hold(backend, fildes, facts, out index);
        if (held < 0)
        {
            _files.Leave(file);
            return NotHeld(held);
        }

        request->Held = Defect == CoreDefect.NumberInsteadOfFile ? fildes : held;
        request->HoldIndex = (short)index;
        request->FixedFile = 0;
        Accept(request, kind, file, facts, list);
        return isRefused ? Errno.EAGAIN : Errno.None;
    }

    private static Errno NotHeld(int error) => -error is (int)Errno.EBADF or (int)Replaced ? (Errno)(-error) : Errno.EAGAIN;

    private bool IsHeldByOwner(NativeAiocb* request) => request->IsOwned && slab.Owner(request) is RequestOwner { File: not null };

    private bool IsAdmitted(NativeAiocb* request, RequestKind kind) => limits.Admission is not { } admission || admission(request, kind);

    private bool IsFull => IsClosed || Outstanding >= limits.MaxOutstanding - (Defect == CoreDefect.LimitTooLow ? 1 : 0);

    /// <summary>Step: the same for a registered file, which is held and known already.</summary>
    internal Errno Submit(NativeAiocb* request, RequestKind kind, Registration registration, ListState? list)
    {
        if (IsFull || !IsAdmitted(request, kind)) return Errno.EAGAIN;
        var file = registration.File;
        file.Users++;
        file.HoldAgain(registration.HoldIndex);
        request->Held = registration.Held;
        request->HoldIndex = (short)registration.HoldIndex;
        request->FixedFile = (ushort)registration.Number;
        Accept(request, kind, file, registration.Facts, list);
        return Errno.None;
    }

    /// <summary>Step: a file that stays known and held until <see cref="Unregister"/>.</summary>
    internal Errno Register(int fildes, in FileFacts facts, out Registration? registration)
    {
        registration = null;
        var file = _files.Enter(facts);
        var held = file.Hold(backend, fildes, facts, out var index);
        if (held < 0)
        {
            _files.Leave(file);
            return NotHeld(held);
        }

        registration = new Registration(file, facts, held, index, backend.Register(held));
        return Errno.None;
    }

    /// <summary>Step: the registration ends. Requests that name it hold the file until they are over.</summary>
    internal void Unregister(Registration registration)
    {
        if (registration.Number != 0) backend.Unregister(registration.Number);
        registration.File.Release(backend, registration.HoldIndex);
        _files.Leave(registration.File);
    }

    private void Accept(NativeAiocb* request, RequestKind kind, FileEntry file, in FileFacts facts, ListState? list)
    {
        Outstanding++;
        var marks = RequestMarks.None;
        if (facts.Has(FileTraits.Stream)) marks |= RequestMarks.Stream;
        if (facts.HasOffsetMaximum) marks |= RequestMarks.Bounded;
        if (facts.Has(FileTraits.Append)) marks |= RequestMarks.Append;
        if (facts.Has(FileTraits.Nonblock)) marks |= RequestMarks.Nonblock;
        if (facts.Has(FileTraits.Served)) marks |= RequestMarks.MayBlock;
        if (request->SigevNotify != (int)SigEventNotify.SIGEV_NONE || list is { Awaited: false } || request->IsOwned)
        {
            marks |= RequestMarks.Autonomous;
            Autonomous++;
        }

        if (IsInParts(kind, marks)) _inParts++;
        request->Kind = kind;
        request->Marks = marks;
        request->Cancelers = 0;
        request->Moved = 0;
        request->FileEntry = file.Index;
        request->List = 0;
        if (list is not null)
        {
            request->List = list.Index;
            list.Remaining++;
        }

        if (Counters.AreTimed)
        {
            request->Marks |= RequestMarks.Timed;
            request->Started = Stopwatch.GetTimestamp();
        }

        Volatile.Write(ref request->Error, Status.InProgress);
        if (kind >= RequestKind.Sync) QueueSync(file, request);
        else QueueTransfer(file, request);
    }

    private void QueueTransfer(FileEntry file, NativeAiocb* request)
    {
        request->Segment = file.Segment;
        if (Defect == CoreDefect.BarrierOfTheDescriptor && request->HoldIndex != 0) request->Segment = -1;
        else file.Open++;
        if (!IsOrdered(request))
        {
            MakeReady(request);
            return;
        }

        // Its turn may come after the end of a registration.
        request->FixedFile = 0;
        request->Marks |= RequestMarks.Ordered;
        ref var order = ref file.Order(request);
        if (order.Active is null)
        {
            order.Active = request;
            MakeReady(request);
            return;
        }

        request->Phase = RequestPhase.Queued;
        order.Waiting.AppendByPriority(request);
    }

    /// <summary>
    /// On a stream one read and one write at a time; of a file that appends, one write (APPEND-01, WRITE-08). A read of no bytes
    /// takes nothing from a stream, and waits for nothing (READ-05).
    /// </summary>
    private bool IsOrdered(NativeAiocb* request) => (request->Marks & RequestMarks.Stream) != 0
        ? request->Kind != RequestKind.Read || request->Nbytes > 0
        : request->Kind == RequestKind.Write && (request->Marks & RequestMarks.Append) != 0 && Defect != CoreDefect.AppendsTogether;

    private void QueueSync(FileEntry file, NativeAiocb* request)
    {
        request->Phase = RequestPhase.Queued;
        if (!_syncNodes.TryPop(out var node)) node = new SyncNode();
        file.AddSync(request, node);
        if (Defect == CoreDefect.BarrierOvertakes) node.Pending = 0;
        StartDueSyncs(file);
    }

    /// <summary>An aio_fsync starts when nothing that it covers is outstanding; one that was canceled makes room.</summary>
    private void StartDueSyncs(FileEntry file)
    {
        while ((Defect == CoreDefect.CanceledBarrierForgetsItsStretch ? file.FirstSync(static n => n.Request is null || n.Pending == 0) : file.DueSync) is { } node)
        {
            if (node.Request is not null)
            {
                if (node.Request->Phase == RequestPhase.Queued) MakeReady(node.Request);
                return;
            }

            _syncNodes.Push(file.RemoveFirstSync());
        }
    }

    private void EndSync(FileEntry file, NativeAiocb* request)
    {
        if (file.DueSync is { } node && node.Request == request) _syncNodes.Push(file.RemoveFirstSync());
        else file.ForgetSync(request);
    }
}
