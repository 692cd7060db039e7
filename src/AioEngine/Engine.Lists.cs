using System.Runtime.CompilerServices;
using AioEngine.Backends;
using AioEngine.Core;
using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
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
        var queued = false;
        for (var first = 0; first < count; first += MostTogether)
        {
            queued |= SubmitSome(blocks + first, Math.Min(MostTogether, count - first), list, ref batch);
        }

        if (queued) StartAll();
        return batch;
    }

    /// <summary>What needs no waiting is answered, the rest accepted or refused. True: something has to be started.</summary>
    [SkipLocalsInit]
    private bool SubmitSome(NativeAiocb** blocks, int count, ListState? list, ref ListTally batch)
    {
        var attempts = stackalloc Attempt[MostTogether];
        var file = new BatchFile();
        var tried = count < FewestTogether ? 0 : TryTogether(blocks, count, attempts, ref file);
        var (next, held, queued) = (0, false, false);
        for (var i = 0; i < count; i++)
        {
            var block = blocks[i];
            var isHit = next < tried && attempts[next].Request == block && attempts[next++].IsHit;
            if (isHit) batch.Add(Errno.None);
            if (isHit || SubmissionCheck.IsIgnored(block)) continue;
            if (!file.IsOf(block)) file = FileOf(block);
            if (count < FewestTogether && file.MayTry(block) && SubmissionCheck.IsFree(block))
            {
                if (held) _gate.Exit();
                held = false;
                if (TryNow(block, file.Held(block)))
                {
                    batch.Add(Errno.None);
                    continue;
                }
            }

            if (!file.IsIdentified)
            {
                // Without the gate: it may wait for a server.
                if (held) _gate.Exit();
                held = false;
                file.Identify(_backend);
            }

            if (!held) _gate.Enter();
            held = true;
            var refusal = AcceptElement(block, ref file, list);
            batch.Add(refusal);
            if (refusal == Errno.None) queued = true;
            else _core.Refuse(block, refusal);
        }

        if (held) _gate.Exit();
        return queued;
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

    private void StartAll()
    {
        lock (_gate)
        {
            Issue();
            _waiting.Reconsider();
        }

        SeeTo();
    }
}
