namespace AioSpec.Model;

/// <summary>
/// A table of slots with a list of free ones: what is given back is taken again, so that it grows with what is in use at
/// one time. Whether a slot is in use is written in the slot.
/// </summary>
internal struct Pool<T>
    where T : struct
{
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
        if (_freeCount > 0) return _free[--_freeCount];
        if (Used == _items.Length) Grow();
        return Used++;
    }

    /// <summary>Gives a slot back.</summary>
    public void Give(int slot) => _free[_freeCount++] = slot;

    /// <summary>A table with the same slots. What they refer to is shared.</summary>
    public readonly Pool<T> Clone() => this with { _items = (T[])_items.Clone(), _free = (int[])_free.Clone() };

    private void Grow()
    {
        Array.Resize(ref _items, _items.Length * 2);
        Array.Resize(ref _free, _items.Length);
    }
}
