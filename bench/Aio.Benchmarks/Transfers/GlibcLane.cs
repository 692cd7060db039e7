using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>
/// The C library's own AIO. It is asked for its status and waited for, with SIGEV_NONE: a .NET process cannot receive its signals.
/// </summary>
internal sealed unsafe partial class GlibcLane : Lane
{
    private const int EINPROGRESS = 115;
    private readonly Block* _blocks;

    public GlibcLane(Pattern pattern, SafeFileHandle file, int places, uint seed)
        : base(pattern, file, places, seed)
    {
        _blocks = (Block*)NativeMemory.AllocZeroed((nuint)pattern.Depth, (nuint)sizeof(Block));
        for (var i = 0; i < pattern.Depth; i++)
        {
            (_blocks[i].Fildes, _blocks[i].Bytes, _blocks[i].Notify) = (Fildes, Pattern.BlockSize, 1);
            _blocks[i].Buffer = Address(i);
        }
    }

    public override void Dispose()
    {
        NativeMemory.Free(_blocks);
        base.Dispose();
    }

    protected override void Turn()
    {
        for (var i = 0; i < Pattern.Depth; i++)
        {
            _blocks[i].Offset = NextOffset();
            if ((Pattern.Writes ? Write(_blocks + i) : Read(_blocks + i)) != 0) throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        }

        for (var i = 0; i < Pattern.Depth; i++)
        {
            var block = _blocks + i;
            while (Error(block) == EINPROGRESS) _ = Suspend(&block, 1, 0);
            Check(Return(block));
        }
    }

    [LibraryImport("libc", EntryPoint = "aio_read", SetLastError = true)]
    private static partial int Read(Block* block);

    [LibraryImport("libc", EntryPoint = "aio_write", SetLastError = true)]
    private static partial int Write(Block* block);

    [LibraryImport("libc", EntryPoint = "aio_suspend")]
    private static partial int Suspend(Block** list, int count, nint timeout);

    [LibraryImport("libc", EntryPoint = "aio_error")]
    [SuppressGCTransition]
    private static partial int Error(Block* block);

    [LibraryImport("libc", EntryPoint = "aio_return")]
    [SuppressGCTransition]
    private static partial nint Return(Block* block);

    /// <summary><c>struct aiocb</c> of glibc on 64 bits.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 168)]
    private struct Block
    {
        [FieldOffset(0)] internal int Fildes;
        [FieldOffset(16)] internal byte* Buffer;
        [FieldOffset(24)] internal nuint Bytes;
        [FieldOffset(44)] internal int Notify;
        [FieldOffset(128)] internal long Offset;
    }
}
