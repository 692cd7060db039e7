namespace AioSpec;

/// <summary>The <c>op</c> of aio_fsync and the synchronization flags of open. Any other op is EINVAL: FSYNC-03.</summary>
public enum SyncOperation
{
    /// <summary>Synchronized I/O data integrity completion, as fdatasync (XBD 3.384).</summary>
    O_DSYNC = 0x1000,
    /// <summary>Synchronized I/O file integrity completion, as fsync (XBD 3.385).</summary>
    O_SYNC = 0x101000,
}
