using AioEngine.Core;
using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    /// <summary>From so many reads of files that are held on, one system call for all is faster than one for each.</summary>
    private const int RingBatch = 8;

    private int _flushing;

    /// <summary>
    /// Submits the blocks by their <see cref="NativeAiocb.LioOpcode"/> in one system call, as a list without an end of its
    /// own. Null and LIO_NOP are ignored. Returns how many were accepted; the others have their error as error status.
    /// </summary>
    public int SubmitBatch(NativeAiocb** blocks, int count) => SubmitAll(blocks, count, null).Accepted;

    /// <summary>
    /// lio_listio: starts a list. None, or EAGAIN, EINVAL, EINTR, EIO. With LIO_NOWAIT the notification, which may be null,
    /// is due when all requests are complete (LIO-20); with LIO_WAIT it is not looked at (LIO-10).
    /// </summary>
    public Errno ListIo(LioMode mode, NativeAiocb** blocks, int count, NativeSigevent* notification)
    {
        if (mode is not (LioMode.LIO_WAIT or LioMode.LIO_NOWAIT) || count < 0 || count > _options.MaxListElements) return Errno.EINVAL;
        var notice = Notice.None;
        if (mode == LioMode.LIO_NOWAIT && notification is not null)
        {
            if (!SubmissionCheck.IsUsable(notification->Notify, notification->Signo, notification->Function)) return Errno.EINVAL;
            notice.Kind = (SigEventNotify)notification->Notify;
            notice.Signo = notification->Signo;
            notice.Value = notification->Value;
            notice.Function = notification->Function;
        }

        return ListIo(mode, blocks, count, notice);
    }

    private Errno ListIo(LioMode mode, NativeAiocb** blocks, int count, in Notice notice)
    {
        ListCall call;
        lock (_gate) call = new ListCall(_core, mode == LioMode.LIO_WAIT, notice);
        var submitted = SubmitAll(blocks, count, call.List);
        bool waits;
        lock (_gate) waits = call.Close(submitted);
        if (mode == LioMode.LIO_NOWAIT) Deliver();
        var (end, result) = (WaitEnd.Satisfied, Errno.None);
        try
        {
            if (waits) end = WaitInterruptibly(Waiter.Own.AllOf(call.List), long.MaxValue);
        }
        finally
        {
            // Also where a handler throws: nobody waits for the list any more.
            lock (_gate) result = call.End(submitted, end == WaitEnd.Interrupted);
        }

        return result;
    }

    private ListTally SubmitAll(NativeAiocb** blocks, int count, ListState? list)
    {
        var batch = new ListTally();
        var file = new BatchFile();
        var ringIsBetter = count >= RingBatch && Volatile.Read(ref _flushing) == 0;
        var (held, queued) = (false, false);
        for (var i = 0; i < count; i++)
        {
            var block = blocks[i];
            if (SubmissionCheck.IsIgnored(block)) continue;
            if (!file.IsOf(block)) file = FileOf(block);
            if (file.TriesNow(block, ringIsBetter))
            {
                if (held) _gate.Exit();
                held = false;
                if (SubmissionCheck.IsFree(block) && TryNow(block, file.Held(block)))
                {
                    batch.Add(Errno.None);
                    continue;
                }
            }

            if (!held) _gate.Enter();
            held = true;
            var refusal = AcceptElement(block, ref file, list);
            batch.Add(refusal);
            if (refusal == Errno.None) queued = true;
            else _core.Refuse(block, refusal);
        }

        if (queued) StartAll(held);
        else if (held) _gate.Exit();
        return batch;
    }

    private BatchFile FileOf(NativeAiocb* block) => block->File != 0
        ? new BatchFile(block, Registered(block->File), null, _backend)
        : new BatchFile(block, null, block->IsOwned ? (_slab.Owner(block) as RequestOwner)?.File : null, _backend);

    private Errno AcceptElement(NativeAiocb* block, ref BatchFile file, ListState? list)
    {
        if (SubmissionCheck.Element(block) is not { } kind) return Errno.EINVAL;
        var error = file.Identify(_backend);
        if (error == Errno.None) error = SubmissionCheck.Transfer(block, kind, file.Facts);
        return error == Errno.None ? Accept(block, kind, file.Registration, file.Facts, list) : error;
    }

    private void StartAll(bool held)
    {
        if (!held) _gate.Enter();
        var pushed = Issue();
        _waiting.Reconsider();
        _gate.Exit();
        if (pushed)
        {
            Interlocked.Increment(ref _flushing);
            _backend.Flush();
            Interlocked.Decrement(ref _flushing);
        }

        SeeTo();
    }
}
