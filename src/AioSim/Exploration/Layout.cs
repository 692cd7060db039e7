using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>Which place in a state's vector each cell has. Cells that come up later get the next places: a vector that is too short has none of them.</summary>
internal sealed class Layout
{
    private readonly List<Cell> _cells = [];
    private readonly List<ulong> _salts = [];
    private readonly List<int>[] _places = [.. Enum.GetValues<CellKind>().Select(_ => new List<int>())];

    public int Count => _cells.Count;

    public Cell this[int place] => _cells[place];

    /// <summary>How many cells of a kind have come up.</summary>
    public int CountOf(CellKind kind) => _places[(int)kind].Count;

    /// <summary>A number for a place that depends on the cell alone, not on when it came up.</summary>
    public ulong SaltOf(int place) => _salts[place];

    /// <summary>The place of a cell, which may be new.</summary>
    public int PlaceOf(CellKind kind, int index)
    {
        var places = _places[(int)kind];
        while (places.Count <= index)
        {
            places.Add(_cells.Count);
            _cells.Add(new Cell(kind, places.Count - 1));
            _salts.Add(StableHash.Mix(((ulong)kind << 32) + (ulong)places.Count));
        }

        return places[index];
    }
}

/// <summary>A cell: what it is, and which one.</summary>
internal readonly record struct Cell(CellKind Kind, int Index);
