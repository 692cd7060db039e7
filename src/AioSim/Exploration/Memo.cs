using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>
/// What was learned of the steps of one thread, request or list: a tree that asks for one cell after the other, those that the
/// steps look at, and holds the steps at its leaves. The model is asked once for what it will be asked a million times; what
/// it says stands in the rules and nowhere else.
/// </summary>
/// <remarks>
/// Most cells have but one value in a situation: such follow each other in one node, as in a radix tree. What is there does not
/// change; where a node has to be parted another takes its place. So who reads while somebody learns finds what was known before.
/// </remarks>
internal sealed class Memo
{
    private Node? _root;

    /// <summary>What is known for a state: the steps, or <see cref="Moves.Whole"/>; null: nothing yet.</summary>
    public Moves? Find(int[] state)
    {
        for (var node = Volatile.Read(ref _root); node is not null;)
        {
            var run = node.Run;
            for (var i = 0; i + 1 < run.Length; i += 2)
            {
                if (ValueAt(state, run[i]) != run[i + 1]) return null;
            }

            if (node.Moves is { } moves) return moves;
            node = Find(Volatile.Read(ref node.Branches), ValueAt(state, node.Place));
        }

        return null;
    }

    /// <summary>Notes the steps for what a state has at these places; the first of them follow from none, each other from those before it.</summary>
    public void Put(List<int> places, int[] state, Moves moves) => Put(ref _root, places, 0, state, moves);

    private static void Put(ref Node? place, List<int> places, int from, int[] state, Moves moves)
    {
        if (place is not { } node)
        {
            Volatile.Write(ref place, Leaf(places, from, state, moves));
            return;
        }

        for (var i = 0; i < node.Run.Length; i += 2, from++)
        {
            Invariant.Holds(from < places.Count && places[from] == node.Run[i], "what a step looks at next follows from what it has looked at");
            if (ValueAt(state, node.Run[i]) == node.Run[i + 1]) continue;
            Volatile.Write(ref place, node.PartedAt(i, ValueAt(state, node.Run[i]), Leaf(places, from + 1, state, moves)));
            return;
        }

        Invariant.Holds(node.Moves is null && from < places.Count && places[from] == node.Place, "what a step looks at next follows from what it has looked at");
        Put(ref node.BranchFor(ValueAt(state, node.Place)), places, from + 1, state, moves);
    }

    private static Node Leaf(List<int> places, int from, int[] state, Moves moves)
    {
        var run = new int[(places.Count - from) * 2];
        for (var i = from; i < places.Count; i++) (run[(i - from) * 2], run[((i - from) * 2) + 1]) = (places[i], ValueAt(state, places[i]));
        return new Node(run) { Moves = moves };
    }

    private static Node? Find(Branch[] branches, int cell)
    {
        var mask = branches.Length - 1;
        for (var at = Slot(cell, mask); Volatile.Read(ref branches[at].Next) is { } next; at = (at + 1) & mask)
        {
            if (branches[at].Cell == cell) return next;
        }

        return null;
    }

    private static int Slot(int cell, int mask) => (int)((uint)cell * 0x9E3779B1u >> 7) & mask;

    private static int ValueAt(int[] state, int place) => (uint)place < (uint)state.Length ? state[place] : 0;

    /// <summary>Cells that have one value each, and what then decides: nothing any more, or the next cell.</summary>
    private sealed class Node(int[] run)
    {
        private static readonly Branch[] s_none = new Branch[1];
        private int _count;

        /// <summary>A place and its value, and the next.</summary>
        public int[] Run => run;

        /// <summary>The steps, at a leaf.</summary>
        public Moves? Moves { get; init; }

        /// <summary>The place of the cell that decides how to go on.</summary>
        public int Place { get; private init; }

        /// <summary>Where it goes on, by the cell's value: a table that is at most half full.</summary>
        public Branch[] Branches = s_none;

        /// <summary>The same, with another value at a place of the run.</summary>
        public Node PartedAt(int at, int cell, Node other)
        {
            var parted = new Node(run[..at]) { Place = run[at] };
            parted.BranchFor(run[at + 1]) = new Node(run[(at + 2)..]) { Moves = Moves, Place = Place, Branches = Branches, _count = _count };
            parted.BranchFor(cell) = other;
            return parted;
        }

        /// <summary>The branch for a value, which may be a new one.</summary>
        public ref Node? BranchFor(int cell)
        {
            if (Find(Branches, cell) is null && ++_count * 2 > Branches.Length) Grow();
            var mask = Branches.Length - 1;
            var at = Slot(cell, mask);
            while (Branches[at].Next is not null && Branches[at].Cell != cell) at = (at + 1) & mask;
            Branches[at].Cell = cell;
            return ref Branches[at].Next;
        }

        private void Grow()
        {
            var more = new Branch[Math.Max(4, Branches.Length * 2)];
            foreach (var branch in Branches)
            {
                if (branch.Next is null) continue;
                var at = Slot(branch.Cell, more.Length - 1);
                while (more[at].Next is not null) at = (at + 1) & (more.Length - 1);
                more[at] = branch;
            }

            Volatile.Write(ref Branches, more);
        }
    }

    private struct Branch
    {
        public Node? Next;
        public int Cell;
    }
}
