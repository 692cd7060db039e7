namespace AioSpec.Judging;

/// <summary>The changes of a file that are not settled, found by the place that they touch.</summary>
internal sealed class OpenChanges
{
    private readonly Places<KnownWrite> _places = new();
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
        _places.Add(write);
    }

    public void Remove(KnownWrite write)
    {
        write.IsOpen = false;
        if (write.Offset < 0) { Floating.Remove(write); return; }
        if (write.IsTruncation) _truncations--;
        if (write.IsExtending) Extending.Remove(write);
        _places.Remove(write);
    }

    /// <summary>The changes that overlap a stretch. They are there until changes near another one are asked for.</summary>
    public ReadOnlySpan<KnownWrite> Near(long from, long to) => _places.Near(from, to);

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
}
