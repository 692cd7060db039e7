using AioSpec;

namespace AioEngine.Core;

internal sealed unsafe partial class EngineCore
{
    /// <summary>Step: the backend's answer to a request: a count, or a negative errno.</summary>
    internal void Complete(NativeAiocb* request, long result)
    {
        Running--;
        request->Result = result;
        if (Defect == CoreDefect.FileLetGoEarly) _files[request->FileEntry].Release(backend, request->HoldIndex);
        if (request->Cancelers > 0 && Defect != CoreDefect.CompletionIgnoresTheCancellation)
        {
            // Whoever asked for its end decides with what it got (EndCancel): no status may contradict that answer.
            request->Marks |= RequestMarks.Arrived;
            WaitersAreDue = true;
            return;
        }

        Decide(request, result);
    }

    private void Decide(NativeAiocb* request, long result)
    {
        // What a worker of the kernel was interrupted in for the cancellation's sake. At the end nothing is started again.
        if (result == -(int)Errno.EINTR && (IsCancelAccepted(request) || IsClosed)) result = -(int)Errno.ECANCELED;
        if (MustStartAgain(request, result))
        {
            StartAgain(request);
            return;
        }

        if (request->Kind == RequestKind.Write && result > 0)
        {
            request->Moved += result;
            if (Defect != CoreDefect.LastPartIsTheCount) result = request->Moved;
            if (GoesOn(request) && Defect != CoreDefect.FirstPartIsAll)
            {
                StartAgain(request);
                return;
            }
        }
        else if (result < 0 && request->Moved > 0 && result != -(int)Errno.ECANCELED)
        {
            // A part was written before the error: a short count, as write gives it (WRITE-03).
            result = request->Moved;
        }

        if (result >= 0 && request->Kind >= RequestKind.Sync && Defect != CoreDefect.BarrierHidesTheError
            && _files[request->FileEntry].CoveredError(request) is > 0 and var error)
        {
            result = -error;
        }

        Finish(request, result);
    }

    /// <summary>To the backend once more; where a cancellation was accepted since, this is the moment at which it is canceled.</summary>
    private void StartAgain(NativeAiocb* request)
    {
        if (IsCancelAccepted(request))
        {
            FinishCanceled(request);
            return;
        }

        request->Marks &= ~RequestMarks.Arrived;
        request->FixedFile = 0;
        MakeReady(request);
    }

    /// <summary>write on a stream that may block ends when all is written; the kernel's asynchronous one after each part.</summary>
    private static bool GoesOn(NativeAiocb* request) => (ulong)request->Moved < request->Nbytes && IsInParts(request->Kind, request->Marks);

    private static bool IsInParts(RequestKind kind, RequestMarks marks) =>
        kind == RequestKind.Write && (marks & (RequestMarks.Stream | RequestMarks.Nonblock)) == RequestMarks.Stream;

    /// <summary>
    /// What the kernel says for reasons of its own is not the request's answer: ECANCELED where nobody canceled (the thread
    /// that submitted it has ended), EINTR (EINTR-02), EFAULT for the same reason, EAGAIN where the file may block.
    /// </summary>
    private bool MustStartAgain(NativeAiocb* request, long result)
    {
        switch ((Errno)(-result))
        {
            case Errno.ECANCELED or Errno.EINTR:
                return !IsCancelAccepted(request) && !IsClosed && Defect != CoreDefect.StrayCancellationIsBelieved;
            case Errno.EFAULT when (request->Marks & RequestMarks.FaultRetried) == 0:
                request->Marks |= RequestMarks.FaultRetried;
                return true;
            case Errno.EAGAIN when (request->Marks & (RequestMarks.Nonblock | RequestMarks.MayBlock)) == 0:
            case Errno.ENOTSUP when (request->Marks & (RequestMarks.Nonblock | RequestMarks.MayBlock)) == RequestMarks.Nonblock:
                request->Marks |= RequestMarks.MayBlock;
                return true;
            default:
                return false;
        }
    }
}
