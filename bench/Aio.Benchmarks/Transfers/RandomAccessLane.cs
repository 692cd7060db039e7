using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>The base library: <see cref="RandomAccess"/> hands each transfer to the thread pool.</summary>
internal sealed class RandomAccessLane(Pattern pattern, SafeFileHandle file, int places, uint seed) : AsyncLane(pattern, file, places, seed)
{
    protected override ValueTask<int> Start(int index, long offset) =>
        Pattern.Writes ? Write(index, offset) : RandomAccess.ReadAsync(File, Buffer(index), offset);

    private async ValueTask<int> Write(int index, long offset)
    {
        await RandomAccess.WriteAsync(File, Buffer(index), offset).ConfigureAwait(false);
        return Pattern.BlockSize;
    }
}
