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
}
