namespace AioSim.Exploration;

/// <summary>
/// The fingerprints of the states that were reached, and how each was reached first: 22 bytes a state, in pieces that are never
/// copied, and a table of 8 bytes a place that is between three eighths and three quarters full. So a state costs 44 bytes at most.
/// </summary>
internal class VisitedStates
{
    private const int PieceBits = 16;
    private const int PieceMask = (1 << PieceBits) - 1;

    private readonly List<Piece> _pieces = [];
    private ulong[] _table = new ulong[1024];

    public int Count { get; private set; }

    /// <summary>The state from which a state was reached first, or -1; and by which of its edges.</summary>
    public (int Parent, int Way) CameTo(int state) => (_pieces[state >> PieceBits].Parents[state & PieceMask], _pieces[state >> PieceBits].Ways[state & PieceMask]);

    /// <summary>Whether a state was reached.</summary>
    public bool Contains(UInt128 fingerprint, int[] state) => _table[PlaceOf(fingerprint, state)] != 0;

    /// <summary>Adds a state; false if it was there. The state itself is only looked at where states are stored whole.</summary>
    public bool Add(UInt128 fingerprint, int[] state, int parent, int way)
    {
        var at = PlaceOf(fingerprint, state);
        if (_table[at] != 0) return false;
        if (Count >> PieceBits == _pieces.Count) _pieces.Add(new Piece());
        var piece = _pieces[Count >> PieceBits];
        var place = Count & PieceMask;
        (piece.Fingerprints[place], piece.Parents[place], piece.Ways[place]) = (fingerprint, parent, checked((ushort)way));
        Keep(Count, state);
        _table[at] = Entry(fingerprint, Count++);
        if (Count > _table.Length / 4 * 3) Grow();
        return true;
    }

    /// <summary>Whether a state of the same fingerprint is the same: taken to be so.</summary>
    protected virtual bool IsSame(int number, int[] state) => true;

    /// <summary>Keeps what <see cref="IsSame"/> needs.</summary>
    protected virtual void Keep(int number, int[] state)
    {
    }

    /// <summary>The upper half of a fingerprint's low word tells most others apart without a look at them.</summary>
    private static ulong Entry(UInt128 fingerprint, int number) => ((ulong)fingerprint & 0xFFFF_FFFF_0000_0000) | (uint)(number + 1);

    private int PlaceOf(UInt128 fingerprint, int[] state)
    {
        var mask = _table.Length - 1;
        var tag = (ulong)fingerprint >> 32;
        var at = (int)((ulong)(fingerprint >> 64) & (ulong)mask);
        for (; _table[at] is not 0 and var entry; at = (at + 1) & mask)
        {
            if (entry >> 32 != tag) continue;
            var number = (int)(uint)entry - 1;
            if (_pieces[number >> PieceBits].Fingerprints[number & PieceMask] == fingerprint && IsSame(number, state)) return at;
        }

        return at;
    }

    private void Grow()
    {
        _table = new ulong[_table.Length * 2];
        var mask = _table.Length - 1;
        for (var number = 0; number < Count; number++)
        {
            var fingerprint = _pieces[number >> PieceBits].Fingerprints[number & PieceMask];
            var at = (int)((ulong)(fingerprint >> 64) & (ulong)mask);
            while (_table[at] != 0) at = (at + 1) & mask;
            _table[at] = Entry(fingerprint, number);
        }
    }

    private sealed class Piece
    {
        public UInt128[] Fingerprints { get; } = new UInt128[PieceMask + 1];

        public int[] Parents { get; } = new int[PieceMask + 1];

        public ushort[] Ways { get; } = new ushort[PieceMask + 1];
    }
}
