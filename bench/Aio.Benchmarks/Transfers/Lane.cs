using System.Diagnostics;
using Aio.Benchmarks.Histories;
using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>One thread's transfers by one of the ways that are compared: turn by turn as many as the depth says are started, then all waited for.</summary>
internal abstract unsafe class Lane : IDisposable
{
    private readonly byte[] _memory;
    private readonly int _first;
    private readonly int _blocks;
    private readonly Xorshift _places;

    protected Lane(Pattern pattern, SafeFileHandle file, int blocks, uint seed)
    {
        (Pattern, File, _blocks, _places) = (pattern, file, blocks, new Xorshift(seed));
        _memory = GC.AllocateArray<byte>((pattern.Depth + 1) * Pattern.BlockSize, pinned: true);
        fixed (byte* start = _memory) _first = (int)(-(nint)start & (Pattern.BlockSize - 1));
    }

    public Latencies Latencies { get; } = new();

    protected Pattern Pattern { get; }

    protected SafeFileHandle File { get; }

    protected int Fildes => (int)File.DangerousGetHandle();

    /// <summary>Transfers until the timestamp, one turn at least, and returns how many it were.</summary>
    public virtual long Run(long until)
    {
        var (done, now) = (0L, Stopwatch.GetTimestamp());
        do
        {
            Turn();
            var then = Stopwatch.GetTimestamp();
            Latencies.Add(then - now);
            now = then;
            done += Pattern.Depth;
        }
        while (now < until);

        return done;
    }

    public virtual void Dispose() => File.Dispose();

    protected abstract void Turn();

    /// <summary>A random place of the file.</summary>
    protected long NextOffset() => (long)_places.Below(_blocks) * Pattern.BlockSize;

    protected Memory<byte> Buffer(int index) => _memory.AsMemory(_first + (index * Pattern.BlockSize), Pattern.BlockSize);

    /// <summary>The address of a buffer, which is on a page of its own and does not move.</summary>
    protected byte* Address(int index)
    {
        fixed (byte* start = _memory) return start + _first + (index * Pattern.BlockSize);
    }

    protected static void Check(long result)
    {
        if (result != Pattern.BlockSize) throw new InvalidOperationException($"a transfer ended with {result}");
    }
}
