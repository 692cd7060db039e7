using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>
/// The values that cells have had, each kept once: two states are the same if their cells have the same numbers (collapse
/// compression: Holzmann, State Compression in SPIN, 1997). Number 0 is a cell that is not there.
/// </summary>
/// <remarks>
/// The hash of a value is that of its words and nothing else, so that it is the same in every process; its number is not.
/// </remarks>
internal sealed class CellTable
{
    private readonly List<Entry> _entries = [new([], 0, null)];
    private int[] _table = new int[1024];
    private ulong[] _high = new ulong[1024];
    private ulong[] _low = new ulong[1024];

    public int Count => _entries.Count;

    public object? this[int cell] => _entries[cell].Kept;

    public ulong HashOf(int cell) => (ulong)_entries[cell].Hash;

    public UInt128 WideHashOf(int cell) => _entries[cell].Hash;

    /// <summary>Both halves of the hash.</summary>
    public (ulong High, ulong Low) HashPairOf(int cell) => (_high[cell], _low[cell]);

    /// <summary>The number of a value that has been seen, or -1.</summary>
    public int Find(ReadOnlySpan<ulong> words, UInt128 hash)
    {
        var mask = _table.Length - 1;
        for (var at = (int)(ulong)hash & mask; _table[at] != 0; at = (at + 1) & mask)
        {
            if (_entries[_table[at]] is var entry && entry.Hash == hash && entry.Words.AsSpan().SequenceEqual(words)) return _table[at];
        }

        return -1;
    }

    /// <summary>Keeps a new value.</summary>
    public int Add(ReadOnlySpan<ulong> words, UInt128 hash, object kept)
    {
        if (_entries.Count == _high.Length)
        {
            Array.Resize(ref _high, _high.Length * 2);
            Array.Resize(ref _low, _low.Length * 2);
        }

        (_high[_entries.Count], _low[_entries.Count]) = ((ulong)(hash >> 64), (ulong)hash);
        _entries.Add(new Entry(words.ToArray(), hash, kept));
        if (_entries.Count * 2 > _table.Length) Grow();
        else Put(_entries.Count - 1);
        return _entries.Count - 1;
    }

    public static UInt128 HashOf(ReadOnlySpan<ulong> words)
    {
        var hash = default(StableHash);
        foreach (var word in words) hash.Add(word);
        return hash.Wide;
    }

    private void Grow()
    {
        _table = new int[_table.Length * 4];
        for (var cell = 1; cell < _entries.Count; cell++) Put(cell);
    }

    private void Put(int cell)
    {
        var mask = _table.Length - 1;
        var at = (int)(ulong)_entries[cell].Hash & mask;
        while (_table[at] != 0) at = (at + 1) & mask;
        _table[at] = cell;
    }

    private readonly record struct Entry(ulong[] Words, UInt128 Hash, object? Kept);
}
