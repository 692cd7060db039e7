namespace AioSpec.Model;

/// <summary>What a thread can wait in.</summary>
public enum WaitKind : byte
{
    /// <summary>aio_suspend.</summary>
    Suspend,
    /// <summary>lio_listio with LIO_WAIT.</summary>
    List,
    /// <summary>lio_listio that has yet to initiate elements.</summary>
    Initiation,
    /// <summary>aio_cancel that waits for what it cancels.</summary>
    Cancellation,
    /// <summary>sigtimedwait or sigwaitinfo.</summary>
    Signal,
    /// <summary>nanosleep.</summary>
    Sleep,
    /// <summary>A gate of the program.</summary>
    Gate,
    /// <summary>read of a stream without data.</summary>
    Read,
    /// <summary>write to a stream without room.</summary>
    Write,
}
