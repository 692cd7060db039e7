using System.Diagnostics;
using System.Globalization;

namespace AioCli.Targets.Hosting;

/// <summary>All that happens, in one order.</summary>
internal sealed class EventLog
{
    private const int Most = 1 << 20;

    private readonly Lock _lock = new();
    private readonly List<(long Time, int Thread, string Text)> _events = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private bool _isOver;
    private long _latest;

    /// <summary>Nanoseconds since the start.</summary>
    public long Now => (long)((Int128)(Stopwatch.GetTimestamp() - _start) * 1_000_000_000 / Stopwatch.Frequency);

    /// <summary>The time of the latest event.</summary>
    public long Latest => Volatile.Read(ref _latest);

    /// <summary>There are more than anybody could want.</summary>
    public bool IsFull { get { lock (_lock) return _events.Count >= Most; } }

    /// <summary>Something happens now. Once the log is over, nothing happens any more.</summary>
    public void Add(int thread, string text)
    {
        lock (_lock)
        {
            if (_isOver || _events.Count >= Most) return;
            Volatile.Write(ref _latest, Now);
            _events.Add((_latest, thread, text));
        }
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        lock (_lock) _isOver = true;
    }

    /// <summary>The lines of the answer; thread -1 is the process.</summary>
    public IEnumerable<string> Lines => _events.Select(e =>
        string.Create(CultureInfo.InvariantCulture, $"{e.Time} {(e.Thread < 0 ? "-" : e.Thread.ToString(CultureInfo.InvariantCulture))} {e.Text}"));
}
