namespace AioSim.Exploration;

/// <summary>
/// Numbers the values that each place of a state has had, so that a state takes as many bits as tell them apart. Values get their
/// numbers once; when a place has had more than its bits can tell, later states are packed in another way than earlier ones.
/// </summary>
/// <remarks>Written under the lock of who learns. A packing holds for whatever was numbered before it was taken.</remarks>
internal sealed class Packer(Func<int, int, UInt128> hashAt)
{
    private readonly List<Values> _places = [];
    private bool _isCurrent;
    private Packing? _packing;

    /// <summary>How states are packed now.</summary>
    public Packing Current
    {
        get
        {
            if (_isCurrent && _packing is not null) return _packing;
            _isCurrent = true;
            return _packing = new Packing([.. _places.Select(values => (values.Cells, values.Hashes))]);
        }
    }

    /// <summary>The number of a value of a place, which may be new. A cell that is not there has number 0 everywhere.</summary>
    public int LocalOf(int place, int cell)
    {
        Cover(place + 1);
        var values = _places[place];
        if (values.Locals.TryGetValue(cell, out var local)) return local;
        local = values.Locals.Count;
        values.Locals.Add(cell, local);
        if (local == values.Cells.Length)
        {
            Array.Resize(ref values.Cells, local * 2);
            Array.Resize(ref values.Hashes, local * 2);
            _isCurrent = false;
        }

        (values.Cells[local], values.Hashes[local]) = (cell, hashAt(place, cell));
        return local;
    }

    /// <summary>Takes up the places that have come up.</summary>
    public void Cover(int places)
    {
        while (_places.Count < places)
        {
            _places.Add(new Values());
            _isCurrent = false;
        }
    }

    private sealed class Values
    {
        public Dictionary<int, int> Locals { get; } = new() { [0] = 0 };

        public int[] Cells = [0];
        public UInt128[] Hashes = [0];
    }
}
