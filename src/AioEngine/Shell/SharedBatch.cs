using System.Runtime.InteropServices;
using AioEngine.Backends;

namespace AioEngine.Shell;

/// <summary>
/// A batch of reads that its owner and a helper copy together, one batch after the other. The owner takes them from the front and the helper from the
/// back, until they meet: so buffers that are used again stay in the cache of one processor.
/// </summary>
internal sealed unsafe class SharedBatch(TryReads tryReads)
{
    private const int BackShift = 16, NumberShift = 32;
    private const int Mask = 0xffff;

    /// <summary>The most that are taken at once, and the least where there are many: each time costs a system call of its own.</summary>
    private const int MostTaken = 16, LeastOfMany = 4, LeastOfFew = 2, Many = 16;

    /// <summary>How often who waits looks before it lets others have its processor: a block takes a microsecond.</summary>
    private const int Looks = 500;

    private Shared _shared;

    /// <summary>The owner: begins a batch; all of the one before is done.</summary>
    internal void Begin(Attempt* attempts, int count)
    {
        _shared.Attempts = attempts;
        _shared.HelperDone = 0;
        _shared.Least = count < Many ? LeastOfFew : LeastOfMany;
        var number = (_shared.State >> NumberShift) + 1;
        Volatile.Write(ref _shared.State, (number << NumberShift) | ((long)count << BackShift));
    }

    /// <summary>The owner: does its part of the batch that it has begun, and returns when all of it is done.</summary>
    internal void Finish(int count)
    {
        while (Take(fromFront: true, out var attempts, out var taken))
        {
            tryReads(attempts, taken);
            count -= taken;
        }

        for (var looks = 0; Volatile.Read(ref _shared.HelperDone) < count; looks++)
        {
            if (looks < Looks) Thread.SpinWait(1);
            else Thread.Yield();
        }
    }

    /// <summary>The helper, of whom there is one: takes some and copies them. False: there are none left.</summary>
    internal bool Help()
    {
        if (!Take(fromFront: false, out var attempts, out var taken)) return false;
        tryReads(attempts, taken);
        Volatile.Write(ref _shared.HelperDone, _shared.HelperDone + taken);
        return true;
    }

    /// <summary>Takes half of what is left. What is taken is never of a later batch: its number is part of what is compared.</summary>
    private bool Take(bool fromFront, out Attempt* attempts, out int taken)
    {
        while (true)
        {
            var state = Volatile.Read(ref _shared.State);
            var (front, back) = ((int)(state & Mask), (int)(state >> BackShift) & Mask);
            attempts = _shared.Attempts + (fromFront ? front : 0);
            var left = back - front;
            taken = Math.Min(left, Math.Clamp((left + 1) / 2, _shared.Least, MostTaken));
            if (taken == 0) return false;
            if (!fromFront) attempts += back - taken;
            var rest = fromFront ? state + taken : state - ((long)taken << BackShift);
            if (Interlocked.CompareExchange(ref _shared.State, rest, state) == state) return true;
        }
    }

    /// <summary>What both look at, each on a cache line of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Shared
    {
        /// <summary>Which batch it is (above), and what of it nobody has taken: the end (16 bits) and the beginning (the lowest 16 bits).</summary>
        [FieldOffset(64)] internal long State;
        [FieldOffset(72)] internal Attempt* Attempts;
        [FieldOffset(80)] internal int Least;
        [FieldOffset(128)] internal int HelperDone;
    }
}

/// <summary>Tries some reads.</summary>
internal unsafe delegate void TryReads(Attempt* attempts, int count);
