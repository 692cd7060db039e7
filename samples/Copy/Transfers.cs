using System.Buffers.Binary;
using AioEngine;

namespace Samples.Copy;

/// <summary>
/// A file in blocks, by so many requests at a time. A request that was canceled is made again; its buffer is ours again the
/// moment the task is over, and nobody may write to it any more.
/// </summary>
internal sealed class Transfers(Engine engine, long length, int seed)
{
    private const int AtATime = 32;

    /// <summary>Small enough for the heap whose objects the collector moves.</summary>
    private const int BlockSize = 1 << 16;

    private const byte Poison = 0xEE;

    private long _next;
    private long _requests;
    private long _asked;
    private long _canceled;

    /// <summary>Requests that were made.</summary>
    public long Requests => _requests;

    /// <summary>Cancellations that were asked for.</summary>
    public long Asked => _asked;

    /// <summary>Requests that a cancellation has ended.</summary>
    public long Canceled => _canceled;

    /// <summary>Writes a file in which each word tells its place.</summary>
    public async Task Generate(string path)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        await ForEachBlock(async (offset, buffer, random) =>
        {
            Fill(buffer, offset);
            await Whole(buffer, random, (rest, at, canceled) => engine.WriteAsync(file, rest, offset + at, canceled));
        });
        await engine.FlushAsync(file);
    }

    /// <summary>Copies a file, block by block, in no order.</summary>
    public async Task Copy(string from, string to)
    {
        using var source = File.OpenHandle(from, FileMode.Open, FileAccess.Read);
        using var target = File.OpenHandle(to, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        await ForEachBlock(async (offset, buffer, random) =>
        {
            await Whole(buffer, random, (rest, at, canceled) => engine.ReadAsync(source, rest, offset + at, canceled), reads: true);
            await Whole(buffer, random, (rest, at, canceled) => engine.WriteAsync(target, rest, offset + at, canceled));
        });
        await engine.FlushAsync(target);
    }

    /// <summary>Reads a file and looks at every byte.</summary>
    /// <exception cref="InvalidDataException">It holds something else than was written.</exception>
    public async Task Verify(string path)
    {
        using var file = File.OpenHandle(path);
        if (RandomAccess.GetLength(file) != length) throw new InvalidDataException($"{path} has {RandomAccess.GetLength(file)} bytes, not {length}.");
        await ForEachBlock(async (offset, buffer, random) =>
        {
            await Whole(buffer, random, (rest, at, canceled) => engine.ReadAsync(file, rest, offset + at, canceled), reads: true);
            var expected = new byte[BlockSize];
            Fill(expected, offset);
            var common = buffer.AsSpan().CommonPrefixLength(expected);
            if (common < BlockSize) throw new InvalidDataException($"{path} differs at byte {offset + common}.");
        });
    }

    private static void Fill(byte[] buffer, long offset)
    {
        for (var i = 0; i < buffer.Length; i += sizeof(long)) BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(i), unchecked((offset + i) * 0x5851F42D4C957F2D));
    }

    private async Task ForEachBlock(Func<long, byte[], Random, Task> work)
    {
        _next = 0;
        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(i => Task.Run(async () =>
        {
            var random = new Random((seed * AtATime) + i);
            for (var offset = Next(); offset < length; offset = Next()) await work(offset, new byte[BlockSize], random);
        })));
    }

    private long Next() => Interlocked.Add(ref _next, BlockSize) - BlockSize;

    /// <summary>Goes on until all of the buffer is transferred, whatever is canceled and however short a transfer is.</summary>
    private async Task Whole(byte[] buffer, Random random, Func<Memory<byte>, int, CancellationToken, ValueTask<int>> transfer, bool reads = false)
    {
        for (var at = 0; at < buffer.Length;)
        {
            if (reads) buffer.AsSpan(at).Fill(Poison);
            var count = await TryOnce(buffer.AsMemory(at), at, random, transfer);
            if (count == 0) throw new InvalidDataException("A file ends too early.");
            if (count > 0) at += count;
            else if (reads) await IsLeftAlone(buffer, at);
        }
    }

    /// <summary>A request, of which one in eight is asked to end: at once, or after a moment. -1: it was canceled.</summary>
    private async ValueTask<int> TryOnce(Memory<byte> buffer, int at, Random random, Func<Memory<byte>, int, CancellationToken, ValueTask<int>> transfer)
    {
        Interlocked.Increment(ref _requests);
        if (random.Next(8) != 0) return await transfer(buffer, at, CancellationToken.None);
        Interlocked.Increment(ref _asked);
        using var end = new CancellationTokenSource();
        try
        {
            var request = transfer(buffer, at, end.Token);
            if (random.Next(2) == 0) await end.CancelAsync();
            else end.CancelAfter(TimeSpan.FromMicroseconds(random.Next(2000)));
            return await request;
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _canceled);
            return -1;
        }
    }

    /// <summary>What the kernel has written of a canceled read it has written by now: later nothing of it changes.</summary>
    private static async Task IsLeftAlone(byte[] buffer, int at)
    {
        buffer.AsSpan(at).Fill(Poison);
        await Task.Yield();
        if (buffer.AsSpan(at).ContainsAnyExcept(Poison)) throw new InvalidDataException("A buffer was written to after its request was canceled.");
    }
}
