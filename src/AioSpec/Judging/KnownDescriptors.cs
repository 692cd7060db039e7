using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>An open file description, with what is known of the file behind it.</summary>
internal sealed class KnownDescription
{
    private StreamEnd[]? _ends;

    public required Description Is { get; init; }

    public KnownFile? File { get; init; }

    /// <summary>What is read from it, where that is a stream; of a pipe and a character special file also what is written to it.</summary>
    public KnownStream? Stream { get; init; }

    /// <summary>What is written to a socket.</summary>
    public KnownStream? Output { get; init; }

    /// <summary>The stream that such a request moves bytes of.</summary>
    public KnownStream? StreamOf(RequestKind kind) => kind == RequestKind.Write ? Output ?? Stream : Stream;

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

    /// <summary>What is left of the rules for the requests on it.</summary>
    public RulesByShape Rules { get; } = new();

    /// <summary>The ends of streams that its descriptors hold open.</summary>
    public ReadOnlySpan<StreamEnd> Ends => _ends ??= Is.Type switch
    {
        FileType.PipeReadEnd => [Stream!.Readers],
        FileType.PipeWriteEnd => [Stream!.Writers],
        FileType.Socket => [Stream!.Readers, Output!.Writers],
        _ => [],
    };
}

/// <summary>The descriptors of a process, as far as its calls tell.</summary>
internal sealed class KnownDescriptors
{
    private readonly SortedDictionary<int, Number> _numbers = [];

    /// <summary>The number that was looked for last: a submission asks for it more than once, and the next one most often for the same.</summary>
    private Number? _latest;

    /// <summary>How many calls are under way that make descriptors.</summary>
    public int Opening { get; set; }

    public KnownDescription? Find(int fd) => Of(fd)?.Open;

    /// <summary>What a call that is under way does to the number: close or replace what it names; null for neither.</summary>
    public Tell? Closing(int fd) => Of(fd)?.Closing;

    /// <summary>What a call that is under way makes the number name, where it is known; null otherwise.</summary>
    public KnownDescription? Next(int fd) => Of(fd)?.Next;

    public bool WasOpen(int fd) => Of(fd) is { WasOpen: true };

    /// <summary>Whether the number is open since a moment: Maybe where it changed since, or while a call is under way that changes it.</summary>
    public Truth IsOpen(int fd, Moment since)
    {
        var number = Of(fd);
        if (number is not null && (number.Closing is not null || number.Changed > since)) return Truth.Maybe;
        if (number is { Open: not null }) return Truth.Yes;
        return Opening > 0 || fd is >= 0 and <= 2 ? Truth.Maybe : Truth.No;
    }

    public void BeginClose(int fd, Tell tell, Moment now)
    {
        Make(fd).Closing = tell;
        if (Find(fd) is not { } description) return;
        foreach (var end in description.Ends)
        {
            if (end.Descriptors == 1 && end.GoneFrom > now) end.GoneFrom = now;
        }
    }

    /// <summary>The call that closes the number makes it name this.</summary>
    public void Replace(int fd, KnownDescription next) => Make(fd).Next = next;

    public void EndClose(int fd, Moment now, bool closed)
    {
        if (Of(fd) is not { Closing: not null } number) return;
        (number.Closing, number.Next) = (null, null);
        if (!closed || number.Open is not { } description) return;
        (number.Open, number.Changed) = (null, now);
        foreach (var end in description.Ends)
        {
            end.Descriptors--;
            if (end.Descriptors == 0) end.GoneBy = now;
        }
    }

    public void Open(int fd, KnownDescription description, Moment now)
    {
        // The number was given out again: a close of it that has not returned has done its work.
        EndClose(fd, now, closed: true);
        var number = Make(fd);
        (number.Open, number.Changed, number.WasOpen) = (description, now, true);
        foreach (var end in description.Ends)
        {
            end.Descriptors++;
            end.GoneFrom = Moment.Never;
            end.GoneBy = Moment.Never;
        }
    }

    /// <summary>What a child has after fork: the same descriptors.</summary>
    public KnownDescriptors Copy()
    {
        var copy = new KnownDescriptors();
        foreach (var (fd, number) in _numbers)
        {
            if (number.Open is { } description) copy.Open(fd, description, Moment.Start);
        }

        return copy;
    }

    private Number? Of(int fd)
    {
        if (_latest is { } latest && latest.Fd == fd) return latest;
        return _numbers.TryGetValue(fd, out var number) ? _latest = number : null;
    }

    private Number Make(int fd)
    {
        if (Of(fd) is { } known) return known;
        _numbers.Add(fd, _latest = new Number(fd));
        return _latest;
    }

    /// <summary>A number that is, or was, a descriptor.</summary>
    private sealed class Number(int fd)
    {
        public int Fd { get; } = fd;

        /// <summary>What it refers to, where it is open.</summary>
        public KnownDescription? Open { get; set; }

        /// <summary>What a call that is under way does to it.</summary>
        public Tell? Closing { get; set; }

        /// <summary>What that call makes it name.</summary>
        public KnownDescription? Next { get; set; }

        /// <summary>When it was last opened or closed.</summary>
        public Moment Changed { get; set; } = Moment.Start;

        public bool WasOpen { get; set; }
    }
}
