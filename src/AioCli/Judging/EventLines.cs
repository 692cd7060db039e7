using System.Collections.Immutable;
using System.Text;
using AioSpec.Histories;
using AioSpec.Text;

namespace AioCli.Judging;

/// <summary>
/// Prints the events of a history one by one as a history file has them, with the values of returns by their names. Has to see every event.
/// </summary>
internal sealed class EventLines : IDisposable
{
    private readonly LatestLine _line = new();
    private readonly HistoryWriter _writer;

    /// <summary>Of a history that starts so.</summary>
    public EventLines(HistoryHeader header) => _writer = new HistoryWriter(_line, header);

    /// <summary>The line of the next event.</summary>
    public string Next(Event e)
    {
        _line.Clear();
        _writer.Write(e);
        return _line.ToString();
    }

    /// <summary>The lines of all events of a history.</summary>
    public static ImmutableArray<string> Of(History history)
    {
        using var lines = new EventLines(history.Header);
        return [.. history.Events.Select(lines.Next)];
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    /// <summary>What follows time and thread in such a line: <c>&gt; aio_error(r)</c>.</summary>
    public static string WithoutThread(Event e, string line)
    {
        if (e is FinalFile or End or SystemCrashed) return line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        // The name of a thread may stand in quotes: the shortest event of the same thread tells how long it is.
        var head = HistoryText.Print(new ThreadEnded(e.Time, e.Thread, false));
        return line[(head.Length - 1)..];
    }

    private sealed class LatestLine : TextWriter
    {
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public void Clear() => _text.Clear();

        public override void Write(char value) => _text.Append(value);

        public override void Write(ReadOnlySpan<char> buffer) => _text.Append(buffer);

        public override string ToString() => _text.ToString().TrimEnd('\n');
    }
}
