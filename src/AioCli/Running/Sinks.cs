using AioCli.Shell;
using AioSim;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Text;

namespace AioCli.Running;

/// <summary>Gives every event to several.</summary>
internal sealed class Sinks(params IReadOnlyList<IEventSink> sinks) : IEventSink
{
    /// <inheritdoc/>
    public void Begin(HistoryHeader header)
    {
        foreach (var sink in sinks) sink.Begin(header);
    }

    /// <inheritdoc/>
    public void Add(Event e)
    {
        foreach (var sink in sinks) sink.Add(e);
    }
}

/// <summary>Judges a run while it is simulated.</summary>
internal sealed class JudgingSink : IEventSink
{
    private Judge? _judge;

    /// <inheritdoc/>
    public void Begin(HistoryHeader header) => _judge = new Judge(header);

    /// <inheritdoc/>
    public void Add(Event e) => _judge!.Add(e);

    /// <summary>The verdict, when the run is over.</summary>
    public Verdict Finish() => _judge!.Finish();
}

/// <summary>Writes the history of a run in its text form.</summary>
internal sealed class WritingSink(TextWriter writer) : IEventSink
{
    private HistoryWriter? _history;

    /// <inheritdoc/>
    public void Begin(HistoryHeader header) => _history = new HistoryWriter(writer, header);

    /// <inheritdoc/>
    public void Add(Event e) => _history!.Write(e);
}

/// <summary>Ends a run when the user wants it, and shows how far it is.</summary>
internal sealed class WatchingSink(Session session, string path) : IEventSink
{
    private const long EventsBetweenLooks = 1 << 14;

    private long _events;

    /// <inheritdoc/>
    public void Begin(HistoryHeader header) => session.Interrupted.ThrowIfCancellationRequested();

    /// <inheritdoc/>
    public void Add(Event e)
    {
        if (++_events % EventsBetweenLooks != 0) return;
        session.Interrupted.ThrowIfCancellationRequested();
        session.Ui.Progress(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}: {_events:N0} events"));
    }
}
