namespace AioSpec.Judging;

/// <summary>A write into a stream, with what of it was read.</summary>
internal sealed class StreamWrite(Data data, Moment begin, KnownRequest? request)
{
    private readonly List<(long From, long To)> _taken = [];

    public Moment Begin { get; } = begin;

    public Moment End { get; set; } = Moment.Never;

    public long Sure { get; set; }

    /// <summary>How many bytes it put into the stream at most; never more than it had, whatever count was told.</summary>
    public long Most { get; set => field = Math.Min(value, data.Length); } = data.Length;

    public long Consumed { get; private set; }

    /// <summary>How many reads had begun when it began and the stream was full; -1 where it was not.</summary>
    public long FullFrom { get; init; } = -1;

    /// <summary>The same when it had been accepted.</summary>
    public long FullTo { get; set; } = -1;

    /// <summary>It was processed before one of higher priority.</summary>
    public bool Overtook { get; set; }

    public int Priority => Request?.Info.Block.Reqprio ?? 0;

    public KnownRequest? Request { get; } = request;

    /// <summary>Part of it was read, and not all.</summary>
    public bool IsTorn => Consumed > 0 && Consumed < Most;

    public bool IsOver => Consumed >= Most && End != Moment.Never;

    /// <summary>What of it is still to be read.</summary>
    public Record ToRecord() => new(
        data.Slice(Consumed, data.Length - Consumed), Math.Max(0, Sure - Consumed), Most - Consumed, Begin, End, Request?.Info.Submission ?? Begin.Sequence, Request?.Info.Block.Reqprio ?? 0, Request);

    /// <summary>Takes what fits from the first byte that was not read; returns how many bytes.</summary>
    public long TakeFront(Data bytes, long at) => PlaceOf(bytes, at) is { } place && place != Front ? 0 : TakeAt(Front, bytes, at);

    /// <summary>Whether the first byte that was not read may be this one.</summary>
    public bool FitsFront(Data bytes, long at) => Front < Most && (PlaceOf(bytes, at) is { } place ? place == Front : data[Front] == bytes[at]);

    /// <summary>Takes what fits from any byte that was not read, while other reads are under way; and whether it can be nowhere else.</summary>
    public (long Taken, bool Sure) TakeAnywhere(Data bytes, long at)
    {
        if (PlaceOf(bytes, at) is { } place) return (place >= 0 && place < Most ? TakeAt(place, bytes, at) : 0, true);
        var (first, several) = (-1L, false);
        for (long from = 0; from < Most && !several; from++)
        {
            if (data[from] != bytes[at] || IsTaken(from)) continue;
            several = first >= 0;
            if (first < 0) first = from;
        }

        return (first < 0 ? 0 : TakeAt(first, bytes, at), !several);
    }

    /// <summary>Whether this byte may be one of those that were not read.</summary>
    public bool HasAnywhere(Data bytes, long at)
    {
        if (PlaceOf(bytes, at) is { } place) return place >= 0 && place < Most && !IsTaken(place);
        for (long from = 0; from < Most; from++)
        {
            if (data[from] == bytes[at] && !IsTaken(from)) return true;
        }

        return false;
    }

    private bool IsTaken(long place) => _taken.Exists(t => t.From <= place && place < t.To);

    private long Front => _taken.Count > 0 && _taken[0].From == 0 ? _taken[0].To : 0;

    /// <summary>Where bytes that name their writer stand in this write; -1 for another's, null for bytes that name nobody.</summary>
    private long? PlaceOf(Data bytes, long at)
    {
        if (data.Runs is not [{ Kind: RunKind.Tag } mine]) return null;
        var index = bytes.RunAt(at);
        var run = bytes.Runs[index];
        if (run.Kind != RunKind.Tag) return null;
        return run.Value == mine.Value ? run.Start + at - bytes.StartOf(index) - mine.Start : -1;
    }

    private long TakeAt(long from, Data bytes, long at)
    {
        var limit = Most;
        foreach (var (start, _) in _taken)
        {
            if (start >= from) limit = Math.Min(limit, start);
        }

        var length = Math.Min(limit - from, bytes.Length - at);
        if (length <= 0) return 0;
        var differs = data.Slice(from, length).FirstDifference(bytes.Slice(at, length));
        var taken = differs < 0 ? length : differs;
        if (taken > 0) Note(from, from + taken);
        return taken;
    }

    private void Note(long from, long to)
    {
        Consumed += to - from;
        _taken.Add((from, to));
        _taken.Sort();
        for (var i = _taken.Count - 1; i > 0; i--)
        {
            if (_taken[i - 1].To != _taken[i].From) continue;
            _taken[i - 1] = (_taken[i - 1].From, _taken[i].To);
            _taken.RemoveAt(i);
        }
    }
}
