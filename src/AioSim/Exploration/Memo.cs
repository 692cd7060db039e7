using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>
/// What was learned of the steps of one thread, request or list: a tree that asks for one cell after the other, those that the
/// steps look at, and holds the steps at its leaves. The model is asked once for what it will be asked a million times; what
/// it says stands in the rules and nowhere else.
/// </summary>
internal sealed class Memo
{
    private const int Unknown = -1;

    /// <summary>The steps look at more than is known: the whole state is the key.</summary>
    public const int Whole = -2;

    private int[] _cells = [];
    private Memo?[] _next = [];
    private int _count;
    private int _only;
    private Memo? _onlyNext;

    /// <summary>The place of the cell that decides how to go on.</summary>
    public int Place { get; private set; } = Unknown;

    /// <summary>The steps, at a leaf.</summary>
    public Moves? Moves { get; private set; }

    /// <summary>Where it goes on for this value of the cell; null: not known yet.</summary>
    public Memo? this[int cell]
    {
        get
        {
            // Most places have but one value in a situation.
            if (_count == 1 && _only == cell) return _onlyNext;
            var mask = _cells.Length - 1;
            if (mask < 0) return null;
            for (var at = Slot(cell, mask); _next[at] is { } next; at = (at + 1) & mask)
            {
                if (_cells[at] == cell) return next;
            }

            return null;
        }
    }

    /// <summary>Asks for a cell next, and goes on for its value.</summary>
    public Memo Ask(int place, int cell)
    {
        Invariant.Holds(Moves is null && (Place == Unknown || Place == place), "what a step looks at next follows from what it has looked at");
        Place = place;
        if (this[cell] is { } next) return next;
        if ((_count + 1) * 2 > _cells.Length) Grow();
        next = new Memo();
        Put(cell, next);
        (_only, _onlyNext) = (cell, next);
        _count++;
        return next;
    }

    /// <summary>Ends here with these steps; null: with the whole state as the key.</summary>
    public void End(Moves? moves)
    {
        Moves = moves;
        if (moves is null) Place = Whole;
    }

    private static int Slot(int cell, int mask) => (int)((uint)cell * 0x9E3779B1u >> 7) & mask;

    private void Put(int cell, Memo next)
    {
        var mask = _cells.Length - 1;
        var at = Slot(cell, mask);
        while (_next[at] is not null) at = (at + 1) & mask;
        (_cells[at], _next[at]) = (cell, next);
    }

    private void Grow()
    {
        var (cells, nexts) = (_cells, _next);
        _cells = new int[Math.Max(2, cells.Length * 2)];
        _next = new Memo?[_cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            if (nexts[i] is { } next) Put(cells[i], next);
        }
    }
}
