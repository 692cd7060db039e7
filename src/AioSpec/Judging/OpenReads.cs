namespace AioSpec.Judging;

/// <summary>A read whose bytes are not known yet: nothing that it may have missed can settle.</summary>
internal sealed class OpenRead(KnownFile file, Moment from, long offset, long length) : IPlaced
{
    private List<KnownWrite>? _missed;

    public Moment From { get; } = from;

    public long Offset { get; } = offset;

    public long Reach { get; } = length;

    /// <summary>Its bytes are known, or never will be.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Changes that would have settled without it.</summary>
    public IReadOnlyList<KnownWrite> Missed => _missed ?? [];

    public void Misses(KnownWrite write) => (_missed ??= []).Add(write);

    /// <summary>Nothing waits for it any more.</summary>
    public void End()
    {
        if (IsOver) return;
        IsOver = true;
        file.EndRead(this);
    }

    public bool Overlaps(long from, long to) => Offset < to && from - Offset < Reach;
}

/// <summary>The reads of a file whose bytes are not known yet.</summary>
internal sealed class OpenReads
{
    private readonly Places<OpenRead> _places = new();
    private readonly Queue<OpenRead> _inOrder = [];

    public void Add(OpenRead read)
    {
        _inOrder.Enqueue(read);
        _places.Add(read);
    }

    public void Remove(OpenRead read)
    {
        _places.Remove(read);
        while (_inOrder.TryPeek(out var oldest) && oldest.IsOver) _inOrder.Dequeue();
    }

    /// <summary>A read that may tell what was there before a change that has ended; null if none will, nor any that is to come.</summary>
    public OpenRead? MayMiss(KnownWrite write)
    {
        // How long the file was is told by a read at any place.
        if (write.IsExtending || write.Offset < 0) return _inOrder.TryPeek(out var oldest) && oldest.From <= write.End ? oldest : null;
        foreach (var read in _places.Near(write.Offset, write.Limit))
        {
            if (read.From <= write.End) return read;
        }

        return null;
    }
}
