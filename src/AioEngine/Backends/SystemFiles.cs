using AioEngine.Interop;
using AioSpec;

namespace AioEngine.Backends;

/// <summary>What both real backends ask of Linux about files.</summary>
internal static unsafe class SystemFiles
{
    private const int MaxQuickBytes = 64 << 10;

    /// <summary>Descriptors of ours start here where the limit allows, out of the way of the program's (CLOSE-06).</summary>
    private const int FirstHeld = 1 << 12;

    internal static Errno Identify(int fildes, out FileFacts facts) => Identify(fildes, mayWait: true, out facts);

    private static Errno Identify(int fildes, bool mayWait, out FileFacts facts)
    {
        facts = default;
        var flags = Libc.QuickFcntl(fildes, Numbers.F_GETFL, 0);
        if (flags < 0 || (flags & Numbers.O_PATH) != 0 || !FileStatus.TryGet(fildes, mayWait, out var status)) return Errno.EBADF;
        var traits = Access(flags) | Kind(fildes, flags, status.Mode & Numbers.S_IFMT);
        if (ServedFiles.Include(status.Device)) traits |= FileTraits.Served;

        // Where an inode does not name the file, the number has to do.
        var inode = (traits & FileTraits.Unique) != 0 ? status.Inode ^ ((ulong)(fildes + 1) << 40) : status.Inode;
        facts = new FileFacts(status.Device, inode, traits);
        return Errno.None;
    }

    /// <summary>With O_DIRECT, RWF_NOWAIT would still wait for the device. What has no page cache for other reasons says so itself.</summary>
    internal static bool HasPageCache(int fildes)
    {
        var flags = Libc.QuickFcntl(fildes, Numbers.F_GETFL, 0);
        return flags >= 0 && (flags & (Numbers.O_DIRECT | Numbers.O_NONBLOCK)) == 0;
    }

    /// <summary>A read that does not wait: a hit of the page cache, of all the bytes.</summary>
    internal static bool TryRead(NativeAiocb* request, int fildes, ref AtOnce atOnce, out long result)
    {
        var length = request->Most;
        result = ReadNow(fildes, request->Buf, length, request->Offset);
        if (result == (nint)length)
        {
            atOnce.Hit();
            return true;
        }

        // Fewer bytes: the end of the file, or of what is cached. Only the waiting read can tell.
        if (result >= 0 || Libc.QuickErrno == (int)Errno.EAGAIN) atOnce.Miss();
        return false;
    }

    /// <summary>The same for some, one by one.</summary>
    internal static void TryRead(Attempt* attempts, int count)
    {
        for (var last = attempts + count; attempts < last; attempts++)
        {
            attempts->Answer(ReadNow(attempts->Fildes, attempts->Buffer, attempts->Length, attempts->Offset));
        }
    }

    private static nint ReadNow(int fildes, void* buffer, nuint length, long offset)
    {
        var vector = stackalloc nint[2];
        (vector[0], vector[1]) = ((nint)buffer, (nint)length);
        return length <= MaxQuickBytes
            ? Libc.QuickSyscall(Numbers.Preadv2, fildes, (nint)vector, 1, (nint)offset, 0, Numbers.RWF_NOWAIT)
            : Libc.Syscall(Numbers.Preadv2, fildes, (nint)vector, 1, (nint)offset, 0, Numbers.RWF_NOWAIT);
    }

    internal static int Hold(int fildes)
    {
        var held = Libc.Fcntl(fildes, Numbers.F_DUPFD_CLOEXEC, FirstHeld);
        if (held < 0 && Libc.LastErrno == (int)Errno.EINVAL) held = Libc.Fcntl(fildes, Numbers.F_DUPFD_CLOEXEC, 0);
        return held < 0 ? -Libc.LastErrno : held;
    }

    /// <summary>Whether the descriptor is of this file, as far as an inode names it; who asks holds the gate, so that it must not wait.</summary>
    internal static bool IsOf(int held, in FileFacts facts) => Identify(held, mayWait: false, out var now) == Errno.None && now.Traits == facts.Traits
        && (facts.Has(FileTraits.Unique) || (now.Device, now.Inode) == (facts.Device, facts.Inode));

    /// <summary>Whether two descriptors are of one open: kcmp(2), where the kernel has it.</summary>
    internal static bool IsSame(int held, int fildes) =>
        Libc.QuickSyscall(Numbers.Kcmp, Environment.ProcessId, Environment.ProcessId, 0, held, fildes, 0) == 0;

    /// <summary>lseek alone does not tell: an eventfd takes it and does nothing. ESPIPE of pread does.</summary>
    private static bool HasPositions(int fildes) => Libc.QuickSeek(fildes, 0, 1) >= 0
        && (Libc.PRead(fildes, 0, 0, 0) >= 0 || Libc.LastErrno != (int)Errno.ESPIPE);

    private static FileTraits Access(int flags)
    {
        var traits = (flags & Numbers.O_ACCMODE) switch
        {
            0 => FileTraits.Readable,
            Numbers.O_WRONLY => FileTraits.Writable,
            _ => FileTraits.Readable | FileTraits.Writable,
        };
        if ((flags & Numbers.O_APPEND) != 0) traits |= FileTraits.Append;
        if ((flags & Numbers.O_NONBLOCK) != 0) traits |= FileTraits.Nonblock;
        return traits;
    }

    private static FileTraits Kind(int fildes, int flags, int type)
    {
        switch (type)
        {
            case Numbers.S_IFREG:
            case Numbers.S_IFBLK:
                // O_DIRECT with RWF_NOWAIT would still wait for the device.
                return (flags & Numbers.O_DIRECT) != 0 ? FileTraits.Syncable : FileTraits.Syncable | FileTraits.Cached;
            case Numbers.S_IFIFO:
            case Numbers.S_IFSOCK:
                return FileTraits.Stream;
            case Numbers.S_IFDIR:
                return FileTraits.Syncable;
            default:
                return HasPositions(fildes) ? FileTraits.Unique : FileTraits.Unique | FileTraits.Stream;
        }
    }
}

/// <summary>Whether it is worth trying to answer at once: after misses less and less often, so that they cost nothing.</summary>
internal struct AtOnce
{
    private const int MostSkips = 64;
    private int _misses;
    private int _skips;

    /// <summary>Takes a turn: true where it is not one that is skipped. Threads that race here at worst skip or try one more.</summary>
    internal bool Take() => _skips <= 0 || --_skips <= 0;

    internal void Hit()
    {
        // Threads that share it need not take it from one another for nothing.
        if (_misses != 0) _misses = 0;
    }

    internal void Miss()
    {
        _misses = Math.Min(MostSkips, (_misses * 2) + 1);
        _skips = _misses;
    }
}
