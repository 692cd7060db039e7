using AioEngine.Interop;
using AioSpec;

namespace AioEngine.Backends;

/// <summary>Memory that is shared with the kernel, for as long as somebody can reach it.</summary>
internal sealed class Mapping
{
    private readonly nuint _length;

    internal Mapping(int fd, nuint length, long offset)
    {
        const int ReadWrite = 3, SharedPopulate = 0x8001;
        _length = length;
        Address = Libc.Mmap(0, length, ReadWrite, SharedPopulate, fd, offset);
        if (Address == -1) throw new InvalidOperationException($"mmap of an io_uring: {(Errno)Libc.LastErrno}.");
    }

    ~Mapping() => _ = Libc.Munmap(Address, _length);

    internal nint Address { get; }
}
