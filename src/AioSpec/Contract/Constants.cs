namespace AioSpec;

/// <summary>The operation of a list element (XBD aio.h). A program may store any other int here: LIO-08.</summary>
public enum LioOpcode
{
    /// <summary>Request a read, as aio_read.</summary>
    LIO_READ = 0,
    /// <summary>Request a write, as aio_write.</summary>
    LIO_WRITE = 1,
    /// <summary>The element is ignored: LIO-06.</summary>
    LIO_NOP = 2,
}

/// <summary>How lio_listio waits (XBD aio.h). Any other value is EINVAL: LIO-01.</summary>
public enum LioMode
{
    /// <summary>Return after all I/O is complete.</summary>
    LIO_WAIT = 0,
    /// <summary>Return at once; the list notification follows when all I/O is complete.</summary>
    LIO_NOWAIT = 1,
}

/// <summary>The answers of aio_cancel (aio_cancel/RV).</summary>
public enum AioCancelResult
{
    /// <summary>All requested operations that were outstanding were canceled.</summary>
    AIO_CANCELED = 0,
    /// <summary>At least one requested operation is in progress and cannot be canceled.</summary>
    AIO_NOTCANCELED = 1,
    /// <summary>All requested operations were already complete.</summary>
    AIO_ALLDONE = 2,
}

/// <summary>The <c>op</c> of aio_fsync and the synchronization flags of open. Any other op is EINVAL: FSYNC-03.</summary>
public enum SyncOperation
{
    /// <summary>Synchronized I/O data integrity completion, as fdatasync (XBD 3.384).</summary>
    O_DSYNC = 0x1000,
    /// <summary>Synchronized I/O file integrity completion, as fsync (XBD 3.385).</summary>
    O_SYNC = 0x101000,
}

/// <summary>File status flags and access modes of open (XBD fcntl.h), with the values of Linux.</summary>
[Flags]
public enum OpenFlags
{
    /// <summary>Open for reading only.</summary>
    O_RDONLY = 0,
    /// <summary>Open for writing only.</summary>
    O_WRONLY = 1,
    /// <summary>Open for reading and writing.</summary>
    O_RDWR = 2,
    /// <summary>Create the file if it does not exist.</summary>
    O_CREAT = 0x40,
    /// <summary>Truncate to length 0.</summary>
    O_TRUNC = 0x200,
    /// <summary>Every write goes to the end of the file.</summary>
    O_APPEND = 0x400,
    /// <summary>Do not wait for data or space.</summary>
    O_NONBLOCK = 0x800,
    /// <summary>Writes complete at synchronized I/O data integrity completion.</summary>
    O_DSYNC = 0x1000,
    /// <summary>Writes complete at synchronized I/O file integrity completion.</summary>
    O_SYNC = 0x101000,
}

/// <summary>The origin of a signal: <c>si_code</c> (XBD signal.h), with the values of Linux.</summary>
public enum SignalCode
{
    /// <summary>Sent by kill.</summary>
    SI_USER = 0,
    /// <summary>Sent by sigqueue.</summary>
    SI_QUEUE = -1,
    /// <summary>Sent by a timer that expired.</summary>
    SI_TIMER = -2,
    /// <summary>Sent by the completion of an asynchronous I/O request: NOTIFY-03.</summary>
    SI_ASYNCIO = -4,
}
