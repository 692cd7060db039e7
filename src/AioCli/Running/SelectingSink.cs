using System.Collections.Immutable;
using AioCli.Judging;
using AioSim;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;

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
    private const int MostFindings = 20;

    private readonly Queue<SelectedEvent> _last = new();
    private readonly List<SelectedEvent> _kept = [];
    private EventLines? _lines;
    private long _number;

    /// <summary>For a run of which this is known.</summary>
    public static SelectingSink Of(Program program, RunResult result, Verdict verdict)
    {
        var evidence = verdict.Violations.Take(MostFindings).SelectMany(f => f.Evidence).Concat(verdict.Doubts.Select(d => d.Event));
        return new SelectingSink(evidence.ToImmutableSortedSet(), new FailedCalls(program, result.Failures));
    }

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
