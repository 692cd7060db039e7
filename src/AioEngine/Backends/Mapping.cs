using AioEngine.Interop;
using AioSpec;

namespace AioEngine.Backends;

/// <summary>Memory that is shared with the kernel until it is let go of, and memory for as long as somebody can reach it.</summary>
internal sealed class Mapping
{
    private const int ReadWrite = 3;

    private readonly nuint _length;

    internal Mapping(int fd, nuint length, long offset)
    {
        const int SharedPopulate = 0x8001;
        _length = length;
        Address = Libc.Mmap(0, length, ReadWrite, SharedPopulate, fd, offset);
        if (Address == -1) throw new InvalidOperationException($"mmap of an io_uring: {(Errno)Libc.LastErrno}.");
    }

    ~Mapping() => _ = Libc.Munmap(Address, _length);

    internal nint Address { get; }

    /// <summary>
    /// Lets go of what it shows, and puts zeros in its place: a thread in another call may be about to look at it, and a ring lives for as long as it
    /// is mapped.
    /// </summary>
    internal void LetGo()
    {
        const int PrivateAnonymousFixed = 0x32;
        _ = Libc.Mmap(Address, _length, ReadWrite, PrivateAnonymousFixed, -1, 0);
    }
}
