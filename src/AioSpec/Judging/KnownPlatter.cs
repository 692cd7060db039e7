using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>
/// What of a regular file surely survives a crash of the system, and the changes on top of it that may. It is kept where the
/// head of the history says that the system may crash.
/// </summary>
/// <param name="initial">The bytes at the start.</param>
/// <param name="mustSurvive">Whether what promises so much forbids the loss of a change: the rules say.</param>
internal sealed class KnownPlatter(Extents initial, Func<Promises, bool> mustSurvive)
{
    private const int MostChanges = 4096;
    private const int MostKept = 256;

    private readonly List<KnownWrite> _changes = [];
    private readonly List<KnownWrite> _kept = [];

    /// <summary>The bytes that are there in any case, but for the changes on top.</summary>
    public Extents Sure { get; private set; } = initial;

    /// <summary>There were more changes than are kept in mind.</summary>
    public bool IsBeyondTelling { get; private set; }

    /// <summary>The changes of which it is open whether they are there.</summary>
    public IReadOnlyList<KnownWrite> Changes => _changes;

    /// <summary>The latest changes that are there in any case.</summary>
    public IReadOnlyList<KnownWrite> Kept => _kept;

    public void Begin(KnownWrite change)
    {
        if (_changes.Count < MostChanges) _changes.Add(change);
        else IsBeyondTelling = true;
    }

    public void Drop(KnownWrite change) => _changes.Remove(change);

    /// <summary>The change is surely over.</summary>
    public void Ended(KnownWrite change)
    {
        if (!change.IsSynchronized) return;
        change.Promised |= Promises.Description;
        Fold();
    }

    /// <summary>A synchronization has succeeded that was called at this moment: what came before it survives.</summary>
    public void Synchronized(Moment called, bool queued)
    {
        foreach (var change in _changes)
        {
            if (change.End < called) change.Promised |= Promises.Synchronized;
            else if (queued && change.Request is { Accepted: Truth.Yes } request && request.Returned < called) change.Promised |= Promises.Queued;
        }

        Fold();
    }

    /// <summary>Whether the loss of the change is forbidden, as far as it has surely been there.</summary>
    public bool MustSurvive(KnownWrite change) => change.End != Moment.Never && mustSurvive(change.Promised);

    private void Fold()
    {
        for (var i = 0; i < _changes.Count; i++)
        {
            var change = _changes[i];
            if (!MustSurvive(change) || change.Offset < 0 || change.Sure != change.Most || !IsNext(change)) continue;
            _changes.RemoveAll(other => ReferenceEquals(other, change) || IsOverlaid(other, change));
            if (change.IsTruncation) Sure = Sure.Truncate(change.Offset);
            else if (change.Sure > 0) Sure = Sure.Write(change.Offset, change.Data.Slice(0, change.Sure));
            if (_kept.Count == MostKept) _kept.RemoveRange(0, MostKept / 2);
            _kept.Add(change);
            i = -1;
        }
    }

    /// <summary>What overlaps it came later, or is wholly covered by it.</summary>
    private bool IsNext(KnownWrite change)
    {
        foreach (var other in _changes)
        {
            if (ReferenceEquals(other, change) || other.Begin > change.End || IsOverlaid(other, change)) continue;
            if (other.Offset < 0 || other.Overlaps(change.Offset, change.Limit)) return false;
        }

        return true;
    }

    private static bool IsOverlaid(KnownWrite below, KnownWrite change) =>
        below.Offset >= 0 && below.End < change.Begin && change.SurelyCovers(below.Offset, below.Limit);
}
