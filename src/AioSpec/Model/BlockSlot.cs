namespace AioSpec.Model;

/// <summary>A control block of the program: the request that its address stands for now, and its buffer.</summary>
internal struct BlockSlot
{
    /// <summary>The latest request that was accepted, plus 1; 0 where there was none.</summary>
    public int CurrentPlus1;

    /// <summary>What the buffer holds, but for what the latest read has brought.</summary>
    public Data? Buffer;

    /// <summary>The program has stored into the buffer since: what a read has brought is gone.</summary>
    public bool Overwritten;
    public bool Used;
    public bool Freed;

    public readonly void Write(PartWriter to)
    {
        if (CurrentPlus1 == 0 && !Used && !Freed && Buffer is null) return;
        to.Add((uint)CurrentPlus1 | (Overwritten ? 1L << 32 : 0) | (Used ? 1L << 33 : 0) | (Freed ? 1L << 34 : 0));
        to.Add(Buffer);
    }

    public readonly int Current => CurrentPlus1 - 1;
}
