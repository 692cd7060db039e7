namespace AioSpec.Model;

/// <summary>
/// A table of slots with a list of free ones: what is given back is taken again, so that it grows with what is in use at
/// one time. Whether a slot is in use is written in the slot.
/// </summary>
internal struct Pool<T>
    where T : struct
{
    private const int Smallest = 4;

    private T[] _items;
    private int[] _free;
    private int _freeCount;

    public Pool(int capacity)
    {
        _items = new T[capacity];
        _free = new int[capacity];
    }

    /// <summary>The slots from 0 that were ever used.</summary>
    public int Used { get; private set; }

    /// <summary>The slots that were ever used.</summary>
    public readonly Span<T> Items => _items.AsSpan(0, Used);

    public readonly ref T this[int slot] => ref _items[slot];

    /// <summary>Takes a slot; it holds what it held when it was given back.</summary>
    public int Take()
    {
        return _freeCount > 0 ? _free[--_freeCount] : AddSlot();
    }

    private int AddSlot()
    {
        if (Used == _items.Length) Grow();
        return Used++;
    }

    /// <summary>Takes the wanted slot, or if that is not free the first free one from <paramref name="others"/> on.</summary>
    public int Take(int wanted, int others)
    {
        while (Used < others) Give(AddSlot());
        var place = Array.IndexOf(_free, wanted, 0, _freeCount);
        for (var i = 0; place < 0 && i < _freeCount; i++)
        {
            if (_free[i] >= others) place = i;
        }

        if (place < 0) return AddSlot();
        var slot = _free[place];
        _free[place] = _free[--_freeCount];
        return slot;
    }

    /// <summary>Gives a slot back.</summary>
    public void Give(int slot) => _free[_freeCount++] = slot;

    /// <summary>A table with the same slots. What they refer to is shared.</summary>
    public readonly Pool<T> Clone()
    {
        // No more than is in use: a table has room for what may come, and a copy of that would be mostly zeros.
        var copy = this with { _items = Items.ToArray(), _free = new int[Used] };
        _free.AsSpan(0, _freeCount).CopyTo(copy._free);
        return copy;
    }

    /// <summary>A slot that is used, whether it was before or not: for who puts back what was kept. <see cref="Collect"/> has to follow.</summary>
    public ref T Reach(int slot)
    {
        while (slot >= _items.Length) Grow();
        Used = Math.Max(Used, slot + 1);
        return ref _items[slot];
    }

    /// <summary>Finds the slots that are free; the lowest is taken first.</summary>
    public void Collect(FreeTest<T> isFree)
    {
        while (Used > 0 && isFree(_items[Used - 1])) Used--;
        _freeCount = 0;
        for (var slot = Used - 1; slot >= 0; slot--)
        {
            if (isFree(_items[slot])) _free[_freeCount++] = slot;
        }
    }

    private void Grow()
    {
        Array.Resize(ref _items, Math.Max(Smallest, _items.Length * 2));
        Array.Resize(ref _free, _items.Length);
    }
}

/// <summary>Whether a slot is free.</summary>
internal delegate bool FreeTest<T>(in T slot);
