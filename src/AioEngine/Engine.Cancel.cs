using AioEngine.Backends;
using AioEngine.Core;
using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    /// <summary>One cancellation asks the backend at a time: two of one request would have to agree.</summary>
    private readonly Lock _cancelGate = new();

    /// <summary>
    /// aio_cancel: one request, or with null all of the descriptor. The answer, and None; or EBADF where the descriptor is not
    /// open. Canceled, its status is ECANCELED when this returns (CANCEL-04).
    /// </summary>
    public Errno Cancel(int fildes, NativeAiocb* block, out AioCancelResult answer)
    {
        answer = AioCancelResult.AIO_ALLDONE;
        var error = _backend.Identify(fildes, out var facts);
        if (error != Errno.None) return error;
        if (block is not null)
        {
            if (block->Fildes != fildes) return Errno.EINVAL;
            answer = CancelOne(block);
        }
        else
        {
            answer = CancelAll(fildes, facts);
        }

        Settle();
        return Errno.None;
    }

    /// <summary>All of the descriptor. A request of an earlier file with this number is none of it: the number was reused.</summary>
    private AioCancelResult CancelAll(int fildes, in FileFacts facts)
    {
        var (canceled, refused) = (false, false);
        for (var i = 0; i < _slab.Count; i++)
        {
            var block = _slab[i];
            if (block->Fildes != fildes || Volatile.Read(ref block->Error) != Status.InProgress) continue;
            lock (_gate)
            {
                if (!_core.IsOn(block, facts)) continue;
            }

            switch (CancelOne(block))
            {
                case AioCancelResult.AIO_CANCELED:
                    canceled = true;
                    break;
                case AioCancelResult.AIO_NOTCANCELED:
                    refused = true;
                    break;
            }
        }

        return refused ? AioCancelResult.AIO_NOTCANCELED : canceled ? AioCancelResult.AIO_CANCELED : AioCancelResult.AIO_ALLDONE;
    }

    private AioCancelResult CancelOne(NativeAiocb* block)
    {
        lock (_cancelGate)
        {
            Settle();
            lock (_gate)
            {
                switch (_core.BeginCancel(block))
                {
                    case CancelStart.Canceled:
                        return AioCancelResult.AIO_CANCELED;
                    case CancelStart.AllDone:
                        return AioCancelResult.AIO_ALLDONE;
                    case CancelStart.Busy:
                        // A notification that this thread calls while it cancels the same request.
                        return AioCancelResult.AIO_NOTCANCELED;
                }
            }

            if (_backend.Cancel(block) == CancelAnswer.Accepted)
            {
                lock (_gate) EngineCore.AcceptCancel(block);
                _waiting.Wait(Waiter.Own.ArrivalOf(block), long.MaxValue, _settle);
            }
            else
            {
                Settle();
            }

            lock (_gate) return _core.EndCancel(block);
        }
    }
}
