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

    private volatile Table? _table;
    private int _count;
    private int _only;
    private volatile Memo? _onlyNext;
    private volatile int _place = Unknown;
    private volatile Moves? _moves;

    /// <summary>The place of the cell that decides how to go on.</summary>
    public int Place => _place;

    /// <summary>The steps, at a leaf.</summary>
    public Moves? Moves => _moves;

    /// <summary>Where it goes on for this value of the cell; null: not known yet.</summary>
    public Memo? this[int cell]
    {
        get
        {
            // Most places have but one value in a situation; it is written once, before what it leads to.
            if (_onlyNext is not { } only) return null;
            return _only == cell ? only : _table?.Find(cell);
        }
    }

    /// <summary>Asks for a cell next, and goes on for its value.</summary>
    public Memo Ask(int place, int cell)
    {
        Invariant.Holds(Moves is null && (Place == Unknown || Place == place), "what a step looks at next follows from what it has looked at");
        if (this[cell] is { } next) return next;
        next = new Memo();
        if (_count++ == 0)
        {
            _only = cell;
            _onlyNext = next;
        }
        else
        {
            if (_table is null || (_count + 1) * 2 > _table.Size) _table = Table.Of(_table);
            _table.Put(cell, next);
        }

        _place = place;
        return next;
    }

    /// <summary>Ends here with these steps; null: with the whole state as the key.</summary>
    public void End(Moves? moves)
    {
        if (moves is null) _place = Whole;
        else _moves = moves;
    }

    /// <summary>Only grows: who reads while somebody writes finds what is there, or nothing yet.</summary>
    private sealed class Table(int size)
    {
        private readonly int[] _cells = new int[size];
        private readonly Memo?[] _next = new Memo?[size];

        public int Size => size;

        public static Table Of(Table? old)
        {
            var table = new Table(Math.Max(4, (old?.Size ?? 0) * 2));
            for (var i = 0; i < old?.Size; i++)
            {
                if (old._next[i] is { } next) table.Put(old._cells[i], next);
            }

            return table;
        }

        public Memo? Find(int cell)
        {
            var mask = size - 1;
            for (var at = Slot(cell, mask); Volatile.Read(ref _next[at]) is { } next; at = (at + 1) & mask)
            {
                if (_cells[at] == cell) return next;
            }

            return null;
        }

        public void Put(int cell, Memo next)
        {
            var mask = size - 1;
            var at = Slot(cell, mask);
            while (_next[at] is not null) at = (at + 1) & mask;
            _cells[at] = cell;
            Volatile.Write(ref _next[at], next);
        }

        private static int Slot(int cell, int mask) => (int)((uint)cell * 0x9E3779B1u >> 7) & mask;
    }
}
