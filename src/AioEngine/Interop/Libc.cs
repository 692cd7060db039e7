using System.Runtime.InteropServices;

namespace AioEngine.Interop;

/// <summary>The system calls of the engine. What waits keeps the collector free to run; what cannot wait does not pay for that.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint Syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport(Library, EntryPoint = "syscall")]
    [SuppressGCTransition]
    internal static partial nint QuickSyscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint Mmap(nint address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport(Library, EntryPoint = "munmap")]
    internal static partial int Munmap(nint address, nuint length);

    [LibraryImport(Library, EntryPoint = "close")]
    internal static partial int Close(int fd);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int fd, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "fcntl")]
    [SuppressGCTransition]
    internal static partial int QuickFcntl(int fd, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "lseek")]
    [SuppressGCTransition]
    internal static partial long QuickSeek(int fd, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int fd, nint buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int fd, nint buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static partial nint PRead(int fd, nint buffer, nuint count, long offset);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint PWrite(int fd, nint buffer, nuint count, long offset);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Fsync(int fd);

    [LibraryImport(Library, EntryPoint = "fdatasync", SetLastError = true)]
    internal static partial int Fdatasync(int fd);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int Eventfd(uint value, int flags);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollControl(int epoll, int operation, int fd, void* entry);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWait(int epoll, void* entries, int count, int timeout);

    [LibraryImport(Library, EntryPoint = "sigaction", SetLastError = true)]
    internal static partial int Sigaction(int signo, void* action, void* old);

    [LibraryImport(Library, EntryPoint = "poll")]
    [SuppressGCTransition]
    private static partial int QuickPoll(PollEntry* entries, nuint count, int timeout);

    /// <summary>Whether a read, or a write, of the descriptor would not wait now.</summary>
    internal static bool IsReady(int fd, bool toRead)
    {
        const short readable = 1, writable = 4;
        var entry = new PollEntry { Fd = fd, Events = toRead ? readable : writable };
        return QuickPoll(&entry, 1, 0) > 0;
    }

    private struct PollEntry
    {
        internal int Fd;
        internal short Events;
        internal short Returned;
    }

    /// <summary>errno of the system call just made by this thread.</summary>
    internal static int LastErrno => Marshal.GetLastPInvokeError();

    /// <summary>The same after a call that has not left managed mode.</summary>
    internal static int QuickErrno => Marshal.GetLastSystemError();
}
