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
        if (!HasArrived(request)) return AioCancelResult.AIO_NOTCANCELED;
        var result = request->Result;
        Decide(request, result);
        return result switch
        {
            -(int)Errno.ECANCELED or -(int)Errno.EINTR when (request->Marks & RequestMarks.CancelAccepted) != 0 && request->Moved == 0
                => AioCancelResult.AIO_CANCELED,
            _ => request->Phase == RequestPhase.Finished ? AioCancelResult.AIO_ALLDONE : AioCancelResult.AIO_NOTCANCELED,
        };
    }

    /// <summary>Whether the request is outstanding on that file.</summary>
    internal bool IsOn(NativeAiocb* request, in Backends.FileFacts facts) =>
        request->Error == Status.InProgress && _files[request->FileEntry].Key == (facts.Device, facts.Inode);

    private void Unqueue(NativeAiocb* request)
    {
        var file = _files[request->FileEntry];
        if (request->Kind >= RequestKind.Sync) file.ForgetSync(request);
        else file.Order(request).Waiting.Remove(request);
    }

    /// <summary>It had not started, or has written a part of what it was to write.</summary>
    private void FinishCanceled(NativeAiocb* request) => Finish(request, request->Moved > 0 ? request->Moved : -(int)Errno.ECANCELED);
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
