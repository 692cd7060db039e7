using System.Runtime.InteropServices;

namespace AioSpec.Judging;

/// <summary>The changes of a file that are not settled, found by the place that they touch.</summary>
internal sealed class OpenChanges
{
    private const int BucketShift = 16;
    private const int MostBuckets = 16;

    private readonly Dictionary<long, List<KnownWrite>> _buckets = [];
    private readonly List<KnownWrite> _wide = [];
    private readonly List<KnownWrite> _near = [];
    private readonly Stack<List<KnownWrite>> _spare = [];
    private int _truncations;

    /// <summary>Appends whose place is open.</summary>
    public List<KnownWrite> Floating { get; } = [];

    /// <summary>Changes that may change the size of the file.</summary>
    public List<KnownWrite> Extending { get; } = [];

    public void Add(KnownWrite write, long size)
    {
        write.IsOpen = true;
        if (write.Offset < 0) { Floating.Add(write); return; }
        if (write.IsTruncation) _truncations++;
        if (write.IsTruncation) ExtendAll();
        if (_truncations > 0 || write.Limit > size) Extend(write);
        if (IsWide(write)) { _wide.Add(write); return; }
        for (var bucket = write.Offset >> BucketShift; bucket <= LastBucket(write); bucket++) BucketOf(bucket).Add(write);
    }

    public void Remove(KnownWrite write)
    {
        write.IsOpen = false;
        if (write.Offset < 0) { Floating.Remove(write); return; }
        if (write.IsTruncation) _truncations--;
        if (write.IsExtending) Extending.Remove(write);
        if (IsWide(write)) { _wide.Remove(write); return; }
        for (var bucket = write.Offset >> BucketShift; bucket <= LastBucket(write); bucket++)
        {
            var list = _buckets[bucket];
            list.Remove(write);
            if (list.Count > 0) continue;
            _buckets.Remove(bucket);
            _spare.Push(list);
        }
    }

    /// <summary>The changes that overlap a stretch. They are there until changes near another one are asked for.</summary>
    public ReadOnlySpan<KnownWrite> Near(long from, long to)
    {
        _near.Clear();
        foreach (var write in _wide)
        {
            if (write.Overlaps(from, to)) _near.Add(write);
        }

        if (_buckets.Count > 0) AddFromBuckets(from, to);
        return CollectionsMarshal.AsSpan(_near);
    }

    private void Extend(KnownWrite write)
    {
        if (write.IsExtending) return;
        write.IsExtending = true;
        Extending.Add(write);
    }

    /// <summary>The file may become shorter: then every change may decide how long it is.</summary>
    private void ExtendAll()
    {
        foreach (var write in Near(0, long.MaxValue).ToArray().OrderBy(w => w.Order)) Extend(write);
    }

    private void AddFromBuckets(long from, long to)
    {
        var (first, last) = (from >> BucketShift, Math.Max(from, to - 1) >> BucketShift);
        if (last - first > MostBuckets)
        {
            // Rare: a stretch of the whole file. The order of what is found decides nothing.
            foreach (var list in _buckets.Values) AddFrom(list, from, to);
            return;
        }

        for (var bucket = first; bucket <= last; bucket++)
        {
            if (_buckets.TryGetValue(bucket, out var list)) AddFrom(list, from, to);
        }
    }

    private void AddFrom(List<KnownWrite> list, long from, long to)
    {
        foreach (var write in list)
        {
            if (write.Overlaps(from, to) && (_near.Count == 0 || !_near.Contains(write))) _near.Add(write);
        }
    }

    private static bool IsWide(KnownWrite write) => write.IsTruncation || write.Data.Length >> BucketShift >= MostBuckets;

    private static long LastBucket(KnownWrite write) => (write.Offset + Math.Max(1, write.Data.Length) - 1) >> BucketShift;

    private List<KnownWrite> BucketOf(long bucket)
    {
        if (_buckets.TryGetValue(bucket, out var list)) return list;
        list = _spare.Count > 0 ? _spare.Pop() : [];
        _buckets.Add(bucket, list);
        return list;
    }
}
