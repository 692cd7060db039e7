namespace AioSpec.Model;

/// <summary>
/// What may be enabled or not be enabled any more since it was cleared: who keeps a set of enabled steps asks again about
/// these, and about nothing else. A number may occur twice.
/// </summary>
public sealed class ChangeLog
{
    /// <summary>Requests, by slot.</summary>
    public List<int> Requests { get; } = [];

    /// <summary>Threads.</summary>
    public List<int> Threads { get; } = [];

    /// <summary>Lists.</summary>
    public List<int> Lists { get; } = [];

    /// <summary>Which signals can be delivered where.</summary>
    public bool Signals { get; internal set; }

    /// <summary>Which queued transfers the device can start.</summary>
    public bool Queue { get; internal set; }

    /// <summary>Whether the system can crash.</summary>
    public bool Crash { get; internal set; }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Requests.Clear();
        Threads.Clear();
        Lists.Clear();
        (Signals, Queue, Crash) = (false, false, false);
    }
}
