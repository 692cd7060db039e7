using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>What went into a stream and who took it out: each byte is delivered once, in the order of the stream (R34).</summary>
internal sealed class KnownStream(int capacity, int pipeBuf, bool prioritized, bool appendsInOrder)
{
    private const long SurelyFits = 512;

    private readonly List<StreamWrite> _writes = [];
    private long _consumed;
    private long _readsBegun;

    public int Capacity { get; } = capacity;

    /// <summary>Reads whose bytes are not known yet.</summary>
    public List<KnownRequest> Reads { get; } = [];

    /// <summary>A read was canceled or failed: how many bytes it took is not specified (READ-10).</summary>
    public bool Leaks { get; set; }

    /// <summary>What was to be written into it by requests that were refused, and whether in a list.</summary>
    public List<(StreamWrite Write, bool InList)> Refused { get; } = [];

    /// <summary>A list was refused as a whole that was to read from it: where it goes on all the same, that may take bytes.</summary>
    public bool HasRefusedReads { get; set; }

    /// <summary>Others use it: nothing is known of what can be read and written.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>What was sent to a socket: how much of it the system keeps is not known to the byte.</summary>
    public bool IsSocket { get; init; }

    /// <summary>The socket that sends was shut down for writing.</summary>
    public StreamEnd Shut { get; } = new();

    /// <summary>Open descriptors of each end, and when the last one went.</summary>
    public StreamEnd Readers { get; } = new();

    public StreamEnd Writers { get; } = new();

    /// <summary>All records, for a file whose bytes are looked at in the end.</summary>
    public IEnumerable<Record> Written => _writes.Where(w => w.Consumed < w.Most || w.Most == 0).Select(w => w.ToRecord());

    public StreamWrite Begin(Data data, Moment begin, KnownRequest? request)
    {
        var write = new StreamWrite(data, begin, request) { FullFrom = IsSurelyFull ? _readsBegun : -1 };
        _writes.Add(write);
        return write;
    }

    /// <summary>The write was accepted: where the stream was full all the time since another one began, both wait for the same room (PRIO-03).</summary>
    public void Accepted(StreamWrite write) => write.FullTo = IsSurelyFull ? _readsBegun : -1;

    public void BeginRead() => _readsBegun++;

    public void Refuse(StreamWrite write, bool inList)
    {
        _writes.Remove(write);
        if (write.Most > 0) Refused.Add((write, inList));
    }

    /// <summary>How many bytes there may be to read for one request until this moment.</summary>
    public Range64 Available(KnownRequest? reader, Moment until)
    {
        var (sure, most) = (0L, 0L);
        foreach (var write in _writes)
        {
            if (write.Begin > until) continue;
            most += Math.Max(0, write.Most - write.Consumed);
            if (write.End <= until) sure += Math.Max(0, write.Sure - write.Consumed);
        }

        var others = Leaks || HasRefusedReads || Reads.Exists(r => !ReferenceEquals(r, reader));
        return new Range64(others ? 0 : sure, most);
    }

    /// <summary>
    /// Whether there is surely room for everything that was written: then no write can wait. A pipe may be made of pages, which
    /// are free only when all of their bytes were read. What is written in pieces fills one page; of several, each is more than half
    /// full, or the next is.
    /// </summary>
    public Range64 Room()
    {
        var (most, consumed, count) = (0L, 0L, 0);
        foreach (var write in _writes)
        {
            if (write.Consumed >= write.Most) continue;
            most += write.Most;
            consumed += write.Consumed;
            count++;
        }

        // One short message has room in an empty socket; what else costs is the system's.
        if (IsSocket) return new Range64(count == 0 || (count == 1 && most <= Math.Min(SurelyFits, Capacity)) ? 1 : 0, long.MaxValue);

        var fits = count == 1
            ? most - (consumed / pipeBuf * pipeBuf) <= Capacity
            : most <= Math.Max(Math.Min(pipeBuf, Capacity), (Capacity - pipeBuf) / 2);
        return new Range64(fits ? 1 : 0, Capacity);
    }

    /// <summary>Takes bytes out for a reader; what they tell where they cannot be taken.</summary>
    public Tell? Take(Data bytes, bool alone)
    {
        StreamWrite? open = null;
        for (long at = 0; at < bytes.Length;)
        {
            var (write, taken) = Next(bytes, at, open, alone);
            if (write is null) return WhoseElse(bytes, at);
            if (alone && !Leaks && open is not null && !ReferenceEquals(write, open) && open.IsTorn && open.Most <= pipeBuf) return Tell.BytesInterleaved;
            if (write.Overtook) return Tell.PrioritiesReversed;
            if (alone && IsAheadOfItsTurn(write)) return Tell.AppendsReordered;
            at += taken;
            _consumed += taken;
            if (alone && !Leaks && !ReferenceEquals(open, write)) PassBefore(write);
            open = write;
        }

        Forget();
        return null;
    }

