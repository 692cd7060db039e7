using System.Runtime.InteropServices;
using AioEngine.Backends;
using AioSpec;

namespace AioEngine.Tests;

/// <summary>Reads by the kernel's thread: it takes part once it is awake, and what it did not do is the caller's.</summary>
public sealed unsafe class PolledRingTests : IDisposable
{
    private const int BlockSize = 4096, Blocks = 64;

    private readonly PolledRing _polled = new();
    private readonly string _path = Path.GetTempFileName();
    private readonly byte* _memory = (byte*)NativeMemory.AllocZeroed(Blocks * BlockSize);
    private readonly int _fd;

    public PolledRingTests()
    {
        File.WriteAllBytes(_path, [.. Enumerable.Range(0, Blocks).SelectMany(i => Enumerable.Repeat((byte)(i + 1), BlockSize))]);
        _fd = Host.Open(_path, OpenFlags.O_RDONLY);
    }

    [Theory] // READ-01: all of the bytes, each where it belongs
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void What_is_cached_is_read_by_it(int count)
    {
        var attempts = stackalloc Attempt[count];
        for (var turn = 0; turn < 200; turn++)
        {
            new Span<byte>(_memory, Blocks * BlockSize).Clear();
            for (var i = 0; i < count; i++) attempts[i] = Of(i, (i + turn) % Blocks);

            Read(attempts, count);

            for (var i = 0; i < count; i++)
            {
                Assert.Equal(BlockSize, attempts[i].Count);
                Assert.True(new Span<byte>(_memory + (i * BlockSize), BlockSize).IndexOfAnyExcept((byte)(((i + turn) % Blocks) + 1)) < 0);
            }
        }
    }

    [Fact] // the kernel tells that reads are over before it gives their entries back
    public void Full_turns_follow_each_other_without_a_pause()
    {
        var attempts = stackalloc Attempt[PolledRing.MostEntries];
        for (var i = 0; i < PolledRing.MostEntries; i++) attempts[i] = Of(i % Blocks, i % Blocks);
        for (var turn = 0; turn < 20_000; turn++) Read(attempts, PolledRing.MostEntries);
        for (var i = 0; i < PolledRing.MostEntries; i++) Assert.True(attempts[i].IsHit);
    }

    [Fact] // READ-04: only the waiting read can tell
    public void What_is_not_there_at_once_is_no_hit()
    {
        var attempts = stackalloc Attempt[3];
        (attempts[0], attempts[1], attempts[2]) = (Of(0, 0), Of(1, Blocks), Of(2, 0));
        attempts[2].Fildes = -1;

        Read(attempts, 3);

        Assert.Equal((true, false, false), (attempts[0].IsHit, attempts[1].IsHit, attempts[2].IsHit));
    }

    [Fact] // what would keep the caller for long is its own
    public void A_long_read_is_not_for_it()
    {
        var attempt = Of(0, 0);
        Read(&attempt, 1);
        attempt.Length = Blocks * BlockSize;

        for (var i = 0; i < 1000; i++) Assert.False(_polled.TryBegin(&attempt, 1));
    }

    [Fact] // THREAD-01: one of them has it, the others read by themselves; and it ends under them
    public void Many_threads_and_its_end()
    {
        var polled = new PolledRing();
        var begun = 0;
        var isOver = false;
        var threads = Enumerable.Range(0, 3).Select(index => new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var attempt = Of(index, index);
                if (!polled.TryBegin(&attempt, 1)) continue;
                polled.Finish(&attempt, 1);
                Assert.True(attempt.IsHit);
                Interlocked.Increment(ref begun);
            }
        })).ToList();
        threads[0].Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref begun) > 100, TimeSpan.FromSeconds(30)));
        foreach (var thread in threads.Skip(1)) thread.Start();

        polled.Dispose();

        Volatile.Write(ref isOver, true);
        threads.ForEach(t => t.Join());
        var attempt = Of(0, 0);
        Assert.False(polled.TryBegin(&attempt, 1));
    }

    public void Dispose()
    {
        _polled.Dispose();
        Host.Close(_fd);
        File.Delete(_path);
        NativeMemory.Free(_memory);
    }

    private Attempt Of(int place, int block) => new()
    {
        Buffer = _memory + (place * BlockSize),
        Length = BlockSize,
        Offset = (long)block * BlockSize,
        Fildes = _fd,
    };

    /// <summary>As soon as the kernel's thread is awake and nobody else has the processors.</summary>
    private void Read(Attempt* attempts, int count)
    {
        // Without a pause: who reads seldom has the kernel's thread asleep each time, and it is by reads that its rest is counted.
        while (!_polled.TryBegin(attempts, count)) Assert.False(_polled.IsRefused);
        _polled.Finish(attempts, count);
    }
}
