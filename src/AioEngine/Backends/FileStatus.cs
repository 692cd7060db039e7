using System.Runtime.InteropServices;
using AioEngine.Interop;

namespace AioEngine.Backends;

/// <summary>Of <c>struct statx</c>: which file a descriptor is of, and of what type. Neither changes while it is open.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct FileStatus
{
    private const int EmptyPath = 0x1000, DontSync = 0x4000, TypeAndInode = 0x101, BasicStatus = 0x7ff;

    /// <summary>st_mode.</summary>
    [FieldOffset(28)] internal ushort Mode;

    /// <summary>st_ino.</summary>
    [FieldOffset(32)] internal ulong Inode;

    /// <summary>st_dev.</summary>
    [FieldOffset(136)] internal ulong Device;

    /// <summary>
    /// What the server of a file that has one says now, which may take it a while, and be this very process; or, without waiting, what the system knows already.
    /// That is as good for which file it is, but the system reads by what the server said last: where a file that others write to ends.
    /// </summary>
    /// <returns>False: the descriptor is not open.</returns>
    internal static bool TryGet(int fildes, bool mayWait, out FileStatus status)
    {
        byte noPath = 0;
        fixed (FileStatus* pointer = &status)
        {
            var result = mayWait
                ? Libc.Syscall(Numbers.Statx, fildes, (nint)(&noPath), EmptyPath, BasicStatus, (nint)pointer, 0)
                : Libc.QuickSyscall(Numbers.Statx, fildes, (nint)(&noPath), EmptyPath | DontSync, TypeAndInode, (nint)pointer, 0);
            return result >= 0;
        }
    }
}
