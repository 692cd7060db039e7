namespace AioSpec.Judging;

/// <summary>Who may have written the bytes of a stretch that every change either covers or does not reach.</summary>
internal sealed partial class KnownFile
{
    /// <summary>Changes with a place reach past this position.</summary>
    public bool HasOpenChangesPast(long position) => _changes.Exists(c => c.Offset >= 0 && c.Limit > position && c.Most > 0);

    /// <summary>How many open changes reach this position.</summary>
    public int WritersAt(long position) => _changes.Count(c => c.Offset >= 0 && c.Overlaps(position, position + 1));

    /// <summary>Nobody wrote at this position.</summary>
    public bool IsGap(long position) => WritersAt(position) == 0 && SettledBytes(position, 1)[0] == 0;

    /// <summary>The bytes are those of some change that is open, seen or overwritten.</summary>
    public bool WasThere(long offset, Data bytes) =>
        (offset + bytes.Length <= Initial.Length && Initial.Read(offset, bytes.Length).Equals(bytes))
        || Fits(offset, bytes, new Window(Moment.Start, Moment.Never));

    /// <summary>Whether the changes that reach this stretch may have been overwritten for certain before the window.</summary>
    private bool IsVisible(KnownWrite? writer, long from, long to, Window window)
    {
        foreach (var later in _changes)
        {
            if (ReferenceEquals(later, writer) || later.Offset < 0 || !later.SurelyCovers(from, to)) continue;
            if (later.End < window.From && (writer is null || writer.End < later.Begin)) return false;
        }

        return true;
    }

    private bool PieceFits(long from, long to, Data bytes, long at, Window window)
    {
        var piece = bytes.Slice(at, to - from);
        var candidates = new List<Data>();
        if (IsVisible(null, from, to, window)) candidates.Add(SettledBytes(from, to - from));
        foreach (var change in _changes)
        {
            // The place of an append may be open until the end, where all of them are judged together.
            if (change.Offset < 0 && change.Begin <= window.To && to > Settled.Length) return true;
            if (change.Offset < 0 || change.Begin > window.To || !change.Overlaps(from, to)) continue;
            if (IsVisible(change, from, to, window)) candidates.Add(BytesOf(change, from, to));
        }

        return candidates.Exists(piece.Equals) || ByteByByte(piece, candidates);
    }

    private static Data BytesOf(KnownWrite change, long from, long to) =>
        change.IsTruncation ? Data.Fill(0, to - from) : change.Data.Slice(from - change.Offset, to - from);

    /// <summary>Transfers that overlap in time may mix byte by byte (ORDER-02).</summary>
    private static bool ByteByByte(Data piece, List<Data> candidates)
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
