namespace AioEngine.Core;

/// <summary>
/// Deliberate mistakes of the core: the one place where tests make it break a requirement, so that it is seen that the
/// exploration of its steps notices. Outside of tests there is none.
/// </summary>
internal enum CoreDefect
{
    None,

    /// <summary>aio_fsync does not wait for what was queued before.</summary>
    BarrierOvertakes,

    /// <summary>aio_fsync succeeds although a request that it covers has failed.</summary>
    BarrierHidesTheError,

    /// <summary>With a canceled aio_fsync that is first, the stretch before it is forgotten by the next one.</summary>
    CanceledBarrierForgetsItsStretch,

    /// <summary>Appends run side by side.</summary>
    AppendsTogether,

    /// <summary>When the first of a row is canceled, the next one does not start.</summary>
    CanceledOneStopsTheRow,

    /// <summary>What is canceled in the queue stays in it.</summary>
    CanceledStaysQueued,

    /// <summary>A completion during a cancellation becomes the status at once.</summary>
    CompletionIgnoresTheCancellation,

    /// <summary>Whatever the request came to, an accepted cancellation is AIO_CANCELED.</summary>
    AcceptedIsCanceled,

    /// <summary>A cancellation that the backend has is answered by AIO_NOTCANCELED.</summary>
    CanceledIsNotCanceled,

    /// <summary>ECANCELED of the kernel is believed although nobody has canceled.</summary>
    StrayCancellationIsBelieved,

    /// <summary>A list may be complete while it is being submitted.</summary>
    ListEndsWhileSubmitted,

    /// <summary>A list is notified twice.</summary>
    ListNotifiedTwice,

    /// <summary>A list with a failed element is not notified.</summary>
    FailedListNotNotified,

    /// <summary>LIO_WAIT does not hear of a failed element.</summary>
    ListForgetsFailure,

    /// <summary>A request is notified twice.</summary>
    NotifiedTwice,

    /// <summary>A canceled request is not notified.</summary>
    CanceledNotNotified,

    /// <summary>The notification is due before the status is stored.</summary>
    NotifiedBeforeTheStatus,

    /// <summary>A stream write ends after its first part.</summary>
    FirstPartIsAll,

    /// <summary>The count of a write in parts is that of the last part.</summary>
    LastPartIsTheCount,

    /// <summary>A canceled request counts against AIO_MAX for ever.</summary>
    CanceledKeepsItsPlace,

    /// <summary>A request uses the number of its descriptor, and not the file that it referred to.</summary>
    NumberInsteadOfFile,

    /// <summary>The file is let go when the answer comes, although the request may be started again.</summary>
    FileLetGoEarly,

    /// <summary>A request that was refused is done all the same.</summary>
    RefusedIsDone,

    /// <summary>A request that was refused is notified.</summary>
    RefusedIsNotified,

    /// <summary>The limit is reached by one request less.</summary>
    LimitTooLow,

    /// <summary>A negative offset is accepted.</summary>
    NegativeOffset,

    /// <summary>aio_fsync of a stream is accepted.</summary>
    StreamIsSynchronized,

    /// <summary>aio_fsync waits for what was queued through a descriptor like its own alone.</summary>
    BarrierOfTheDescriptor,

    /// <summary>aio_return of aio_fsync gives a count.</summary>
    SyncHasACount,

    /// <summary>aio_fsync is not notified.</summary>
    SyncNotNotified,

    /// <summary>The status is final when the request is handed to the backend.</summary>
    StatusBeforeTheData,

    /// <summary>aio_return of a request that has failed gives a count.</summary>
    FailureHasACount,

    /// <summary>aio_return of a request that has succeeded gives -1.</summary>
    SuccessIsAFailure,

    /// <summary>aio_return takes nothing: it can be asked again.</summary>
    ResultStays,

    /// <summary>aio_return takes the result and does not tell it.</summary>
    ResultForgotten,

    /// <summary>aio_error tells a final status once.</summary>
    StatusIsConsumed,

    /// <summary>aio_return of a canceled request gives a count.</summary>
    CanceledHasACount,

    /// <summary>A cancellation that the backend refuses is answered by AIO_ALLDONE.</summary>
    RefusedIsAllDone,

    /// <summary>aio_cancel says AIO_CANCELED of what is complete.</summary>
    AllDoneIsCanceled,

    /// <summary>aio_cancel says AIO_NOTCANCELED of what is complete.</summary>
    AllDoneIsNotCanceled,

    /// <summary>aio_cancel of a descriptor says AIO_CANCELED although requests stay.</summary>
    DescriptorCanceledAndNot,

    /// <summary>A canceled request is notified twice.</summary>
    CanceledNotifiedTwice,

    /// <summary>With a request that waits, the next one is canceled, too.</summary>
    CancelHitsTheNeighbour,

    /// <summary>aio_cancel of a descriptor cancels what was submitted through a duplicate of it.</summary>
    CancelHitsTheDuplicate,

    /// <summary>LIO_WAIT returns at once.</summary>
    ListDoesNotWait,

    /// <summary>LIO_WAIT does not hear of a canceled element.</summary>
    ListForgetsCancellation,

    /// <summary>LIO_WAIT fails although all have succeeded.</summary>
    ListFailsForNothing,

    /// <summary>A list is not notified.</summary>
    ListNotNotified,

    /// <summary>LIO_WAIT notifies sig.</summary>
    WaitedListNotified,

    /// <summary>Elements of a list are not notified.</summary>
    ElementsNotNotified,

    /// <summary>A list of which an element was refused fails with EINVAL, although others have begun.</summary>
    BegunListIsInvalid,

    /// <summary>LIO_NOP is an opcode that there is not.</summary>
    NopIsMinded,

    /// <summary>A notification has no value.</summary>
    NoticeWithoutValue,

    /// <summary>A request is not notified.</summary>
    NeverNotified,

    /// <summary>aio_cancel of a descriptor asks in one step whether a request is of it, and begins in another.</summary>
    DescriptorAskedBefore,
}
