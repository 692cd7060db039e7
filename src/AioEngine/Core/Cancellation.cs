using AioEngine.Backends;
using AioSpec;

namespace AioEngine.Core;

/// <summary>
/// aio_cancel of one request as a row of steps: each says what its caller has to do before the next. One row at a time: two of one
/// request would have to agree.
/// </summary>
internal unsafe struct Cancellation(EngineCore core, NativeAiocb* request)
{
    /// <summary>What aio_cancel returns, once the row is done.</summary>
    internal AioCancelResult Answer { get; private set; }

    /// <summary>
    /// Step: begins, if the request is outstanding on the descriptor. That is asked in the same step, for until then the request may end, and its block
    /// be another one's, of another file.
    /// </summary>
    internal CancelStep BeginIfOn(int fildes, in FileFacts facts)
    {
        if (!core.IsOn(request, fildes, facts)) return CancelStep.NotOfIt;
        return core.Defect == CoreDefect.DescriptorAskedBefore ? CancelStep.Begin : Begin();
    }

    /// <summary>Step: begins.</summary>
    internal CancelStep Begin()
    {
        var start = core.BeginCancel(request);
        Answer = start switch
        {
            CancelStart.Canceled => AioCancelResult.AIO_CANCELED,
            CancelStart.AllDone when core.Defect == CoreDefect.AllDoneIsCanceled => AioCancelResult.AIO_CANCELED,
            CancelStart.AllDone when core.Defect != CoreDefect.AllDoneIsNotCanceled => AioCancelResult.AIO_ALLDONE,
            // A notification that the canceling thread calls while it cancels the same request.
            _ => AioCancelResult.AIO_NOTCANCELED,
        };
        return start == CancelStart.AskBackend ? CancelStep.AskBackend : CancelStep.Done;
    }

    /// <summary>Step: the backend has answered.</summary>
    internal readonly CancelStep Told(CancelAnswer answer)
    {
        if (answer != CancelAnswer.Accepted) return CancelStep.TakeWhatIsThere;
        EngineCore.AcceptCancel(request);
        return CancelStep.AwaitArrival;
    }

    /// <summary>Step: the request has arrived, or goes on.</summary>
    internal CancelStep End()
    {
        Answer = core.EndCancel(request);
        return CancelStep.Done;
    }
}

/// <summary>What the caller of a cancellation has to do.</summary>
internal enum CancelStep
{
    /// <summary>Nothing: the answer is there.</summary>
    Done,

    /// <summary>Nothing: the descriptor has no such request.</summary>
    NotOfIt,

    /// <summary>Begins, in a step of its own.</summary>
    Begin,

    /// <summary>Asks the backend, and tells what it said.</summary>
    AskBackend,

    /// <summary>Waits until the request has arrived, and ends.</summary>
    AwaitArrival,

    /// <summary>Takes the completions that are there, and ends.</summary>
    TakeWhatIsThere,
}

/// <summary>What aio_cancel of a descriptor has come to (CANCEL-07, CANCEL-08, CANCEL-09).</summary>
internal struct CancelTally(EngineCore core)
{
    private bool _canceled;
    private bool _refused;

    /// <summary>The answer for all of them.</summary>
    internal readonly AioCancelResult Answer =>
        _refused ? AioCancelResult.AIO_NOTCANCELED : _canceled ? AioCancelResult.AIO_CANCELED : AioCancelResult.AIO_ALLDONE;

    /// <summary>One request was answered so.</summary>
    internal void Add(AioCancelResult answer)
    {
        _canceled |= answer == AioCancelResult.AIO_CANCELED;
        _refused |= answer == AioCancelResult.AIO_NOTCANCELED && core.Defect != CoreDefect.DescriptorCanceledAndNot;
        _canceled |= core.Defect == CoreDefect.DescriptorCanceledAndNot;
    }
}
