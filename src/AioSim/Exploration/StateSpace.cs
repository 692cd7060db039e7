using System.Runtime.InteropServices;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>
/// The states of a program, and the steps between them. A state is a vector of numbers, one a cell. Steps are learned: the
/// first time that somebody is in a situation, the state is put into a simulation, the steps are taken there, and what has
/// come of them is read out and kept (<see cref="Memo"/>).
/// </summary>
internal sealed class StateSpace
{
    private readonly StateLoader _loader;
    private readonly int[] _seenPlaces;
    private readonly WholeMemo _whole = new();
    private readonly List<Actor> _actors = [];
    private readonly ReachedSum _reached = new();
    private Actor[] _ranked = [];
    private readonly List<Cell> _looked = [];
    private readonly List<List<int>> _lookers = [];
    private readonly Stack<int[]> _spare = new();
    private int _placesKnown;

    public StateSpace(Program program, ExplorationOptions options)
    {
        _loader = new StateLoader(program, options);
        Initial = _loader.Initial;
        _seenPlaces = [.. Enumerable.Range(-1, program.Threads.Length + 1).Select(_loader.PlaceOfSeen)];
        InitialFingerprint = FingerprintOf(Initial);
        Know();
    }

    /// <summary>The state in which nothing has happened.</summary>
    public int[] Initial { get; }

    /// <summary>Its fingerprint.</summary>
    public UInt128 InitialFingerprint { get; }

    /// <summary>The threads, requests and lists that may take steps, as they came up: the order of learning, which decides nothing.</summary>
    public List<Actor> Actors => _actors;

    /// <summary>The same by kind and number: the order in which they are looked at, whatever was learned when.</summary>
    public Actor[] Ranked => _ranked;

    /// <summary>Learns every step anew and compares, for tests: null, or where what was learned does not hold.</summary>
    public string? Verify(int[] state)
    {
        foreach (var actor in _actors.ToArray())
        {
            var known = MovesOf(state, actor).Edges;
            var anew = ValueAt(state, actor.Place) == 0 ? [] : _loader.EdgesOf(state, actor.Cell);
            if (known.Length == anew.Length && known.Zip(anew).All(pair => pair.First.Same(pair.Second))) continue;
            return $"{actor.Cell}: {string.Join(", ", known.Select(e => e.Step))} was learned, {string.Join(", ", anew.Select(e => e.Step))} is";
        }

        return null;
    }

    /// <summary>All ways on from a state; none if it is final.</summary>
    public void Expand(int[] state, List<Edge> into)
    {
        into.Clear();
        for (var rank = 0; rank < _ranked.Length; rank++)
        {
            // What is learned here may bring actors that are not there yet: they have no steps, and no rank is looked at twice for them.
            var (actor, count) = (_ranked[rank], _ranked.Length);
            into.AddRange(MovesOf(state, actor).Edges);
            if (count != _ranked.Length) rank = actor.Rank;
        }

        if (into.Count == 0) into.AddRange(TimeGoesOn(state));
    }

    /// <summary>The steps of one actor.</summary>
    public Moves MovesOf(int[] state, Actor actor)
    {
        var own = ValueAt(state, actor.Place);
        if (own == 0) return Moves.None;
        var memo = actor.Memo[own];
        while (memo is not null)
        {
            if (memo.Moves is { } moves) return moves;
            if (memo.Place == Memo.Whole) return WholeMovesOf(state, actor);
            memo = memo.Place < 0 ? null : memo[ValueAt(state, memo.Place)];
        }

        return Learn(state, actor, own);
    }

    /// <summary>Whether an actor is there: a thread that has not ended, a request that has begun.</summary>
    public bool IsThere(int[] state, int actor) => ValueAt(state, _actors[actor].Place) != 0;

    /// <summary>The actors whose steps may look at a place; it grows while steps are learned.</summary>
    public ReadOnlySpan<int> WhoLooksAt(int place) => CollectionsMarshal.AsSpan(_lookers[place]);

