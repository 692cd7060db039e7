using AioEngine.Core;
using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    /// <summary>From so many reads of registered files on, one system call for all is faster than one for each.</summary>
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
        var notice = new Notice { Kind = SigEventNotify.SIGEV_NONE };
        if (mode == LioMode.LIO_NOWAIT && notification is not null)
        {
            if (!IsUsable(notification->Notify, notification->Signo, notification->Function)) return Errno.EINVAL;
            notice.Kind = (SigEventNotify)notification->Notify;
            notice.Signo = notification->Signo;
            notice.Value = notification->Value;
            notice.Function = notification->Function;
        }

        return ListIo(mode, blocks, count, notice);
    }

    private Errno ListIo(LioMode mode, NativeAiocb** blocks, int count, in Notice notice)
    {
        var waits = mode == LioMode.LIO_WAIT;
        ListState list;
        lock (_gate) list = _core.OpenList(waits, notice);
        var submitted = SubmitAll(blocks, count, list);
        bool complete;
        lock (_gate)
        {
            _core.CloseList(list, submitted.Refused > 0);
            complete = list.Remaining == 0;
        }

        if (!waits)
        {
            Deliver();
            return submitted.Starved ? Errno.EAGAIN : submitted.Refused > 0 ? Errno.EIO : Errno.None;
        }

        var (end, failed) = (WaitEnd.Satisfied, false);
        try
        {
            if (!complete) end = WaitInterruptibly(Waiter.Own.AllOf(list), long.MaxValue);
        }
        finally
        {
            // Also where a handler throws: nobody waits for the list any more.
            lock (_gate)
            {
                failed = list.Failed;
                _core.AbandonList(list);
            }
        }

        if (end == WaitEnd.Interrupted) return Errno.EINTR;
        return submitted.Starved ? Errno.EAGAIN : failed ? Errno.EIO : Errno.None;
    }

    private Submitted SubmitAll(NativeAiocb** blocks, int count, ListState? list)
    {
        var batch = new Submitted();
        var file = new BatchFile();
        var ringIsBetter = count >= RingBatch && Volatile.Read(ref _flushing) == 0;
        var (held, queued) = (false, false);
        for (var i = 0; i < count; i++)
        {
            var block = blocks[i];
            if (block is null || block->LioOpcode == (int)LioOpcode.LIO_NOP) continue;
            if (!file.IsOf(block)) file = new BatchFile(block, block->File == 0 ? null : Registered(block->File), _backend);
            if (file.TriesNow(block, ringIsBetter))
            {
                if (held) _gate.Exit();
                held = false;
                if (IsFree(block) && TryNow(block, file.Held(block)))
                {
                    batch.Accepted++;
                    continue;
                }
            }

            if (!held) _gate.Enter();
            held = true;
            var refusal = AcceptElement(block, ref file, list);
            if (refusal == Errno.None) (queued, batch.Accepted) = (true, batch.Accepted + 1);
            else Refuse(block, refusal, ref batch);
        }

        if (queued) StartAll(held);
        else if (held) _gate.Exit();
        return batch;
    }

    private Errno AcceptElement(NativeAiocb* block, ref BatchFile file, ListState? list)
    {
        if (block->LioOpcode is not ((int)LioOpcode.LIO_READ or (int)LioOpcode.LIO_WRITE) || !IsFree(block)) return Errno.EINVAL;
        var kind = block->LioOpcode == (int)LioOpcode.LIO_READ ? RequestKind.Read : RequestKind.Write;
        var error = file.Identify(_backend);
        if (error == Errno.None) error = SubmissionCheck.Transfer(block, kind, file.Facts);
        return error == Errno.None ? Accept(block, kind, file.Registration, file.Facts, list) : error;
    }

    private static bool IsFree(NativeAiocb* block) => block->Error != Status.InProgress && HasUsableEvent(block);

    private void StartAll(bool held)
    {
        if (!held) _gate.Enter();
        var pushed = Issue();
        _waiting.Reconsider();
        _reaper.Attend();
        _gate.Exit();
        if (pushed)
        {
            Interlocked.Increment(ref _flushing);
            _backend.Flush();
            Interlocked.Decrement(ref _flushing);
        }

        if (_backend.HasCompletions) Settle();
    }

    /// <summary>An element that is not queued carries why (LIO-12, LIO-17); one in progress by another call is left alone.</summary>
    private void Refuse(NativeAiocb* block, Errno error, ref Submitted batch)
    {
        batch.Refused++;
        batch.Starved |= error == Errno.EAGAIN;
        if (block->Error == Status.InProgress) return;
        (_slab.Owner(block) as RequestOwner)?.Refused(error);
        block->Result = -1;
        Volatile.Write(ref block->Error, (int)error);
    }

    private struct Submitted
    {
        internal int Accepted;
        internal int Refused;

        /// <summary>At least one was refused for lack of resources.</summary>
        internal bool Starved;
    }
}
