using AioSpec.Histories;

namespace AioSim;

/// <summary>Takes the history of a run while it is made.</summary>
public interface IEventSink
{
    /// <summary>The run begins.</summary>
    void Begin(HistoryHeader header);

    /// <summary>The next event, in the order in which they happen.</summary>
    void Add(Event e);
}
