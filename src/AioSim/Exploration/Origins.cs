namespace AioSim.Exploration;

/// <summary>How each state was reached first: 6 bytes a state, in pieces that are never copied.</summary>
internal sealed class Origins
{
    private const int PieceBits = 12;
    private const int PieceMask = (1 << PieceBits) - 1;

    private readonly List<Piece> _pieces = [];

    /// <summary>How many states there are.</summary>
    public int Count { get; private set; }

    /// <summary>The state from which a state was reached first, or -1; and by which of its edges.</summary>
    public (int Parent, int Way) this[int state]
    {
        get => (_pieces[state >> PieceBits].Parents[state & PieceMask], _pieces[state >> PieceBits].Ways[state & PieceMask]);
        set
        {
            var piece = _pieces[state >> PieceBits];
            (piece.Parents[state & PieceMask], piece.Ways[state & PieceMask]) = (value.Parent, checked((ushort)value.Way));
        }
    }

    /// <summary>Makes room for more states. After that several may be written at a time.</summary>
    public void Add(int states)
    {
        Count = checked(Count + states);
        while (_pieces.Count << PieceBits < Count) _pieces.Add(new Piece());
    }

    private sealed class Piece
    {
        public int[] Parents { get; } = new int[PieceMask + 1];

        public ushort[] Ways { get; } = new ushort[PieceMask + 1];
    }
}
