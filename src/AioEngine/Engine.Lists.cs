using AioEngine.Backends;
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
        lock (_gate) _core.CloseList(list, submitted.Refused > 0);
        if (!waits)
        {
            Deliver();
            return submitted.Starved ? Errno.EAGAIN : submitted.Refused > 0 ? Errno.EIO : Errno.None;
        }

        var end = WaitInterruptibly(Waiter.Own.AllOf(list), long.MaxValue);
        bool failed;
        lock (_gate)
        {
            failed = list.Failed;
            _core.AbandonList(list);
        }

        if (end == WaitEnd.Interrupted) return Errno.EINTR;
        return submitted.Starved ? Errno.EAGAIN : failed ? Errno.EIO : Errno.None;
    }

    private Submitted SubmitAll(NativeAiocb** blocks, int count, ListState? list)
    {
        var batch = new Submitted();
        var (knownFd, knownFile) = (int.MinValue, 0);
        Registration? registration = null;
        FileFacts facts = default;
        var error = Errno.None;
        var busy = Volatile.Read(ref _flushing) != 0;
        var (held, queued) = (false, false);
        for (var i = 0; i < count; i++)
        {
            var block = blocks[i];
            if (block is null || block->LioOpcode == (int)LioOpcode.LIO_NOP) continue;
            if (block->File != knownFile || block->Fildes != knownFd)
            {
                (knownFd, knownFile) = (block->Fildes, block->File);
                error = Find(block, out registration, out facts);
            }

            var kind = block->LioOpcode == (int)LioOpcode.LIO_READ ? RequestKind.Read : RequestKind.Write;
            var refusal = CheckElement(block, kind, error, facts);
            if (refusal == Errno.None && kind == RequestKind.Read && (registration is null || count < RingBatch || busy))
            {
                if (held) _gate.Exit();
                held = false;
                if (_backend.TryNow(block, registration?.Held ?? block->Fildes, facts, out var result))
                {
                    CompleteNow(block, kind, result);
                    batch.Accepted++;
                    continue;
                }
            }

            if (!held) _gate.Enter();
            held = true;
            if (refusal == Errno.None) refusal = Accept(block, kind, registration, facts, list);
            if (refusal == Errno.None)
            {
                batch.Accepted++;
                queued = true;
            }
            else
            {
                Refuse(block, refusal, ref batch);
            }
        }

        if (queued) StartAll(held);
        else if (held) _gate.Exit();
        return batch;
    }

    private void StartAll(bool held)
    {
        if (!held) _gate.Enter();
        var pushed = Issue();
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

    private static Errno CheckElement(NativeAiocb* block, RequestKind kind, Errno error, in FileFacts facts)
    {
        if (block->LioOpcode is not ((int)LioOpcode.LIO_READ or (int)LioOpcode.LIO_WRITE)) return Errno.EINVAL;
        if (block->Error == Status.InProgress || !HasUsableEvent(block)) return Errno.EINVAL;
        return error != Errno.None ? error : SubmissionCheck.Transfer(block, kind, facts);
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
