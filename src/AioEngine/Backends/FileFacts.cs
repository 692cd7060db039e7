namespace AioEngine.Backends;

/// <summary>What a descriptor refers to.</summary>
/// <param name="Device">st_dev: with the inode, which file it is.</param>
/// <param name="Inode">st_ino.</param>
/// <param name="Traits">What can be done with it.</param>
internal readonly record struct FileFacts(ulong Device, ulong Inode, FileTraits Traits)
{
    internal bool Has(FileTraits trait) => (Traits & trait) != 0;

    /// <summary>Whether an offset can be past the maximum: of a device, what an offset means is its own (READ-08, WRITE-05).</summary>
    internal bool HasOffsetMaximum => !Has(FileTraits.Stream | FileTraits.Unique);
}

/// <summary>What can be done with an open file.</summary>
[Flags]
internal enum FileTraits
{
    None = 0,
    Readable = 1,
    Writable = 2,

    /// <summary>O_APPEND.</summary>
    Append = 4,

    /// <summary>O_NONBLOCK.</summary>
    Nonblock = 8,

    /// <summary>It has no positions: pipe, socket, terminal.</summary>
    Stream = 16,

    /// <summary>fsync means something on it (FSYNC-05).</summary>
    Syncable = 32,

    /// <summary>A read can be tried without waiting: a file with a page cache.</summary>
    Cached = 64,

    /// <summary>Each open is a file of its own, whatever the inode says: devices such as /dev/ptmx, and what has no name, as an eventfd.</summary>
    Unique = 128,

    /// <summary>A process is its server, and may take its time: a transfer that is not to wait waits all the same (<see cref="ServedFiles"/>).</summary>
    Served = 256,
}