    /// <summary>Time goes on, where nobody can take a step: one edge, or none at the end.</summary>
    public Edge[] TimeGoesOn(int[] state)
    {
        var core = _loader.CoreOf(state);
        if (_whole.Find(-1, core) is { } moves) return moves.Edges;
        var edges = _loader.TimeEdgesOf(state);
        Know();
        _whole.Add(-1, core, new Moves(edges, null));
        return edges;
    }

    /// <summary>The state after a step.</summary>
    public int[] Apply(int[] state, Edge edge)
    {
        if (_spare.TryPop(out var next) && next.Length != _loader.Layout.Count) next = null;
        next ??= new int[_loader.Layout.Count];
        state.CopyTo(next, 0);
        if (state.Length < next.Length) Array.Clear(next, state.Length, next.Length - state.Length);
        _loader.Apply(next, edge);
        return next;
    }

    /// <summary>A step was taken: what it reaches was reached.</summary>
    public void Note(Edge edge)
    {
        if (edge.WasTaken) return;
        edge.WasTaken = true;
        _reached.Add(edge.Reached);
    }

    /// <summary>What was reached so far.</summary>
    public Coverage Coverage => _reached.ToCoverage();

    /// <summary>Nobody needs a state any more.</summary>
    public void GiveBack(int[] state)
    {
        if (!ReferenceEquals(state, Initial)) _spare.Push(state);
    }

    /// <summary>Makes room in a state for the cells that have come up since it was made.</summary>
    public void Grow(ref int[] state)
    {
        if (state.Length < _loader.Layout.Count) Array.Resize(ref state, _loader.Layout.Count);
    }

    /// <summary>What a thread has seen with one entry more; -1: what handlers and functions have seen.</summary>
    public int See(int[] state, int thread, int entry) => _loader.See(ValueAt(state, PlaceOfSeen(thread)), thread, entry);

    /// <summary>Where in a state stands what a thread has seen; -1: handlers and functions.</summary>
    public int PlaceOfSeen(int thread) => _seenPlaces[thread + 1];

    /// <summary>The share of a cell in the fingerprint.</summary>
    public UInt128 HashAt(int place, int cell) => _loader.HashAt(place, cell);

    /// <summary>A step from a state, told by what it is about.</summary>
    public Way WayOf(int[] state, Edge edge) => _loader.WayOf(state, edge);

    /// <summary>The thread of a step, by its name.</summary>
    public string NameOf(Edge edge) => _loader.NameOf(edge);

    /// <summary>The outcome of a final state.</summary>
    public string OutcomeOf(int[] state) => _loader.OutcomeOf(state);

    /// <summary>What does not hold at a final state.</summary>
    public IEnumerable<EndFailure> FailuresAt(int[] state) => _loader.FailuresAt(state);

    /// <summary>Whether it can be seen at once that nothing is wrong with a final state: nothing is expected of the whole run, and nobody is there any more.</summary>
    public bool EndsWell(int[] state) => _loader.ExpectsNothingAtEnd && _actors.TrueForAll(actor => actor.Cell.Kind != CellKind.Thread || ValueAt(state, actor.Place) == 0);

    /// <summary>A fingerprint of a state that is the same in every process: the sum of those of its cells, each mixed with its place.</summary>
    public UInt128 FingerprintOf(int[] state)
    {
        UInt128 sum = 0;
        for (var place = 0; place < state.Length; place++) sum ^= _loader.HashAt(place, state[place]);
        return sum;
    }

    /// <summary>The fingerprint of the state after a step, from that before.</summary>
    public UInt128 FingerprintAfter(UInt128 before, int[] state, Edge edge)
    {
        before ^= edge.Change;
        for (var i = 0; i < edge.Seen.Length;)
        {
            // All that the same thread sees in the step is one list after it.
            var thread = edge.Seen[i].Thread;
            var place = PlaceOfSeen(thread);
            var seen = ValueAt(state, place);
            before ^= _loader.HashAt(place, seen);
            for (; i < edge.Seen.Length && edge.Seen[i].Thread == thread; i++) seen = _loader.See(seen, thread, edge.Seen[i].Entry);
            before ^= _loader.HashAt(place, seen);
        }

        return before;
    }

