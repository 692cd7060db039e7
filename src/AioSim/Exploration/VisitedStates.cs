namespace AioSim.Exploration;

/// <summary>
/// The fingerprints of the states that were reached, and how each was reached first. 16 bytes of fingerprint, 6 of the way
/// there, and at most 16 of the table a state: with what growing leaves unused at most 64.
/// </summary>
internal class VisitedStates
{
    private UInt128[] _fingerprints = new UInt128[1024];
    private int[] _parents = new int[1024];
    private ushort[] _ways = new ushort[1024];
    private int[] _table = new int[2048];

    public int Count { get; private set; }

    /// <summary>The state from which a state was reached first, or -1; and by which of its edges.</summary>
    public (int Parent, int Way) CameTo(int state) => (_parents[state], _ways[state]);

    /// <summary>Whether a state was reached.</summary>
    public bool Contains(UInt128 fingerprint, int[] state) => _table[PlaceOf(fingerprint, state)] != 0;

    /// <summary>Adds a state; false if it was there.</summary>
    public bool Add(UInt128 fingerprint, int[] state, int parent, int way)
    {
        var at = PlaceOf(fingerprint, state);
        if (_table[at] != 0) return false;
        if (Count == _fingerprints.Length) Grow();
        (_fingerprints[Count], _parents[Count], _ways[Count]) = (fingerprint, parent, checked((ushort)way));
        Keep(Count, state);
        _table[at] = ++Count;
        if (Count * 2 > _table.Length) GrowTable();
        return true;
    }

    /// <summary>Whether a state of the same fingerprint is the same: taken to be so.</summary>
    protected virtual bool IsSame(int number, int[] state) => true;

    /// <summary>Keeps what <see cref="IsSame"/> needs.</summary>
    protected virtual void Keep(int number, int[] state)
    {
    }

    private int PlaceOf(UInt128 fingerprint, int[] state)
    {
        var mask = _table.Length - 1;
        var at = (int)(ulong)fingerprint & mask;
        for (; _table[at] != 0; at = (at + 1) & mask)
        {
            if (_fingerprints[_table[at] - 1] == fingerprint && IsSame(_table[at] - 1, state)) return at;
        }

        return at;
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
