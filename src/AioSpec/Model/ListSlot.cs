namespace AioSpec.Model;

/// <summary>A list of lio_listio whose requests are not all complete, or that somebody still refers to.</summary>
internal struct ListSlot
{
    public bool InUse;
    public SigEvent? Sig;
    public int[] Elements;
    public int Count;

    /// <summary>How many are not complete.</summary>
    public int Remaining;

    /// <summary>A thread waits for it.</summary>
    public bool Waited;

    /// <summary>Its notification has yet to come.</summary>
    public bool Due;

    /// <summary>An element could not be queued for want of resources (LIO-17).</summary>
    public bool Exhausted;

    public readonly ReadOnlySpan<int> Members => Elements.AsSpan(0, Count);

    public readonly void AddTo(ref StableHash hash)
    {
        hash.Add((InUse ? 1 : 0) | (Waited ? 2 : 0) | (Due ? 4 : 0) | (Exhausted ? 8 : 0));
        if (!InUse) return;
        foreach (var element in Members) hash.Add((long)element);
    }

    public readonly void Write(PartWriter to)
    {
        if (!InUse) return;
        to.Add(((long)Remaining << 8) | (Waited ? 1L : 0) | (Due ? 2L : 0) | (Exhausted ? 4L : 0) | (Sig is null ? 8L : 0));
        to.Add(Members);
        if (Sig is not null) RequestInfo.Write(to, Sig);
    }

    public readonly bool Same(in ListSlot other) => InUse == other.InUse && (!InUse
        || (Sig == other.Sig && Remaining == other.Remaining && Waited == other.Waited && Due == other.Due
        && Exhausted == other.Exhausted && Members.SequenceEqual(other.Members)));
}
