using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>
/// <c>pread</c> and <c>pwrite</c> alone, one after the other, without even leaving managed mode: what one thread cannot go below, whatever it does
/// beside the system call.
/// </summary>
internal sealed unsafe partial class CallLane(Pattern pattern, SafeFileHandle file, int places, uint seed) : Lane(pattern, file, places, seed)
{
    protected override void Turn()
    {
        for (var i = 0; i < Pattern.Depth; i++)
        {
            var offset = NextOffset();
            Check(Pattern.Writes ? pwrite(Fildes, Address(i), Pattern.BlockSize, offset) : pread(Fildes, Address(i), Pattern.BlockSize, offset));
        }
    }

    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static partial nint pread(int fd, byte* buffer, nuint count, long offset);

    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static partial nint pwrite(int fd, byte* buffer, nuint count, long offset);
}
