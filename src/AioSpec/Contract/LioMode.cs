namespace AioSpec;

/// <summary>How lio_listio waits (XBD aio.h). Any other value is EINVAL: LIO-01.</summary>
public enum LioMode
{
    /// <summary>Return after all I/O is complete.</summary>
    LIO_WAIT = 0,
    /// <summary>Return at once; the list notification follows when all I/O is complete.</summary>
    LIO_NOWAIT = 1,
}
