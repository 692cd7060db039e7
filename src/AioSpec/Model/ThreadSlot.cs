namespace AioSpec.Model;

/// <summary>A thread as far as the system knows it: its signal mask, its handlers, and the calls it waits in, innermost last.</summary>
internal struct ThreadSlot
{
    public bool Alive;

    /// <summary>It is in a call that does not wait: no handler runs until that has an answer.</summary>
    public bool InCall;

    /// <summary>pthread_cancel was called for it.</summary>
    public bool CancelPending;

    /// <summary>The blocked signals, number n as bit n - 1.</summary>
    public ulong Mask;

    /// <summary>How many handlers run on it; and the masks to come back to when they return.</summary>
    public int Depth;
    public ulong[] SavedMasks;

    public Wait[] Waits;
    public int WaitCount;

    /// <summary>The notification function it runs, with its value; null for a thread of the program.</summary>
    public string? Function;
    public SigVal Value;

    /// <summary>Whether the innermost thing it does is a call that waits.</summary>
    public readonly bool IsWaiting => WaitCount > 0 && Waits[WaitCount - 1].Depth == Depth;

    public readonly ThreadSlot Clone()
    {
        var copy = this with { SavedMasks = (ulong[])SavedMasks.Clone(), Waits = (Wait[])Waits.Clone() };
        for (var i = 0; i < WaitCount; i++) copy.Waits[i].Listed = (int[])Waits[i].Listed.Clone();
        for (var i = WaitCount; i < copy.Waits.Length; i++) copy.Waits[i] = default;
        return copy;
    }

    public readonly void AddTo(ref StableHash hash)
    {
        hash.Add((Alive ? 1 : 0) | (InCall ? 2 : 0) | (CancelPending ? 4 : 0) | (Depth << 8));
        if (!Alive) return;
        hash.Add(Mask);
        for (var i = 0; i < WaitCount; i++) Waits[i].AddTo(ref hash);
    }

    public readonly void Write(PartWriter to)
    {
        if (!Alive) return;
        to.Add((InCall ? 1L : 0) | (CancelPending ? 2L : 0) | ((long)Depth << 8) | ((long)WaitCount << 32));
        to.Add(Mask);
        for (var i = 0; i < Depth; i++) to.Add(SavedMasks[i]);
        to.Add(Function);
        to.Add(Value);
        for (var i = 0; i < WaitCount; i++) Waits[i].Write(to);
    }

    public readonly bool Same(in ThreadSlot other)
    {
        if (Alive != other.Alive) return false;
        if (!Alive) return true;
        if (InCall != other.InCall || CancelPending != other.CancelPending || Mask != other.Mask || Depth != other.Depth) return false;
        if (Function != other.Function || Value != other.Value || WaitCount != other.WaitCount) return false;
        for (var i = 0; i < WaitCount; i++)
        {
            if (!Waits[i].Same(other.Waits[i])) return false;
        }

        return SavedMasks.AsSpan(0, Depth).SequenceEqual(other.SavedMasks.AsSpan(0, Depth));
    }
}
