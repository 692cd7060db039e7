using System.Runtime.InteropServices;

namespace AioSpec.Judging;

/// <summary>What touches a stretch of a file.</summary>
internal interface IPlaced
{
    /// <summary>Where the stretch starts.</summary>
    long Offset { get; }

    /// <summary>The most bytes that it can have. As long as it is at its place, this and the start stay.</summary>
    long Reach { get; }

    /// <summary>Whether it touches a byte from one position up to another.</summary>
    bool Overlaps(long from, long to);
}

/// <summary>What touches stretches of a file, found by the place that it touches.</summary>
internal sealed class Places<T>
    where T : class, IPlaced
{
    private const int BucketShift = 16;
    private const int MostBuckets = 16;

    private readonly Dictionary<long, List<T>> _buckets = [];
    private readonly List<T> _wide = [];
    private readonly List<T> _near = [];
    private readonly Stack<List<T>> _spare = [];

    public void Add(T item)
    {
        if (IsWide(item)) { _wide.Add(item); return; }
        for (var bucket = item.Offset >> BucketShift; bucket <= LastBucket(item); bucket++) BucketOf(bucket).Add(item);
    }

    public void Remove(T item)
    {
        if (IsWide(item)) { _wide.Remove(item); return; }
        for (var bucket = item.Offset >> BucketShift; bucket <= LastBucket(item); bucket++)
        {
            // Most buckets have one thing in them.
            if (!_buckets.Remove(bucket, out var list)) continue;
            list.Remove(item);
            if (list.Count > 0) _buckets.Add(bucket, list);
            else _spare.Push(list);
        }
    }

    /// <summary>What overlaps a stretch. It is there until what is near another one is asked for.</summary>
    public ReadOnlySpan<T> Near(long from, long to)
    {
        _near.Clear();
        AddFrom(_wide, from, to);
        if (_buckets.Count > 0) AddFromBuckets(from, to);
        return CollectionsMarshal.AsSpan(_near);
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

    private void AddFrom(List<T> list, long from, long to)
    {
        foreach (var item in list)
        {
            if (item.Overlaps(from, to) && (_near.Count == 0 || !_near.Contains(item))) _near.Add(item);
        }
    }

    private static bool IsWide(T item) => item.Reach >> BucketShift >= MostBuckets;

    private static long LastBucket(T item) => (item.Offset + Math.Max(1, item.Reach) - 1) >> BucketShift;

    private List<T> BucketOf(long bucket)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_buckets, bucket, out _);
        return list ??= _spare.Count > 0 ? _spare.Pop() : [];
    }
}
