using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>What the bytes of a file after a crash tell: they are there, a change is lost that must not be, or nobody wrote them.</summary>
/// <param name="file">The file.</param>
/// <param name="content">What it holds.</param>
internal sealed class SurvivalCheck(KnownFile file, Data content)
{
    private readonly KnownPlatter _platter = file.Platter!;
    private readonly List<KnownWrite> _placed = [.. file.Platter!.Changes.Where(c => c.Offset >= 0)];
    private readonly List<KnownWrite> _floating = [.. file.Platter!.Changes.Where(c => c.Offset < 0 && c.Most > 0)];

    /// <summary>The change that is lost, if one is to blame.</summary>
    public KnownWrite? Lost { get; private set; }

    /// <summary>The place of an append that must be there is open.</summary>
    public bool IsOpen => _platter.IsBeyondTelling || _floating.Exists(_platter.MustSurvive);

    public bool Fits() => SizeFits() && BytesFit();

    /// <summary>Appends whose place is open may be anywhere from here on.</summary>
    private long FloatsFrom => _floating.Count == 0 ? long.MaxValue : _placed.Exists(c => c.IsTruncation) ? 0 : Math.Min(file.Settled.Length, _platter.Sure.Length);

    private bool SizeFits()
    {
        var (least, most) = (_platter.Sure.Length, _platter.Sure.Length);
        foreach (var change in _placed)
        {
            most = Math.Max(most, change.IsTruncation ? change.Offset : change.Most > 0 ? change.Limit : 0);
            if (!change.IsTruncation && change.Sure > 0 && _platter.MustSurvive(change)) least = Math.Max(least, change.Offset + change.Sure);
        }

        foreach (var change in _placed)
        {
            if (change.IsTruncation) least = Math.Min(least, change.Offset);
        }

        foreach (var change in _floating) most += change.Most;
        if (content.Length >= least && content.Length <= most) return true;
        if (content.Length < least) Blame(content.Length, least);
        return false;
    }

    private bool BytesFit()
    {
        var end = Math.Min(content.Length, FloatsFrom);
        for (long from = 0; from < end;)
        {
            var to = PieceEnd(from, end);
            var piece = content.Slice(from, to - from);
            if (!PieceFits(from, to, piece))
            {
                Blame(from, to);
                return false;
            }

            from = to;
        }

        return true;
    }

    private long PieceEnd(long from, long end)
    {
        if (_platter.Sure.Length > from) end = Math.Min(end, _platter.Sure.Length);
        foreach (var change in _placed)
        {
            var sure = change.Offset + change.Sure;
            if (change.Offset > from) end = Math.Min(end, change.Offset);
            if (change.Limit > from) end = Math.Min(end, change.Limit);
            if (!change.IsTruncation && sure > from) end = Math.Min(end, sure);
        }

        return end;
    }

    private bool PieceFits(long from, long to, Data piece)
    {
        var candidates = new List<Data>();
        if (IsVisible(null, from, to)) candidates.Add(Zeroed(_platter.Sure, from, to));
        foreach (var change in _placed)
        {
            if (change.Overlaps(from, to) && IsVisible(change, from, to)) candidates.Add(change.BytesAt(from, to));
        }

        return candidates.Exists(piece.Equals) || KnownFile.ByteByByte(piece, candidates);
    }

    /// <summary>Nothing that must survive was surely written over it.</summary>
    private bool IsVisible(KnownWrite? writer, long from, long to) => !_placed.Exists(later =>
        !ReferenceEquals(later, writer) && later.SurelyCovers(from, to) && _platter.MustSurvive(later) && (writer is null || writer.End < later.Begin));

    private void Blame(long from, long to) =>
        Lost = _placed.FindLast(c => c.Overlaps(from, to) && _platter.MustSurvive(c)) ?? _platter.Kept.LastOrDefault(c => c.Overlaps(from, to));

    private static Data Zeroed(Extents bytes, long from, long to)
    {
        var there = Math.Clamp(bytes.Length - from, 0, to - from);
        return there == to - from ? bytes.Read(from, there) : Data.Concat(there > 0 ? bytes.Read(from, there) : Data.Empty, Data.Fill(0, to - from - there));
    }
}
