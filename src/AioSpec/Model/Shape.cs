namespace AioSpec.Model;

/// <summary>
/// What rules ask of a submission whose descriptor is certain and whose place in the file is an ordinary one: they do not tell two apart
/// that are on one open file description and alike in this. Which place it is, which bytes are written, and what the block and the value
/// of a notification are called is nothing that the standard distinguishes.
/// </summary>
internal readonly record struct Shape(
    RequestKind Kind, SyncOperation Operation, int Fildes, ulong Nbytes, int Reqprio, LioOpcode Opcode, bool Garbage, SigEventNotify Notify,
    Signo Signo, bool InList, int Thread, bool Reuses, bool ReusesUnreaped, bool InNotification, bool SignalsBlocked)
{
    /// <summary>The shape of a submission; null where its descriptor or its place is a matter of its own.</summary>
    public static Shape? Of(RequestInfo info)
    {
        var block = info.Block;
        if (info is not { Open: Truth.Yes, Description: { } description } || !IsOrdinary(block, description)) return null;
        return new(info.Kind, info.Operation, block.Fildes.Number, block.Nbytes, block.Reqprio, block.LioOpcode, block.Garbage, block.SigEvent.Notify,
            block.SigEvent.Signo, info.List >= 0, info.Thread, info.Reuses, info.ReusesUnreaped, info.InNotification, info.SignalsBlocked);
    }

    /// <summary>All of it lies where there are offsets.</summary>
    private static bool IsOrdinary(ControlBlock block, Description description) =>
        block.Offset >= 0 && block.Nbytes <= Arguments.SsizeMax && block.Offset <= description.OffsetMaximum - (long)block.Nbytes;
}
