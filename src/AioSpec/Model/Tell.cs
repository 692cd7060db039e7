namespace AioSpec.Model;

/// <summary>
/// Circumstances that choose among several sentences which one an outcome breaks, when it breaks one in any case. A world
/// that only simulates tells none of them.
/// </summary>
public enum Tell
{
    /// <summary>The descriptor of the request was closed after the submission had begun.</summary>
    ClosedSince,
    /// <summary>The descriptor of the request was replaced by dup2 after the submission had begun.</summary>
    ReplacedSince,
    /// <summary>The descriptor of the request was not open when it was submitted, and has been opened since.</summary>
    TakenSince,
    /// <summary>The descriptor asked for was open once.</summary>
    ClosedBefore,
    /// <summary>The caller is not the thread that submitted.</summary>
    OtherThread,
    /// <summary>The final status of the request was seen before.</summary>
    StatusSeen,
    /// <summary>Another aio_return of the request is under way.</summary>
    ReturnOverlaps,
    /// <summary>The result is that of the block's previous request.</summary>
    PreviousResult,
    /// <summary>aio_cancel of this very request said AIO_NOTCANCELED.</summary>
    NotCanceledSaid,
    /// <summary>aio_cancel of another descriptor of the same file was called.</summary>
    OtherDescriptorCanceled,
    /// <summary>aio_cancel of another request on the same descriptor was called.</summary>
    NeighbourCanceled,
    /// <summary>aio_cancel of another request with a control block of the same content was called.</summary>
    TwinCanceled,
    /// <summary>The list that the request is part of was interrupted.</summary>
    ListInterrupted,
    /// <summary>An aio_suspend that listed the request was interrupted.</summary>
    SuspendInterrupted,
    /// <summary>The thread that submitted has ended.</summary>
    SubmitterEnded,
    /// <summary>The process forked while the request was outstanding.</summary>
    Forked,
    /// <summary>The process is a child that was forked.</summary>
    InChild,
    /// <summary>The list has a NULL element.</summary>
    HasNull,
    /// <summary>The list has a LIO_NOP element.</summary>
    HasNop,
    /// <summary>A request that is not listed became complete during the wait.</summary>
    UnlistedCompleted,
    /// <summary>The failure of the element was seen before the rest of the list was complete.</summary>
    FailureSeenEarly,
    /// <summary>Another element of the list has failed.</summary>
    SiblingFailed,
    /// <summary>A listed request was canceled.</summary>
    ListedCanceled,
    /// <summary>A listed request is an aio_fsync.</summary>
    ListedFsync,
    /// <summary>Another thread waits, or waited, for the same request.</summary>
    SeveralWaiters,
    /// <summary>The call is made in a signal handler.</summary>
    InHandler,
    /// <summary>The call is made in a notification function.</summary>
    InCallback,
    /// <summary>The bytes are those at the file offset of the descriptor, not at aio_offset.</summary>
    BytesAtFileOffset,
    /// <summary>The bytes are what was there before a write that was seen complete before the read was submitted.</summary>
    BytesStale,
    /// <summary>The bytes are what the buffer held before the read.</summary>
    BytesOfBufferBefore,
    /// <summary>Bytes of several records of at most PIPE_BUF are interleaved.</summary>
    BytesInterleaved,
    /// <summary>The bytes come from a write that was rejected.</summary>
    BytesOfRejectedWrite,
    /// <summary>The bytes are not permitted, whatever else they tell.</summary>
    Misfit,
    /// <summary>The notification of the list has come before.</summary>
    ListNotified,
    /// <summary>The bytes come from an element of a list that was refused.</summary>
    BytesOfRejectedList,
    /// <summary>The descriptor is that of an element of a list that was refused.</summary>
    OnDescriptorOfRejectedList,
    /// <summary>A request of lower priority was processed before one of higher priority.</summary>
    PrioritiesReversed,
    /// <summary>Requests of one priority on a character special file were not processed first in, first out.</summary>
    EqualsReordered,
    /// <summary>The bytes come from a write to another file.</summary>
    BytesOfOtherFile,
    /// <summary>The bytes come from a write to another place of the file.</summary>
    BytesOfOtherPlace,
    /// <summary>The bytes come from an append at its aio_offset.</summary>
    BytesOfAppendAtOffset,
    /// <summary>Appends overlap, or bytes of one are lost.</summary>
    AppendsDamaged,
    /// <summary>Appends stand in another order than that of the calls.</summary>
    AppendsReordered,
    /// <summary>No writer wrote these bytes.</summary>
    BytesOfNobody,
    /// <summary>A gap that nobody wrote is not zeros.</summary>
    GapNotZero,
    /// <summary>The block is resubmitted, and its list goes on.</summary>
    ElementResubmitted,
    /// <summary>The block of a LIO_NOP element of the list is submitted by itself, and in progress.</summary>
    NopSubmitted,
    /// <summary>The program knows of the completion by the status, and has not retrieved the result.</summary>
    StatusAlone,
    /// <summary>exec was called.</summary>
    ExecCalled,
    /// <summary>exit was called.</summary>
    ExitCalled,
    /// <summary>The signal is ignored.</summary>
    SignalIgnored,
    /// <summary>A control block was freed in a signal handler or notification function.</summary>
    FreedInNotification,
    /// <summary>A control block was freed.</summary>
    Freed,
    /// <summary>The value is the one that the caller stored over its sigevent after the call.</summary>
    ReusedSigEvent,
    /// <summary>It is what the sig argument of a list asks for that waits, and takes none.</summary>
    WaitingListNotified,
    /// <summary>It differs in the signal or function from one that has yet to come.</summary>
    Misdirected,
    /// <summary>It differs in the value from one that has yet to come.</summary>
    Disfigured,
    /// <summary>It is a notification function's, and differs in the function or the value from one that has yet to come.</summary>
    FunctionDisfigured,
    /// <summary>It is what a LIO_NOP element asks for.</summary>
    NopNotified,
    /// <summary>It is that of a submission that was refused.</summary>
    RefusedNotified,
    /// <summary>It is that of a list that was refused.</summary>
    RefusedListNotified,
    /// <summary>A list without a sig argument is under way.</summary>
    ListWithoutSig,
    /// <summary>A request with SIGEV_NONE is there.</summary>
    RequestWithoutSignal,
    /// <summary>An element was canceled.</summary>
    ElementCanceled,
    /// <summary>lio_listio said EAGAIN, and this element may be one that was not queued.</summary>
    LeftOut,
}
