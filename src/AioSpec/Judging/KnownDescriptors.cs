using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>An open file description, with what is known of the file behind it.</summary>
internal sealed class KnownDescription
{
    public required Description Is { get; init; }

    public KnownFile? File { get; init; }

    public KnownStream? Stream { get; init; }

    /// <summary>The file offset, or null once it is unspecified (SUB-14).</summary>
    public long? Offset { get; set; } = 0;

    /// <summary>How many calls are under way that move the offset.</summary>
    public int OffsetUsers { get; private set; }

    /// <summary>Calls that move the offset overlapped: where each of them ended is open.</summary>
    public bool OffsetDisturbed { get; private set; }

    public void BeginOffset()
    {
        OffsetDisturbed |= OffsetUsers++ > 0;
        if (OffsetDisturbed) Offset = null;
    }

    /// <summary>The call has returned; the offset is this, unless another call was under way.</summary>
    public void EndOffset(long? offset)
    {
        Offset = OffsetDisturbed ? null : offset;
        if (--OffsetUsers == 0) OffsetDisturbed = false;
    }

    /// <summary>The end of the stream that its descriptors hold open.</summary>
    public StreamEnd? End => Is.Type switch
    {
        FileType.PipeReadEnd => Stream!.Readers,
        FileType.PipeWriteEnd => Stream!.Writers,
        _ => null,
    };
}

/// <summary>The descriptors of a process, as far as its calls tell.</summary>
internal sealed class KnownDescriptors
{
    private readonly SortedDictionary<int, KnownDescription> _open = [];
    private readonly SortedDictionary<int, Tell> _closing = [];
    private readonly SortedSet<int> _everOpen = [];
    private readonly SortedDictionary<int, Moment> _changed = [];

    /// <summary>How many calls are under way that make descriptors.</summary>
    public int Opening { get; set; }

    public KnownDescription? Find(int fd) => _open.GetValueOrDefault(fd);

    /// <summary>What a call that is under way does to the number: close or replace what it names; null for neither.</summary>
    public Tell? Closing(int fd) => _closing.TryGetValue(fd, out var tell) ? tell : null;

    public bool WasOpen(int fd) => _everOpen.Contains(fd);

    /// <summary>Whether the number is open since a moment: Maybe where it changed since, or while a call is under way that changes it.</summary>
    public Truth IsOpen(int fd, Moment since)
    {
        if (_closing.ContainsKey(fd) || (_changed.TryGetValue(fd, out var changed) && changed > since)) return Truth.Maybe;
        if (_open.ContainsKey(fd)) return Truth.Yes;
        return Opening > 0 || fd is >= 0 and <= 2 ? Truth.Maybe : Truth.No;
    }

    public void BeginClose(int fd, Tell tell, Moment now)
    {
        _closing[fd] = tell;
        if (Find(fd)?.End is { Descriptors: 1 } end && end.GoneFrom > now) end.GoneFrom = now;
    }

    public void EndClose(int fd, Moment now, bool closed)
    {
        if (!_closing.Remove(fd) || !closed || !_open.Remove(fd, out var description)) return;
        _changed[fd] = now;
        if (description.End is not { } end) return;
        end.Descriptors--;
        if (end.Descriptors == 0) end.GoneBy = now;
    }

    public void Open(int fd, KnownDescription description, Moment now)
    {
        // The number was given out again: a close of it that has not returned has done its work.
        if (_closing.ContainsKey(fd)) EndClose(fd, now, closed: true);
        _changed[fd] = now;
        _open[fd] = description;
        _everOpen.Add(fd);
        if (description.End is not { } end) return;
        end.Descriptors++;
        end.GoneFrom = Moment.Never;
        end.GoneBy = Moment.Never;
    }

    /// <summary>What a child has after fork: the same descriptors.</summary>
    public KnownDescriptors Copy()
    {
        var copy = new KnownDescriptors();
        foreach (var (fd, description) in _open) copy.Open(fd, description, Moment.Start);
        return copy;
    }
}
