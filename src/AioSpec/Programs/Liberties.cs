namespace AioSpec.Programs;

/// <summary>
/// What any implementation may do, and the model does only where it is asked to: the schedules that it adds are many, and few targets are so.
/// Unlike a choice of the <see cref="Profile"/> it is never held against anybody: the judge permits it always.
/// </summary>
[Flags]
public enum Liberties
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>A write of which a part has moved when aio_cancel is called may end with what has moved: a short success (CANCEL-17).</summary>
    ShortCancel = 1,
    /// <summary>aio_cancel returns when what it cancels is complete: who cancels it meanwhile is told AIO_CANCELED as well (CANCEL-07).</summary>
    JointCancel = 2,
    /// <summary>
    /// lio_listio initiates the elements of a list one after the other, in any order (LIO-09), and others act meanwhile; a signal may end
    /// LIO_WAIT before all are initiated (LIO-18). Of lists of at most 64 elements.
    /// </summary>
    ListInParts = 4,
    /// <summary>A list of which an element was not queued, so that lio_listio fails, may be notified or not (LIO-15, LIO-20).</summary>
    SilentRefusal = 8,
}
