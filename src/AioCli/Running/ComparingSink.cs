using System.Globalization;
using AioCli.Judging;
using AioSim;
using AioSpec.Histories;

namespace AioCli.Running;

/// <summary>The first event in which two runs differ.</summary>
/// <param name="Event">Its place in the history, from 0.</param>
/// <param name="First">What the first run did; null where it was over.</param>
/// <param name="Second">What the second run did; null where it was over.</param>
internal sealed record Difference(long Event, string? First, string? Second)
{
    /// <summary>In words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"event {Event} was '{First ?? "the end"}' in the first run and '{Second ?? "the end"}' in the second");
}

/// <summary>Compares a run, event by event, with the text of the history of another.</summary>
internal sealed class ComparingSink(TextReader first) : IEventSink, IDisposable
{
    private const string EndOfHeader = "---";

    private EventLines? _lines;
    private long _events;

    /// <summary>The first difference so far.</summary>
    public Difference? Difference { get; private set; }

    /// <inheritdoc/>
    public void Begin(HistoryHeader header)
    {
        _lines = new EventLines(header);
        while (first.ReadLine() is { } line && line != EndOfHeader)
        {
        }
    }

    /// <inheritdoc/>
    public void Add(Event e)
    {
        if (Difference is null) Compare(_lines!.Next(e));
    }

    /// <summary>Compares the ends, when the run is over.</summary>
    public void Finish()
    {
        if (Difference is null && first.ReadLine() is { } more) Difference = new Difference(_events, more, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines?.Dispose();
        first.Dispose();
    }

    private void Compare(string second)
    {
        var line = first.ReadLine();
        if (line != second) Difference = new Difference(_events, line, second);
        _events++;
    }
}