    private Moves Learn(int[] state, Actor actor, int own)
    {
        _looked.Clear();
        var closely = _loader.AddFootprint(state, actor.Cell, _looked);
        var memo = actor.Memo.Ask(actor.Place, own);
        var reads = new List<int> { actor.Place };
        foreach (var cell in _looked.Distinct())
        {
            var place = _loader.Layout.PlaceOf(cell.Kind, cell.Index);
            if (place == actor.Place) continue;
            memo = memo.Ask(place, ValueAt(state, place));
            reads.Add(place);
        }

        Know();
        foreach (var place in reads) Look(actor, place);
        if (!closely)
        {
            memo.End(null);
            return WholeMovesOf(state, actor);
        }

        var moves = new Moves(_loader.EdgesOf(state, actor.Cell, reads), [.. reads]);
        Know();
        // A step that brings cells that were not there before may change more than it looks at.
        var known = moves.Edges.All(edge => edge.Writes.All(write => reads.Contains(write.Place)));
        memo.End(known ? moves : null);
        return known ? moves : WholeMovesOf(state, actor);
    }

    private Moves WholeMovesOf(int[] state, Actor actor)
    {
        var core = _loader.CoreOf(state);
        if (_whole.Find(actor.Place, core) is { } known) return known;
        var moves = new Moves(_loader.EdgesOf(state, actor.Cell), null);
        Know();
        _whole.Add(actor.Place, core, moves);
        if (actor.LooksAtAll) return moves;
        actor.LooksAtAll = true;
        for (var place = 0; place < _lookers.Count; place++) Look(actor, place);
        return moves;
    }

    private void Look(Actor actor, int place)
    {
        if (!_lookers[place].Contains(actor.Number)) _lookers[place].Add(actor.Number);
    }

    /// <summary>Gets to know the cells that have come up, and the actors among them.</summary>
    private void Know()
    {
        while (_lookers.Count < _loader.Layout.Count)
        {
            _lookers.Add([.. _actors.Where(actor => actor.LooksAtAll).Select(actor => actor.Number)]);
        }

        if (_placesKnown != _loader.Layout.Count) FindActors();
    }

    private void FindActors()
    {
        var cells = new List<(Cell Cell, int Place)>();
        for (; _placesKnown < _loader.Layout.Count; _placesKnown++)
        {
            var cell = _loader.Layout[_placesKnown];
            if (_loader.IsActor(cell.Kind)) cells.Add((cell, _placesKnown));
        }

        foreach (var (cell, place) in cells) Add(new Actor(_actors.Count, cell, place));
        _ranked = [.. _actors.OrderBy(actor => actor.Cell.Kind).ThenBy(actor => actor.Cell.Index)];
        for (var rank = 0; rank < _ranked.Length; rank++) _ranked[rank].Rank = rank;
    }

    private void Add(Actor actor)
    {
        _actors.Add(actor);
        // Whether it is there is what it looks at first.
        Look(actor, actor.Place);
    }

    private static int ValueAt(int[] state, int place) => (uint)place < (uint)state.Length ? state[place] : 0;
}

/// <summary>A thread, a request or a list: who takes steps.</summary>
internal sealed class Actor(int number, Cell cell, int place)
{
    public int Number => number;

    /// <summary>Its place among the ranked; it grows when others come up.</summary>
    public int Rank { get; set; }

    public Cell Cell => cell;

    public int Place => place;

    /// <summary>What was learned of its steps.</summary>
    public Memo Memo { get; } = new();

    /// <summary>Some of its steps look at the whole state.</summary>
    public bool LooksAtAll { get; set; }
}
