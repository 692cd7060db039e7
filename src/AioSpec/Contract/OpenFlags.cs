namespace AioSpec;

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
