namespace AioSim.Exploration;

/// <summary>
/// The fingerprints of the states that were reached, and how each was reached first. 16 bytes of fingerprint, 6 of the way
/// there, and at most 8 of the table a state: 64 with all that growing leaves unused.
/// </summary>
internal sealed class VisitedStates
{
    private UInt128[] _fingerprints = new UInt128[1024];
    private int[] _parents = new int[1024];
    private ushort[] _ways = new ushort[1024];
    private int[] _table = new int[2048];

    public int Count { get; private set; }

    /// <summary>The state from which a state was reached first, or -1; and by which of its successors.</summary>
    public (int Parent, int Way) CameTo(int state) => (_parents[state], _ways[state]);

    /// <summary>Adds a state; false if it was there.</summary>
    public bool Add(UInt128 fingerprint, int parent, int way)
    {
        var mask = _table.Length - 1;
        var at = (int)(ulong)fingerprint & mask;
        for (; _table[at] != 0; at = (at + 1) & mask)
        {
            if (_fingerprints[_table[at] - 1] == fingerprint) return false;
        }

        if (Count == _fingerprints.Length) Grow();
        (_fingerprints[Count], _parents[Count], _ways[Count]) = (fingerprint, parent, (ushort)way);
        _table[at] = ++Count;
        if (Count * 2 > _table.Length) GrowTable();
        return true;
    }

    private void Grow()
    {
        var size = Count + (Count / 2);
        Array.Resize(ref _fingerprints, size);
        Array.Resize(ref _parents, size);
        Array.Resize(ref _ways, size);
    }

    private void GrowTable()
    {
        _table = new int[_table.Length * 2];
        var mask = _table.Length - 1;
        for (var state = 0; state < Count; state++)
        {
            var at = (int)(ulong)_fingerprints[state] & mask;
            while (_table[at] != 0) at = (at + 1) & mask;
            _table[at] = state + 1;
        }
    }
}
