using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>
/// What a regular file may hold at any moment: the settled bytes, which nobody can see differently any more, and the
/// changes on top whose order is open or that a read still under way may have missed.
/// </summary>
internal sealed partial class KnownFile(string path, Extents initial, bool appendsInOrder)
{
    private const int MostStuck = 4096;
    private const int MostRefused = 256;

    private readonly OpenChanges _changes = new();
    private readonly OpenReads _reads = new();
    private readonly Queue<KnownWrite> _ended = [];
    private readonly List<KnownWrite> _stuck = [];
    private int _untried;

    public string Path { get; } = path;

    /// <summary>The bytes at the start of the history.</summary>
    public Extents Initial { get; } = initial;

    /// <summary>The bytes at the start of what is still open.</summary>
    public OwnExtents Settled { get; } = new(initial);

    /// <summary>The latest writes that were refused, so that their bytes can be told when they turn up.</summary>
    public List<(KnownWrite Write, bool InList)> Refused { get; } = [];

    /// <summary>Why the bytes cannot be judged any more, or null.</summary>
    public string? Doubt { get; set; }

    /// <summary>Others may change it: nothing is known of its bytes and its size.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Whether its bytes can be judged.</summary>
    public bool IsJudged => Doubt is null && !IsUnknown;

    /// <summary>Appends whose place is open.</summary>
    public IReadOnlyList<KnownWrite> OpenAppends => _changes.Floating;

    /// <summary>What survives a crash; null where the system does not crash.</summary>
    public KnownPlatter? Platter { get; init; }

    public void Begin(KnownWrite write)
    {
        _changes.Add(write, Settled.Length);
        Platter?.Begin(write);
    }

    /// <summary>The change is surely over.</summary>
    public void End(KnownWrite write, Moment at)
    {
        write.End = at;
        _ended.Enqueue(write);
        Platter?.Ended(write);
    }

    /// <summary>A read of a stretch may tell what was there from this moment on, until its bytes are known or never will be.</summary>
    public OpenRead BeginRead(Moment from, long offset, long length)
    {
        // An offset that is none, or a length that is no number, is an error that brings no bytes.
        var start = Math.Max(0, offset);
        var read = new OpenRead(this, from, start, Math.Min(length < 0 ? long.MaxValue : length, long.MaxValue - start));
        _reads.Add(read);
        return read;
    }

    /// <summary>What the read may have missed can settle, as far as it is concerned.</summary>
    public void EndRead(OpenRead read)
    {
        _reads.Remove(read);
        foreach (var write in read.Missed) _ended.Enqueue(write);
    }

    /// <summary>The write was refused.</summary>
    public void Refuse(KnownWrite write, bool inList)
    {
        Drop(write);
        if (Refused.Count == MostRefused) Refused.RemoveRange(0, MostRefused / 2);
        Refused.Add((write, inList));
    }

    /// <summary>The change never happened.</summary>
    public void Drop(KnownWrite write)
    {
        if (write.IsOpen) _changes.Remove(write);
        Platter?.Drop(write);
    }

    /// <summary>Folds into the settled bytes what is over for everybody, also for whoever begins later, at this moment or after.</summary>
    public void Settle(Moment soonest)
    {
        var retry = _stuck.Count > 0;
        while (_ended.TryPeek(out var next) && next.End < soonest)
        {
            _ended.Dequeue();
            if (!next.IsOpen) continue;
            if (_reads.MayMiss(next) is { } read) read.Misses(next);
            else if (TryFold(next)) retry = true;
            else _stuck.Add(next);
        }

        // Many that are stuck are tried again the more seldom, so that an event costs the same: what settles later is judged the same.
        if (retry && (++_untried >= _stuck.Count || _stuck.Count > MostStuck)) RetryStuck();
        if (_stuck.Count > MostStuck) Doubt ??= "too many overlapping changes whose order is open";
    }

    /// <summary>The settled bytes, with zeros where the file ends before.</summary>
    public Data SettledBytes(long offset, long length)
    {
        var there = Math.Clamp(Settled.Length - offset, 0, length);
        var bytes = there > 0 ? Settled.Read(offset, there) : Data.Empty;
        return there == length ? bytes : Data.Concat(bytes, Data.Fill(0, length - there));
    }

    /// <summary>Whether the settled bytes are these, with zeros where the file ends before.</summary>
    private bool IsSettled(long offset, Data bytes) => offset <= Settled.Length - bytes.Length
        ? Settled.Holds(offset, bytes)
        : SettledBytes(offset, bytes.Length).Equals(bytes);

    private void RetryStuck()
    {
        _untried = 0;
        bool folded;
        do
        {
            folded = false;
            for (var i = _stuck.Count - 1; i >= 0; i--)
            {
                if (_stuck[i].IsOpen && !TryFold(_stuck[i])) continue;
                _stuck.RemoveAt(i);
                folded = true;
            }
        }
        while (folded && _stuck.Count > 0);
    }

    private bool TryFold(KnownWrite write)
    {
        if (write.Sure != write.Most) return false;
        if (write.Offset < 0) PlaceAppend(write);
        if (write.Offset < 0) return false;
        var near = _changes.Near(write.Offset, write.Limit);
        if (!IsNext(write, near)) return false;
        foreach (var other in near)
        {
            if (ReferenceEquals(other, write) || other.End < write.Begin) _changes.Remove(other);
        }

        if (write.IsOpen) _changes.Remove(write);
        if (write.IsTruncation) Settled.Truncate(write.Offset);
        else if (write.Sure > 0) Settled.Write(write.Offset, write.Data.Slice(0, Math.Min(write.Sure, long.MaxValue - write.Offset)));
        return true;
    }

    /// <summary>Nothing open overlaps it that may come before it, but for what lies wholly below it.</summary>
    private bool IsNext(KnownWrite write, ReadOnlySpan<KnownWrite> near)
    {
        if (write.Limit > Settled.Length)
        {
            foreach (var append in _changes.Floating)
            {
                var later = append.Begin > write.End || (appendsInOrder && write.IsSubmittedBefore(append));
                if (!later) return false;
            }
        }

        foreach (var other in near)
        {
            if (ReferenceEquals(other, write) || other.Begin > write.End) continue;
            if (!(other.End < write.Begin && write.SurelyCovers(other.Offset, other.Limit))) return false;
        }

        return true;
    }

    /// <summary>An append that is surely the first of those that are open goes to the end of what is settled.</summary>
    private void PlaceAppend(KnownWrite append)
    {
        foreach (var other in _changes.Floating)
        {
            if (ReferenceEquals(other, append)) continue;
            if (other.Begin <= append.End && !(appendsInOrder && append.IsSubmittedBefore(other))) return;
        }

        foreach (var other in _changes.Extending)
        {
            if (!ReferenceEquals(other, append) && other.Begin <= append.End && (other.IsTruncation || other.Limit > Settled.Length)) return;
        }

        _changes.Remove(append);
        append.Offset = Settled.Length;
        _changes.Add(append, Settled.Length);
    }
}
