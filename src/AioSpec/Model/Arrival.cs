namespace AioSpec.Model;

/// <summary>What a rule can ask about a signal or a notification that comes, or would come, now.</summary>
[Flags]
public enum Arrival
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The thread blocks the signal.</summary>
    Blocked = 1,
    /// <summary>The signal is ignored.</summary>
    Ignored = 2,
    /// <summary>Nobody has set an action for the signal, and the default one ends the process.</summary>
    EndsProcess = 4,
    /// <summary>The program itself has sent it, by kill or sigqueue, and it has not come yet.</summary>
    Sent = 8,
    /// <summary>A request or a list that may have been accepted has yet to send exactly this one.</summary>
    Owed = 16,
    /// <summary>A signal of the same number was queued before it, and has not come.</summary>
    QueuedBefore = 32,
    /// <summary>It is taken by a wait for which a lower real-time number was pending.</summary>
    LowerPending = 64,
    /// <summary>The process that it comes to is not the one that it was sent in.</summary>
    InAnotherProcess = 128,
    /// <summary>A thread is there that has to take it.</summary>
    Deliverable = 256,
    /// <summary>It does not queue, and one of its number has come with which it may have been merged.</summary>
    MayHaveMerged = 512,
}
