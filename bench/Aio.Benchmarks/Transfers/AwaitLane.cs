using AioEngine;
using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>The engine by await: one by ReadAsync and WriteAsync, many by a batch.</summary>
internal sealed class AwaitLane(Engine engine, Pattern pattern, SafeFileHandle file, int places, uint seed) : AsyncLane(pattern, file, places, seed)
{
    private readonly AioBatch? _batch = pattern.Depth > 1 ? engine.CreateBatch() : null;

    protected override ValueTask<int> Start(int index, long offset)
    {
        if (_batch is null) return Pattern.Writes ? engine.WriteAsync(File, Buffer(index), offset) : engine.ReadAsync(File, Buffer(index), offset);
        return Pattern.Writes ? _batch.WriteAsync(File, Buffer(index), offset) : _batch.ReadAsync(File, Buffer(index), offset);
    }

    protected override void Submit() => _batch?.Submit();
}
