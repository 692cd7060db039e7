using System.Collections.Immutable;
using AioCli.Judging;
using AioSim;
using AioSpec.Histories;

namespace AioCli.Running;

/// <summary>An event that is shown.</summary>
/// <param name="Number">Its place in the history, from 0.</param>
/// <param name="Event">The event.</param>
/// <param name="Line">As a history file has it.</param>
/// <param name="IsMarked">It proves a finding, or is where an expectation failed.</param>
internal sealed record SelectedEvent(long Number, Event Event, string Line, bool IsMarked)
{
    /// <summary>What happened, without time and thread.</summary>
    public string What => EventLines.WithoutThread(Event, Line);
}

/// <summary>Keeps those events of a run that matter: the last ones, those that prove something, those where an expectation failed.</summary>
internal sealed class SelectingSink(ImmutableSortedSet<long> evidence, FailedCalls failed) : IEventSink, IDisposable
{
    private const int Last = 20;

    private readonly Queue<SelectedEvent> _last = new();
    private readonly List<SelectedEvent> _kept = [];
    private EventLines? _lines;
    private long _number;

    /// <summary>The events in their order.</summary>
    public ImmutableArray<SelectedEvent> Events => [.. _kept, .. _last];

    /// <inheritdoc/>
    public void Begin(HistoryHeader header) => _lines = new EventLines(header);

    /// <inheritdoc/>
    public void Add(Event e)
    {
        var line = _lines!.Next(e);
        _last.Enqueue(new SelectedEvent(_number, e, line, failed.IsAt(e) | evidence.Contains(_number)));
        _number++;
        if (_last.Count <= Last) return;
        var old = _last.Dequeue();
        if (old.IsMarked) _kept.Add(old);
    }

    /// <inheritdoc/>
    public void Dispose() => _lines?.Dispose();
}
