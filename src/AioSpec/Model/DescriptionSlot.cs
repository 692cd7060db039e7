namespace AioSpec.Model;

/// <summary>An open file description: shared by the descriptors that dup made, and held by outstanding requests.</summary>
internal struct DescriptionSlot
{
    /// <summary>What rules can ask about it; null in a free slot.</summary>
    public Description? Info;
    public long Offset;

    /// <summary>How many descriptors, outstanding requests and waiting calls hold it.</summary>
    public int References;

    public readonly void AddTo(ref StableHash hash)
    {
        hash.Add(Info is null ? 0 : (long)Info.Flags + 1);
        if (Info is null) return;
        hash.Add((long)Info.File);
        if (Info.Output != Info.File) hash.Add((long)Info.Output);
        hash.Add(Offset);
    }

    /// <summary>Writes its value, but for who holds it.</summary>
    public readonly void Write(PartWriter to)
    {
        if (Info is null) return;
        // Its number, too: what is kept of one description must not stand for another that is like it.
        to.Add((long)Info.Id);
        to.Add(((long)Info.Flags << 32) | ((long)Info.Type << 24) | (uint)Info.File);
        if (Info.Output != Info.File) to.Add((long)Info.Output);
        to.Add(Info.OffsetMaximum);
        to.Add(Offset);
    }

    public readonly bool Same(in DescriptionSlot other) => (Info is null) == (other.Info is null) && (Info is null
        || (Info.File == other.Info!.File && Info.Output == other.Info.Output && Info.Flags == other.Info.Flags && Info.Type == other.Info.Type
        && Info.OffsetMaximum == other.Info.OffsetMaximum && Offset == other.Offset));
}
