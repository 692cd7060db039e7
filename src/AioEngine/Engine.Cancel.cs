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

    /// <summary>All of the descriptor.</summary>
    private AioCancelResult CancelAll(int fildes, in FileFacts facts)
    {
        var tally = new CancelTally(_core);
        for (var i = 0; i < _slab.Count; i++)
        {
            var block = _slab[i];
            if (block->Fildes != fildes || Volatile.Read(ref block->Error) != Status.InProgress) continue;
            if (CancelIfOn(block, fildes, facts) is { } answer) tally.Add(answer);
        }

        return tally.Answer;
    }

    private AioCancelResult CancelOne(NativeAiocb* block)
    {
        lock (_cancelGate)
        {
            Settle();
            var row = new Cancellation(_core, block);
            CancelStep step;
            lock (_gate) step = row.Begin();
            return Finish(block, row, step);
        }
    }

    /// <summary>Of the descriptor: null where it has no such request.</summary>
    private AioCancelResult? CancelIfOn(NativeAiocb* block, int fildes, in FileFacts facts)
    {
        lock (_cancelGate)
        {
            Settle();
            var row = new Cancellation(_core, block);
            CancelStep step;
            lock (_gate) step = row.BeginIfOn(fildes, facts);
            return step == CancelStep.NotOfIt ? null : Finish(block, row, step);
        }
    }

    /// <summary>The rest of a cancellation that has begun.</summary>
    private AioCancelResult Finish(NativeAiocb* block, Cancellation row, CancelStep step)
    {
        while (step != CancelStep.Done)
        {
            switch (step)
            {
                case CancelStep.Begin:
                    lock (_gate) step = row.Begin();
                    continue;
                case CancelStep.AskBackend:
                    var answer = _backend.Cancel(block);
                    lock (_gate) step = row.Told(answer);
                    continue;
                case CancelStep.AwaitArrival:
                    _waiting.Wait(Waiter.Own.ArrivalOf(block), long.MaxValue, _settle);
                    break;
                default:
                    Settle();
                    break;
            }

            lock (_gate) step = row.End();
        }

        return row.Answer;
    }
}
