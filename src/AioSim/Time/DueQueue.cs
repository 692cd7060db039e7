namespace AioSim.Time;

/// <summary>
/// What is due when: entries ordered by (due, sequence), taken from the front or cancelled by id. Its memory is that of
/// the most entries that were ever outstanding at once; an entry allocates nothing.
/// </summary>
/// <remarks>
/// A heap of four children a node over structs. Each entry owns a slot that knows the entry's place in the heap, so that
/// a cancelled entry leaves at once instead of lying about until it would have been due.
/// </remarks>
internal sealed class DueQueue
{
    private const int Arity = 4;
    private const int None = -1;

    private Entry[] _heap = new Entry[16];
    private Slot[] _slots = new Slot[16];
    private int _slotsUsed;
    private int _firstFree = None;

    /// <summary>How many entries are outstanding.</summary>
    public int Count { get; private set; }

    /// <summary>When the first entry is due. There must be one.</summary>
    public long FirstDue => _heap[0].Due;

    /// <summary>The timer of the first entry, or null where the entry is a payload. There must be one.</summary>
    public VirtualTimer? FirstTimer => _slots[_heap[0].Slot].Timer;

    /// <summary>Adds an entry and returns its id, which is never 0.</summary>
    public long Add(long due, long sequence, long payload, VirtualTimer? timer)
    {
        var slot = TakeSlot();
        _slots[slot].Payload = payload;
        _slots[slot].Timer = timer;
        if (Count == _heap.Length) Array.Resize(ref _heap, Count * 2);
        SiftUp(Count++, new Entry(due, sequence, slot));
        return ((long)_slots[slot].Generation << 32) | (uint)slot;
    }

    /// <summary>Takes the first entry out and returns its payload. There must be one.</summary>
    public long TakeFirst()
    {
        var payload = _slots[_heap[0].Slot].Payload;
        RemoveAt(0);
        return payload;
    }

    /// <summary>When an entry is due that was not taken.</summary>
    public long DueOf(long id) => _heap[_slots[(int)(id & int.MaxValue)].Place].Due;

    /// <summary>Takes all entries out.</summary>
    public void Clear()
    {
        while (Count > 0) RemoveAt(Count - 1);
    }

    /// <summary>Takes an entry out; false if it was taken before.</summary>
    public bool Remove(long id)
    {
        var (slot, generation) = ((int)(id & int.MaxValue), (int)(id >> 32));
        if (slot >= _slotsUsed || _slots[slot].Generation != generation) return false;
        RemoveAt(_slots[slot].Place);
        return true;
    }

    private void RemoveAt(int place)
    {
        FreeSlot(_heap[place].Slot);
        var last = _heap[--Count];
        if (place == Count) return;
        if (place > 0 && last.Before(_heap[(place - 1) / Arity])) SiftUp(place, last);
        else SiftDown(place, last);
    }

    private void SiftUp(int place, in Entry entry)
    {
        while (place > 0)
        {
            var parent = (place - 1) / Arity;
            if (!entry.Before(_heap[parent])) break;
            Put(place, _heap[parent]);
            place = parent;
        }

        Put(place, entry);
    }

    private void SiftDown(int place, in Entry entry)
    {
        while (true)
        {
            var child = FirstChild(place);
            if (child == None || !_heap[child].Before(entry)) break;
            Put(place, _heap[child]);
            place = child;
        }

        Put(place, entry);
    }

    private int FirstChild(int place)
    {
        var child = (place * Arity) + 1;
        if (child >= Count) return None;
        var first = child;
        for (var end = Math.Min(child + Arity, Count); ++child < end;)
        {
            if (_heap[child].Before(_heap[first])) first = child;
        }

        return first;
    }

    private void Put(int place, in Entry entry)
    {
        _heap[place] = entry;
        _slots[entry.Slot].Place = place;
    }

    private int TakeSlot()
    {
        if (_firstFree == None)
        {
            if (_slotsUsed == _slots.Length) Array.Resize(ref _slots, _slotsUsed * 2);
            _slots[_slotsUsed].Generation = 1;
            return _slotsUsed++;
        }

        var slot = _firstFree;
        _firstFree = ~_slots[slot].Place - 1;
        return slot;
    }

    private void FreeSlot(int slot)
    {
        ref var freed = ref _slots[slot];
        freed.Timer = null;
        freed.Generation = freed.Generation == int.MaxValue ? 1 : freed.Generation + 1;
        freed.Place = ~(_firstFree + 1);
        _firstFree = slot;
    }

    private readonly struct Entry(long due, long sequence, int slot)
    {
        public readonly long Due = due;
        public readonly long Sequence = sequence;
        public readonly int Slot = slot;

        public bool Before(in Entry other) => Due < other.Due || (Due == other.Due && Sequence < other.Sequence);
    }

    private struct Slot
    {
        public long Payload;
        public VirtualTimer? Timer;

        /// <summary>The place in the heap; in a free slot the complement of one more than the next free slot, hence negative.</summary>
        public int Place;

        /// <summary>Tells an entry from an earlier one in the same slot.</summary>
        public int Generation;
    }
}
