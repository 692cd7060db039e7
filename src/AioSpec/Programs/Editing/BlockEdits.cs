namespace AioSpec.Programs.Editing;

/// <summary>Simpler control blocks in the place of one.</summary>
internal static class BlockEdits
{
    public static IEnumerable<ControlBlock> Of(ControlBlock block)
    {
        if (block.SigEvent.Notify != SigEventNotify.SIGEV_NONE) yield return block with { SigEvent = SigEvent.None };
        if (block.Garbage) yield return block with { Garbage = false };
        if (block.Reqprio != 0) yield return block with { Reqprio = 0 };
        foreach (var offset in CallEdits.Rounder(block.Offset)) yield return block with { Offset = offset };
        if (block.Nbytes > long.MaxValue) yield return block with { Nbytes = 1 };
        else foreach (var nbytes in CallEdits.Rounder((long)block.Nbytes)) yield return Shorter(block, nbytes);
    }

    private static ControlBlock Shorter(ControlBlock block, long nbytes) =>
        block with { Nbytes = (ulong)nbytes, Buf = block.Buf is { } buf ? buf.Slice(0, Math.Min(nbytes, buf.Length)) : null };
}
