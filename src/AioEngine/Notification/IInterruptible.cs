namespace AioEngine.Notification;

/// <summary>A wait that a signal can end.</summary>
internal interface IInterruptible
{
    /// <summary>A signal is there to be delivered to the thread that waits. May be told too late or for nothing: whoever is interrupted looks.</summary>
    void Interrupt();
}

/// <summary>What a thread's pending signals came to.</summary>
internal enum HandlersRun
{
    /// <summary>No handler ran.</summary>
    None,

    /// <summary>Handlers that restart what they interrupt (SA_RESTART).</summary>
    Restarting,

    /// <summary>At least one that does not.</summary>
    Interrupting,
}
