using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>
/// The states of a program, and the steps between them. A state is a vector of numbers, one a cell. Steps are learned: the
/// first time that somebody is in a situation, the state is put into a simulation, the steps are taken there, and what has
/// come of them is read out and kept (<see cref="Memo"/>).
/// </summary>
/// <remarks>
/// Several may walk it at a time. What was learned is looked up without a lock, for nothing that is there changes any more; who
/// learns something new holds the lock. In which order things are learned decides about the numbers that cells and actors have,
/// and about nothing else.
/// </remarks>
internal sealed class StateSpace
{
    private readonly Lock _learning = new();
    private readonly StateLoader _loader;
    private readonly WholeMemo _whole = new();
    private readonly ReachedSum _reached = new();
    private readonly List<Cell> _looked = [];
    private volatile Cast _cast = new([]);
    private volatile int[][] _lookers = [];
    private int _placesKnown;

    public StateSpace(Program program, ExplorationOptions options)
    {
        _loader = new StateLoader(program, options, _learning);
        Initial = _loader.Initial;
        InitialFingerprint = FingerprintOf(Initial);
        Know();
    }

    /// <summary>The state in which nothing has happened.</summary>
    public int[] Initial { get; }

    /// <summary>Its fingerprint.</summary>
    public UInt128 InitialFingerprint { get; }

    /// <summary>The threads, requests and lists that may take steps, as far as they have come up.</summary>
    public Cast Cast => _cast;

    /// <summary>How states are packed, with whatever was learned so far.</summary>
    public Packing Packing
    {
        get
        {
            lock (_learning)
            {
                _loader.Packer.Cover(_loader.Layout.Count);
                return _loader.Packer.Current;
            }
        }
    }

    /// <summary>The number of a cell among the values of its place.</summary>
    public int LocalOf(int place, int cell)
    {
        lock (_learning) return _loader.Packer.LocalOf(place, cell);
    }

    /// <summary>How often steps were learned: what else was taken was known.</summary>
    public int Learned { get; private set; }

    /// <summary>How many cells a state has, as far as they have come up.</summary>
    public int Places => _lookers.Length;

    /// <summary>Learns every step anew and compares, for tests: null, or where what was learned does not hold.</summary>
    public string? Verify(int[] state)
    {
        foreach (var actor in _cast.ByNumber)
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
        // What is learned here may bring actors that are not there yet: they have no steps from here.
        foreach (var actor in _cast.Ranked) into.AddRange(MovesOf(state, actor).Edges);
        if (into.Count == 0) into.AddRange(TimeGoesOn(state));
    }

    /// <summary>The steps of one actor.</summary>
    public Moves MovesOf(int[] state, Actor actor)
    {
        var own = ValueAt(state, actor.Place);
        return own == 0 ? Moves.None : Known(state, actor) ?? LearnOnce(state, actor);
    }

    /// <summary>Whether an actor is there: a thread that has not ended, a request that has begun.</summary>
    public bool IsThere(int[] state, int actor) => ValueAt(state, _cast.ByNumber[actor].Place) != 0;

    /// <summary>The actors whose steps may look at a place, by their numbers; they become more while steps are learned.</summary>
    public int[] WhoLooksAt(int place) => _lookers[place];

    /// <summary>Time goes on, where nobody can take a step: one edge, or none at the end.</summary>
    public Edge[] TimeGoesOn(int[] state)
    {
        lock (_learning)
        {
            if (!_loader.IsAnythingDue(state)) return [];
            var core = _loader.CoreOf(state);
            if (_whole.Find(-1, core) is { } moves) return moves.Edges;
            var edges = _loader.TimeEdgesOf(state);
            Learned++;
            Know();
            _whole.Add(-1, core, new Moves(edges, null));
            return edges;
        }
    }

    /// <summary>The state after a step.</summary>
    public int[] Apply(int[] state, Edge edge)
    {
        lock (_learning)
        {
            var next = new int[_loader.Layout.Count];
            state.CopyTo(next, 0);
            StateLoader.Apply(next, edge);
            return next;
        }
    }

    /// <summary>A step was taken: what it reaches was reached.</summary>
    public void Note(Edge edge)
    {
        if (edge.WasTaken) return;
        lock (_learning)
        {
            if (edge.WasTaken) return;
            edge.WasTaken = true;
            _reached.Add(edge.Reached);
        }
    }

    /// <summary>What was reached so far.</summary>
    public Coverage Coverage => _reached.ToCoverage();

    /// <summary>Makes room in a state for the cells that have come up since it was made.</summary>
    public void Grow(ref int[] state)
    {
        if (state.Length < Places) Array.Resize(ref state, Places);
    }

    /// <summary>A step from a state, told by what it is about.</summary>
    public Way WayOf(int[] state, Edge edge)
    {
        lock (_learning) return _loader.WayOf(state, edge);
    }

    /// <summary>The thread of a step, by its name.</summary>
    public string NameOf(Edge edge) => _loader.NameOf(edge);

    /// <summary>The outcome of a final state.</summary>
    public string OutcomeOf(int[] state)
    {
        lock (_learning) return _loader.OutcomeOf(state);
    }