    /// <summary>Nobody who was let has written these bytes here.</summary>
    private Tell WhoseElse(Data bytes, long at)
    {
        foreach (var (write, inList) in Refused)
        {
            if (write.TakeAnywhere(bytes, at).Taken == 0) continue;
            // Who is not to be there at all keeps no order with the others.
            IsUnknown = true;
            return inList ? Tell.BytesOfRejectedList : Tell.BytesOfRejectedWrite;
        }

        if (!HasRefusedReads || !_writes.Exists(write => write.TakeAnywhere(bytes, at).Taken > 0)) return Tell.BytesOfNobody;
        IsUnknown = true;
        return Tell.BytesOfRejectedList;
    }

    /// <summary>Bytes come in order: of what ended before this write began, nothing more is there than was surely there.</summary>
    private void PassBefore(StreamWrite write)
    {
        foreach (var other in _writes)
        {
            if (other.End < write.Begin && other.Consumed >= other.Sure) other.Most = other.Consumed;
        }
    }

    private void Forget()
    {
        for (var i = _writes.Count - 1; i >= 0; i--)
        {
            if (!_writes[i].IsOver) continue;
            _consumed -= _writes[i].Consumed;
            _writes.RemoveAt(i);
        }
    }

    private bool IsSurelyFull
    {
        get
        {
            var sure = 0L;
            foreach (var write in _writes) sure += write.End != Moment.Never ? write.Sure : 0;
            return !IsSocket && Reads.Count == 0 && !Leaks && sure - _consumed >= Capacity;
        }
    }

    /// <summary>A write of higher priority waited for the same room and was not processed before.</summary>
    private bool IsOvertaking(StreamWrite write)
    {
        if (!prioritized || write.FullFrom < 0 || write.Consumed > 0) return false;
        return _writes.Exists(w => w.FullTo == write.FullFrom && w.Consumed == 0 && w.Begin > write.Begin && w.Priority < write.Priority);
    }

    private (StreamWrite? Write, long Taken) Next(Data bytes, long at, StreamWrite? open, bool alone)
    {
        if (open is not null && open.TakeFront(bytes, at) is > 0 and var more) return (open, more);
        var inTurn = alone && appendsInOrder && _writes.Count > 1;
        if (FromFront(bytes, at, alone, w => !inTurn || !IsAheadOfItsTurn(w)) is { } next) return next;
        if (inTurn && FromFront(bytes, at, alone, IsAheadOfItsTurn) is { } early) return early;

        foreach (var write in _writes)
        {
            if (alone || !write.HasAnywhere(bytes, at)) continue;

            // Bytes that name nobody may be another's: then it is not known what is left of either.
            Leaks |= _writes.Exists(other => !ReferenceEquals(other, write) && other.HasAnywhere(bytes, at));
            if (write.TakeAnywhere(bytes, at) is not { Taken: > 0 } place) continue;
            Leaks |= !place.Sure;
            return (write, place.Taken);
        }

        return (null, 0);
    }

    private (StreamWrite? Write, long Taken)? FromFront(Data bytes, long at, bool alone, Predicate<StreamWrite> mayBe)
    {
        foreach (var write in _writes)
        {
            if ((alone && IsPreceded(write)) || !mayBe(write)) continue;
            var overtakes = IsOvertaking(write);
            var isUnsure = write.Consumed >= write.Sure && _writes.Exists(other => !ReferenceEquals(other, write) && other.FitsFront(bytes, at));
            if (write.TakeFront(bytes, at) is not (> 0 and var taken)) continue;
            Leaks |= isUnsure;
            if (overtakes) write.Overtook = true;
            return (write, taken);
        }

        return null;
    }

    /// <summary>A write of which bytes are surely there was submitted before this one, and the target keeps that order (APPEND-01).</summary>
    private bool IsAheadOfItsTurn(StreamWrite write) => appendsInOrder && !Leaks && write.Request is { } late && _writes.Exists(other =>
        other.Request is { } early && !ReferenceEquals(other, write) && other.Consumed < other.Sure && KnownRequest.InOrder(early, late));

    /// <summary>Bytes that are surely in the stream stand before this write.</summary>
    private bool IsPreceded(StreamWrite write)
    {
        foreach (var other in _writes)
        {
            if (other.End < write.Begin && other.Consumed < other.Sure && !Leaks) return true;
        }

        return false;
    }
}

/// <summary>How many descriptors an end of a stream has, since when it has none, and what else held it.</summary>
internal sealed class StreamEnd
{
    public int Descriptors { get; set; }

    public Moment GoneFrom { get; set; } = Moment.Never;

    public Moment GoneBy { get; set; } = Moment.Never;

    /// <summary>Until when a request that is over may have held it open (CLOSE-02).</summary>
    public Moment HeldUntil { get; set; } = Moment.Start;

    /// <summary>Whether the end had no descriptor during a window.</summary>
    public Truth Gone(Window window)
    {
        if (GoneFrom > window.To) return Truth.No;
        return GoneBy < window.From ? Truth.Yes : Truth.Maybe;
    }
}
