namespace AioSpec.Model;

/// <summary>What is submitted: an operation with a control block, by itself or as an element of a list.</summary>
internal readonly record struct Submitted(RequestKind Kind, int BlockNumber, ControlBlock Block, SyncOperation Operation, int List);

/// <summary>The circumstances of a submission, as <see cref="RequestInfo"/> tells them.</summary>
internal readonly record struct Circumstances(
    Description? Description, int List, int Thread, bool Reuses, bool ReusesUnreaped, bool InNotification, bool SignalsBlocked)
{
    public bool AreThoseOf(RequestInfo info) =>
        ReferenceEquals(info.Description, Description) && info.List == List && info.Thread == Thread && info.Reuses == Reuses
        && info.ReusesUnreaped == ReusesUnreaped && info.InNotification == InNotification && info.SignalsBlocked == SignalsBlocked;
}