    /// <summary>What does not hold at a final state.</summary>
    public ImmutableArray<EndFailure> FailuresAt(int[] state)
    {
        lock (_learning) return [.. _loader.FailuresAt(state)];
    }

    /// <summary>Whether it can be seen at once that nothing is wrong with a final state: nothing is expected of the whole run, and nobody is there any more.</summary>
    public bool EndsWell(int[] state) => _loader.ExpectsNothingAtEnd && Array.TrueForAll(_cast.ByNumber, actor => actor.Cell.Kind != CellKind.Thread || ValueAt(state, actor.Place) == 0);

    /// <summary>A fingerprint of a state that is the same in every process: the sum of those of its cells, each mixed with its place.</summary>
    public UInt128 FingerprintOf(int[] state)
    {
        UInt128 sum = 0;
        for (var place = 0; place < state.Length; place++) sum ^= _loader.HashAt(place, state[place]);
        return sum;
    }

    /// <summary>The fingerprint of the state after a step, from that before.</summary>
    public static UInt128 FingerprintAfter(UInt128 before, int[] state, Edge edge)
    {
        before ^= edge.Change;
        var (place, seen) = (-1, 0);
        foreach (var sighting in edge.Seen)
        {
            // All that the same thread sees in the step is one list after it.
            var sight = sighting.After(sighting.Place == place ? seen : ValueAt(state, sighting.Place));
            (place, seen) = (sighting.Place, sight.After);
            before ^= sight.Change;
        }

        return before;
    }

    private Moves? Known(int[] state, Actor actor) =>
        actor.Memo.Find(state) is not { } moves ? null : ReferenceEquals(moves, Moves.Whole) ? WholeMovesOf(state, actor) : moves;

    private Moves LearnOnce(int[] state, Actor actor)
    {
        // Somebody else may have learned it meanwhile.
        lock (_learning) return Known(state, actor) ?? Learn(state, actor);
    }

    private Moves Learn(int[] state, Actor actor)
    {
        Learned++;
        _looked.Clear();
        var closely = _loader.AddFootprint(state, actor.Cell, _looked, out var appends);
        var reads = new List<int> { actor.Place };
        foreach (var cell in _looked.Distinct())
        {
            var place = _loader.Layout.PlaceOf(cell.Kind, cell.Index);
            if (place != actor.Place) reads.Add(place);
        }

        Know();
        foreach (var place in reads) Look(actor, place);
        if (!closely)
        {
            actor.Memo.Put(reads, state, Moves.Whole);
            return WholeMovesOf(state, actor);
        }

        var moves = new Moves(_loader.EdgesOf(state, actor.Cell, reads), [.. reads]) { AppendsAt = appends ? _loader.Layout.PlaceOf(CellKind.Queue, 0) : -1 };
        Know();
        // A step that brings cells that were not there before may change more than it looks at.
        var known = moves.Edges.All(edge => edge.Writes.All(write => reads.Contains(write.Place)));
        actor.Memo.Put(reads, state, known ? moves : Moves.Whole);
        return known ? moves : WholeMovesOf(state, actor);
    }

    private Moves WholeMovesOf(int[] state, Actor actor)
    {
        lock (_learning)
        {
            var core = _loader.CoreOf(state);
            if (_whole.Find(actor.Place, core) is { } known) return known;
            var moves = new Moves(_loader.EdgesOf(state, actor.Cell), null);
            Learned++;
            Know();
            _whole.Add(actor.Place, core, moves);
            if (actor.LooksAtAll) return moves;
            actor.LooksAtAll = true;
            for (var place = 0; place < _lookers.Length; place++) Look(actor, place);
            return moves;
        }
    }

    private void Look(Actor actor, int place)
    {
        if (Array.IndexOf(_lookers[place], actor.Number) < 0) _lookers[place] = [.. _lookers[place], actor.Number];
    }

    /// <summary>Gets to know the cells that have come up, and the actors among them.</summary>
    private void Know()
    {
        if (_placesKnown == _loader.Layout.Count) return;
        int[] toAll = [.. _cast.ByNumber.Where(actor => actor.LooksAtAll).Select(actor => actor.Number)];
        var actors = _cast.ByNumber.ToList();
        var lookers = _lookers.ToList();
        for (; _placesKnown < _loader.Layout.Count; _placesKnown++)
        {
            var cell = _loader.Layout[_placesKnown];
            // Whether it is there is what an actor looks at first.
            lookers.Add(_loader.IsActor(cell.Kind) ? [.. toAll, actors.Count] : toAll);
            if (_loader.IsActor(cell.Kind)) actors.Add(new Actor(actors.Count, cell, _placesKnown));
        }

        _lookers = [.. lookers];
        _cast = new Cast([.. actors]);
    }

    private static int ValueAt(int[] state, int place) => (uint)place < (uint)state.Length ? state[place] : 0;
}

/// <summary>A thread, a request or a list: who takes steps.</summary>
internal sealed class Actor(int number, Cell cell, int place)
{
    public int Number => number;

    public Cell Cell => cell;

    public int Place => place;

    /// <summary>What was learned of its steps.</summary>
    public Memo Memo { get; } = new();

    /// <summary>Some of its steps look at the whole state.</summary>
    public bool LooksAtAll { get; set; }
}
