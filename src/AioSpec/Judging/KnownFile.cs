using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>
/// What a regular file may hold at any moment: the settled bytes, which nobody can see differently any more, and the
/// changes on top whose order is open or that a read still under way may have missed.
/// </summary>
internal sealed partial class KnownFile(string path, Extents initial, bool appendsInOrder)
{
    private const int MostUnsettled = 4096;

    private readonly List<KnownWrite> _changes = [];
    private readonly List<KnownRequest> _reads = [];

    public string Path { get; } = path;

    /// <summary>The bytes at the start of the history.</summary>
    public Extents Initial { get; } = initial;

    /// <summary>The bytes at the start of what is still open.</summary>
    public Extents Settled { get; private set; } = initial;

    /// <summary>Writes that were refused, so that their bytes can be told when they turn up.</summary>
    public List<(KnownWrite Write, bool InList)> Refused { get; } = [];

    /// <summary>Why the bytes cannot be judged any more, or null.</summary>
    public string? Doubt { get; set; }

    /// <summary>Appends whose place is open.</summary>
    public List<KnownWrite> OpenAppends => _changes.FindAll(c => c.Offset < 0);

    public void Begin(KnownWrite write)
    {
        _changes.Add(write);
        if (_changes.Count > MostUnsettled) Doubt ??= "too many overlapping changes whose order is open";
    }

    public void BeginRead(KnownRequest read) => _reads.Add(read);

    /// <summary>The bytes of a read are known, or never will be: what it may have missed can settle.</summary>
    public void EndRead(KnownRequest read)
    {
        if (read.Resolved) return;
        read.Resolved = true;
        _reads.Remove(read);
    }

    /// <summary>The change never happened.</summary>
    public void Drop(KnownWrite write) => _changes.Remove(write);

    /// <summary>Folds into the settled bytes what is over for everybody.</summary>
    public void Settle()
    {
        var horizon = _reads.Count > 0 ? _reads[0].Submitted : Moment.Never;
        for (var i = 0; i < _changes.Count; i++)
        {
            var change = _changes[i];
            if (change.Offset < 0) PlaceAppend(change);
            if (change.Offset < 0 || change.End >= horizon || change.End == Moment.Never) continue;
            if (change.Sure != change.Most || !IsNextFor(change)) continue;
            Fold(change);
            i = -1;
        }
    }

    /// <summary>The sizes the file may have in a window.</summary>
    public Range64 Size(Window window)
    {
        var (least, most) = (Settled.Length, Settled.Length);
        var cut = LatestTruncation(window);
        if (cut is not null) (least, most) = (cut.Offset, cut.Offset);
        foreach (var change in _changes)
        {
            if (change.Begin > window.To || (cut is not null && change.End < cut.Begin)) continue;
            if (change.IsTruncation) { least = Math.Min(least, change.Offset); most = Math.Max(most, change.Offset); }
        }

        var pending = 0L;
        foreach (var change in _changes)
        {
            if (change.IsTruncation || change.Begin > window.To || (cut is not null && change.End < cut.Begin)) continue;
            if (change.Offset < 0) { pending += change.Most; continue; }
            if (change.Most > 0) most = Math.Max(most, change.Limit);
            var after = cut is null || change.Begin > cut.End;
            if (change.End < window.From && change.Sure > 0 && after && !MayBeCut(change, window)) least = Math.Max(least, change.Offset + change.Sure);
        }

        return new Range64(least, most + pending);
    }

    /// <summary>Whether the bytes from this offset may have been there in a window, each byte by a permitted writer.</summary>
    public bool Fits(long offset, Data bytes, Window window)
    {
        var from = offset;
        var end = offset + bytes.Length;
        while (from < end)
        {
            var to = PieceEnd(from, end, window);
            if (!PieceFits(from, to, bytes, from - offset, window)) return false;
            from = to;
        }

        return true;
    }

    /// <summary>The settled bytes, with zeros where the file ends before.</summary>
    public Data SettledBytes(long offset, long length)
    {
        var there = Math.Clamp(Settled.Length - offset, 0, length);
        var bytes = there > 0 ? Settled.Read(offset, there) : Data.Empty;
        return there == length ? bytes : Data.Concat(bytes, Data.Fill(0, length - there));
    }

    private bool MayBeCut(KnownWrite write, Window window)
    {
        foreach (var change in _changes)
        {
            if (change.IsTruncation && change.Begin <= window.To && change.Offset < write.Offset + write.Sure && !(change.End < write.Begin)) return true;
        }

        return false;
    }

    private KnownWrite? LatestTruncation(Window window)
    {
        KnownWrite? latest = null;
        foreach (var change in _changes)
        {
            if (change.IsTruncation && change.End < window.From && (latest is null || change.Begin > latest.End)) latest = change;
        }

        return latest;
    }

    /// <summary>Nothing open overlaps it that may come before it; what lies wholly below it is forgotten.</summary>
    private bool IsNextFor(KnownWrite write)
    {
        foreach (var other in _changes)
        {
            if (ReferenceEquals(other, write) || other.Begin > write.End) continue;
            if (other.Offset < 0)
            {
                if (write.Limit > Settled.Length && !(appendsInOrder && write.IsAppend && other.Order > write.Order)) return false;
                continue;
            }

            if (!other.Overlaps(write.Offset, write.Limit)) continue;
            if (!(other.End < write.Begin && write.SurelyCovers(other.Offset, other.Limit))) return false;
        }

        return true;
    }

    /// <summary>An append that is surely the first of those that are open goes to the end of what is settled.</summary>
    private void PlaceAppend(KnownWrite append)
    {
        if (append.End == Moment.Never || append.Sure != append.Most) return;
        foreach (var other in _changes)
        {
            if (ReferenceEquals(other, append)) continue;
            var later = other.Begin > append.End || (appendsInOrder && other.IsAppend && other.Order > append.Order);
            if (!later && (other.Offset < 0 || other.IsTruncation || other.Limit > Settled.Length)) return;
        }

        append.Offset = Settled.Length;
    }

    private void Fold(KnownWrite write)
    {
        _changes.RemoveAll(other => ReferenceEquals(other, write)
            || (other.Offset >= 0 && other.End < write.Begin && other.Overlaps(write.Offset, write.Limit)));
        if (write.IsTruncation) Settled = Settled.Truncate(write.Offset);
        else if (write.Sure > 0) Settled = Settled.Write(write.Offset, write.Data.Slice(0, write.Sure));
    }

    /// <summary>Where the set of writers that reach a position changes.</summary>
    private long PieceEnd(long from, long end, Window window)
    {
        foreach (var change in _changes)
        {
            if (change.Offset < 0 || change.Begin > window.To) continue;
            if (change.Offset > from) end = Math.Min(end, change.Offset);
            else if (change.Limit > from) end = Math.Min(end, change.Limit);
            if (!change.IsTruncation && change.Sure < change.Most && change.Offset + change.Sure > from) end = Math.Min(end, change.Offset + change.Sure);
        }

        return end;
    }
}
