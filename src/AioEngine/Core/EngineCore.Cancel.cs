using AioSpec;

namespace AioEngine.Core;

internal sealed unsafe partial class EngineCore
{
    /// <summary>
    /// Step: begins the cancellation of one request. Where the backend has it, the answer is open: the caller asks the
    /// backend, and ends with <see cref="EndCancel"/>; until then the request cannot become final.
    /// </summary>
    internal CancelStart BeginCancel(NativeAiocb* request)
    {
        switch (request->Phase)
        {
            case RequestPhase.Queued:
                Unqueue(request);
                FinishCanceled(request);
                if (Defect == CoreDefect.CancelHitsTheNeighbour && _files[request->FileEntry].Order(request).Waiting.Take() is var next && next is not null) FinishCanceled(next);
                return CancelStart.Canceled;
            case RequestPhase.Ready:
                _ready.Remove(request);
                FinishCanceled(request);
                return CancelStart.Canceled;
            case RequestPhase.Running when request->Cancelers > 0:
                return CancelStart.Busy;
            case RequestPhase.Running:
                request->Cancelers = 1;
                return CancelStart.AskBackend;
            default:
                return CancelStart.AllDone;
        }
    }

    /// <summary>Step: the backend accepted: the request will arrive soon, and ECANCELED will be its own answer.</summary>
    internal static void AcceptCancel(NativeAiocb* request) => request->Marks |= RequestMarks.CancelAccepted;

    /// <summary>Whether the backend's answer to the request has come since the cancellation began.</summary>
    internal static bool HasArrived(NativeAiocb* request) => (request->Marks & RequestMarks.Arrived) != 0;

    /// <summary>Step: ends a cancellation with the answer of aio_cancel, which no later status contradicts (R01, R02).</summary>
    internal AioCancelResult EndCancel(NativeAiocb* request)
    {
        request->Cancelers = 0;
        if (!HasArrived(request)) return Defect == CoreDefect.RefusedIsAllDone ? AioCancelResult.AIO_ALLDONE : AioCancelResult.AIO_NOTCANCELED;
        if (Defect == CoreDefect.AcceptedIsCanceled && IsCancelAccepted(request))
        {
            Decide(request, request->Result);
            return AioCancelResult.AIO_CANCELED;
        }

        Decide(request, request->Result);
        if (request->Phase != RequestPhase.Finished) return AioCancelResult.AIO_NOTCANCELED;
        if (Defect == CoreDefect.CanceledIsNotCanceled) return AioCancelResult.AIO_NOTCANCELED;
        return IsCancelAccepted(request) && request->Result == -(int)Errno.ECANCELED ? AioCancelResult.AIO_CANCELED : AioCancelResult.AIO_ALLDONE;
    }

    /// <summary>Whether the request is outstanding on the descriptor: one of an earlier file with this number is none of it (CANCEL-13).</summary>
    internal bool IsOn(NativeAiocb* request, int fildes, in Backends.FileFacts facts) =>
        (request->Fildes == fildes || Defect == CoreDefect.CancelHitsTheDuplicate) && request->Error == Status.InProgress && _files[request->FileEntry].Key == (facts.Device, facts.Inode);

    private void Unqueue(NativeAiocb* request)
    {
        var file = _files[request->FileEntry];
        if (Defect == CoreDefect.CanceledStaysQueued) return;
        if (request->Kind >= RequestKind.Sync) file.ForgetSync(request);
        else file.Order(request).Waiting.Remove(request);
    }

    private static bool IsCancelAccepted(NativeAiocb* request) => (request->Marks & RequestMarks.CancelAccepted) != 0;

    /// <summary>
    /// It ends with ECANCELED, also where a part of it is written (R08, WRITE-09): a short count would be the end of a request that
    /// nobody has canceled, and AIO_CANCELED promises ECANCELED (CANCEL-04).
    /// </summary>
    private void FinishCanceled(NativeAiocb* request) => Finish(request, -(int)Errno.ECANCELED);
}

/// <summary>How a cancellation begins.</summary>
internal enum CancelStart
{
    /// <summary>It had not started: it is canceled.</summary>
    Canceled,

    /// <summary>The backend has it, and has to be asked.</summary>
    AskBackend,

    /// <summary>Another cancellation of it has not ended: look again when it has.</summary>
    Busy,

    /// <summary>It is complete.</summary>
    AllDone,
}
