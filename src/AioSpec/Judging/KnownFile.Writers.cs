using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>Who may have written the bytes of a stretch, and how long the file may be.</summary>
internal sealed partial class KnownFile
{
    /// <summary>The sizes the file may have in a window.</summary>
    public Range64 Size(Window window)
    {
        var (least, most) = (Settled.Length, Settled.Length);
        if (_changes.Extending.Count == 0 && _changes.Floating.Count == 0) return new Range64(least, most);
        var cut = LatestTruncation(window);
        if (cut is not null) (least, most) = (cut.Offset, cut.Offset);
        foreach (var change in _changes.Extending)
        {
            if (change.Begin > window.To || IsBefore(change, cut)) continue;
            if (!change.IsTruncation) most = Math.Max(most, change.Most > 0 ? change.Limit : 0);
            else (least, most) = (Math.Min(least, change.Offset), Math.Max(most, change.Offset));
        }

        foreach (var change in _changes.Extending)
        {
            if (change.IsTruncation || change.End >= window.From || change.Sure == 0 || IsBefore(change, cut)) continue;
            if ((cut is null || change.Begin > cut.End) && !MayBeCut(change, window)) least = Math.Max(least, change.Offset + change.Sure);
        }

        foreach (var append in _changes.Floating)
        {
            if (append.Begin <= window.To) most += append.Most;
        }

        return new Range64(least, most);
    }

    /// <summary>Whether the bytes from this offset may have been there in a window, each byte by a permitted writer.</summary>
    public bool Fits(long offset, Data bytes, Window window)
    {
        var end = offset + bytes.Length;
        var near = _changes.Near(offset, end);
        if (near.Length == 0 && _changes.Floating.Count == 0) return IsSettled(offset, bytes);
        for (var from = offset; from < end;)
        {
            var to = PieceEnd(near, from, end, window);
            if (!PieceFits(near, from, to, bytes.Slice(from - offset, to - from), window)) return false;
            from = to;
        }

        return true;
    }

    /// <summary>The changes with a place of which the bytes past this position depend.</summary>
    public List<KnownWrite> OpenChangesPast(long position) => _changes.Extending.Exists(c => c.IsTruncation)
        ? [.. _changes.Extending]
        : _changes.Extending.FindAll(c => c.Limit > position && c.Most > 0);

    /// <summary>How many open changes reach this position.</summary>
    public int WritersAt(long position) => _changes.Near(position, position + 1).Length;

    /// <summary>Nobody wrote at this position.</summary>
    public bool IsGap(long position) => WritersAt(position) == 0 && SettledBytes(position, 1)[0] == 0;

    /// <summary>The bytes are those of some change that is open, seen or overwritten, and began before a moment.</summary>
    public bool WasThere(long offset, Data bytes, Moment until) =>
        (offset >= 0 && offset <= Initial.Length - bytes.Length && Initial.Read(offset, bytes.Length).Equals(bytes))
        || Fits(offset, bytes, new Window(Moment.Start, until));

    private static bool IsBefore(KnownWrite change, KnownWrite? cut) => cut is not null && change.End < cut.Begin;

    private bool MayBeCut(KnownWrite write, Window window) => _changes.Extending.Exists(change =>
        change.IsTruncation && change.Begin <= window.To && change.Offset < write.Offset + write.Sure && !(change.End < write.Begin));

    private KnownWrite? LatestTruncation(Window window)
    {
        KnownWrite? latest = null;
        foreach (var change in _changes.Extending)
        {
            if (change.IsTruncation && change.End < window.From && (latest is null || change.Begin > latest.End)) latest = change;
        }

        return latest;
    }

    /// <summary>Where the set of writers that reach a position changes.</summary>
    private static long PieceEnd(ReadOnlySpan<KnownWrite> near, long from, long end, Window window)
    {
        foreach (var change in near)
        {
            if (change.Begin > window.To) continue;
            if (change.Offset > from) end = Math.Min(end, change.Offset);
            else if (change.Limit > from) end = Math.Min(end, change.Limit);
            var sure = change.Offset + change.Sure;
            if (!change.IsTruncation && change.Sure < change.Most && sure > from) end = Math.Min(end, sure);
        }

        return end;
    }

    private bool PieceFits(ReadOnlySpan<KnownWrite> near, long from, long to, Data piece, Window window)
    {
        // The place of an append may be open until the end, where all of them are judged together.
        var mayBeAppended = to > Settled.Length || _changes.Extending.Exists(c => c.IsTruncation && c.Offset < to);
        if (mayBeAppended && _changes.Floating.Exists(a => a.Begin <= window.To)) return true;
        var candidates = new List<Data>();
        if (IsVisible(near, null, from, to, window)) candidates.Add(SettledBytes(from, to - from));
        foreach (var change in near)
        {
            if (change.Begin > window.To || !change.Overlaps(from, to)) continue;
            if (IsVisible(near, change, from, to, window)) candidates.Add(change.BytesAt(from, to));
        }

        return candidates.Exists(piece.Equals) || ByteByByte(piece, candidates);
    }

    /// <summary>Nothing was surely written over it before the window.</summary>
    private static bool IsVisible(ReadOnlySpan<KnownWrite> near, KnownWrite? writer, long from, long to, Window window)
    {
        foreach (var later in near)
        {
            if (ReferenceEquals(later, writer) || !later.SurelyCovers(from, to)) continue;
            if (later.End < window.From && (writer is null || writer.End < later.Begin)) return false;
        }

        return true;
    }

    /// <summary>Transfers that overlap in time may mix byte by byte (ORDER-02).</summary>
    internal static bool ByteByByte(Data piece, List<Data> candidates)
    {
        if (candidates.Count < 2) return false;
        for (long i = 0; i < piece.Length; i++)
        {
            var value = piece[i];
            if (!candidates.Exists(c => c[i] == value)) return false;
        }

        return true;
    }
}
