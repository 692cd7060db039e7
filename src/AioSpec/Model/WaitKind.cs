namespace AioSpec.Model;

/// <summary>What a thread can wait in.</summary>
public enum WaitKind : byte
{
    /// <summary>aio_suspend.</summary>
    Suspend,
    /// <summary>lio_listio with LIO_WAIT.</summary>
    List,
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
