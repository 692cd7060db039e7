using AioSpec.Model;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>
/// Which order of appends and other changes, one after the other, makes up the end of a file, where one exists: a search with a
/// bound. That it finds none proves nothing, since transfers that overlap in time may mix.
/// </summary>
/// <param name="changes">The changes.</param>
/// <param name="content">The bytes that the file holds.</param>
/// <param name="from">Where they are compared from.</param>
/// <param name="declared">What the target declares.</param>
internal sealed class ChangeOrders(IReadOnlyList<KnownWrite> changes, Data content, long from, Declaration declared)
{
    private const int MostChanges = 62;
    private const int MostSteps = 20_000;

    private readonly HashSet<(ulong Done, ulong Content)> _seen = [];

    /// <summary>Whether the changes, on top of what is settled, come to these bytes in some permitted order.</summary>
    public bool Match(Extents settled) => changes.Count <= MostChanges && Match(0, settled);

    private bool Match(ulong done, Extents file)
    {
        if (done == (1UL << changes.Count) - 1) return IsContent(file);
        if (_seen.Count >= MostSteps || !_seen.Add((done, file.Hash))) return false;
        for (var i = 0; i < changes.Count; i++)
        {
            if ((done >> i & 1) != 0 || !MayBeNext(done, i)) continue;
            foreach (var next in After(changes[i], file))
            {
                if (Match(done | 1UL << i, next)) return true;
            }
        }

        return false;
    }

    private bool IsContent(Extents file) => file.Length == content.Length
        && (from >= content.Length || file.Read(from, content.Length - from).Equals(content.Slice(from, content.Length - from)));

    private bool MayBeNext(ulong done, int next)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (i != next && (done >> i & 1) == 0 && changes[i].MustPrecede(changes[next], declared)) return false;
        }

        return true;
    }

    /// <summary>The file after the change: after all of it, or as much of it as there may be.</summary>
    private IEnumerable<Extents> After(KnownWrite change, Extents file)
    {
        if (change.IsTruncation)
        {
            yield return file.Truncate(change.Offset);
            yield break;
        }

        var place = change.Offset < 0 ? file.Length : change.Offset;
        long[] lengths = change.Sure == change.Most ? [change.Sure] : [change.Most, Math.Max(change.Sure, Fitting(change, place)), change.Sure];
        foreach (var length in lengths.Select(l => Math.Min(l, long.MaxValue - place)).Distinct())
        {
            yield return length == 0 ? file : file.Write(place, change.Data.Slice(0, length));
        }
    }

    private long Fitting(KnownWrite change, long place)
    {
        var length = Math.Clamp(content.Length - place, 0, change.Most);
        if (length == 0) return 0;
        var differs = content.Slice(place, length).FirstDifference(change.Data.Slice(0, length));
        return differs < 0 ? length : differs;
    }
}
