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
    private readonly WholeMemo _whole = new();
    private readonly List<Actor> _actors = [];
    private readonly List<Cell> _looked = [];
    private int _placesKnown;

    public StateSpace(Program program, ExplorationOptions options)
    {
        _loader = new StateLoader(program, options);
        Initial = _loader.Initial;
        FindActors();
    }

    /// <summary>The state in which nothing has happened.</summary>
    public int[] Initial { get; }

    /// <summary>How many threads, requests and lists may take steps.</summary>
    public IReadOnlyList<Actor> Actors => _actors;

    /// <summary>Learns every step anew and compares, for tests: null, or where what was learned does not hold.</summary>
    public string? Verify(int[] state)
    {
        foreach (var actor in _actors.ToArray())
        {
            var known = EdgesOf(state, actor);
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
        if (_placesKnown != _loader.Layout.Count) FindActors();
        foreach (var actor in _actors) into.AddRange(EdgesOf(state, actor));
        if (into.Count == 0) into.AddRange(TimeGoesOn(state));
    }

    /// <summary>The steps of one actor.</summary>
    public Edge[] EdgesOf(int[] state, Actor actor)
    {
        var own = ValueAt(state, actor.Place);
        if (own == 0) return [];
        var memo = actor.Memo[own];
        while (memo is not null)
        {
            if (memo.Edges is { } edges) return edges;
            if (memo.Place == Memo.Whole) return WholeEdgesOf(state, actor);
            memo = memo.Place < 0 ? null : memo[ValueAt(state, memo.Place)];
        }

        return Learn(state, actor, own);
    }

    /// <summary>Time goes on, where nobody can take a step: one edge, or none at the end.</summary>
    public Edge[] TimeGoesOn(int[] state)
    {
        var core = _loader.CoreOf(state);
        if (_whole.Find(-1, core) is { } edges) return edges;
        edges = _loader.TimeEdgesOf(state);
        _whole.Add(-1, core, edges);
        return edges;
    }

    /// <summary>The state after a step.</summary>
    public int[] Apply(int[] state, Edge edge)
    {
        var next = new int[Math.Max(state.Length, _loader.Layout.Count)];
        state.CopyTo(next, 0);
        ApplyTo(next, edge);
        return next;
    }

    /// <summary>Makes a state what it is after a step.</summary>
    public void ApplyTo(int[] state, Edge edge)
    {
        foreach (var (place, cell) in edge.Writes) state[place] = cell;
        foreach (var (thread, entry) in edge.Seen) _loader.See(state, thread, entry);
    }

    /// <summary>A step from a state, told by what it is about.</summary>
    public Way WayOf(int[] state, Edge edge) => _loader.WayOf(state, edge);

    /// <summary>The outcome of a final state.</summary>
    public string OutcomeOf(int[] state) => _loader.OutcomeOf(state);

    /// <summary>What does not hold at a final state.</summary>
    public IEnumerable<ExpectationFailure> FailuresAt(int[] state) => _loader.FailuresAt(state);

    /// <summary>A fingerprint of a state that is the same in every process: the sum of those of its cells, each mixed with its place.</summary>
    public UInt128 FingerprintOf(int[] state)
    {
        UInt128 sum = 0;
        for (var place = 0; place < state.Length; place++) sum ^= _loader.HashAt(place, state[place]);
        return sum;
    }

    /// <summary>The fingerprint of the state after a step, from that before.</summary>
    public UInt128 FingerprintAfter(UInt128 before, int[] state, int[] next, Edge edge)
    {
        foreach (var (place, cell) in edge.Writes) before ^= _loader.HashAt(place, ValueAt(state, place)) ^ _loader.HashAt(place, cell);
        var last = -1;
        foreach (var (thread, _) in edge.Seen)
        {
            var place = _loader.PlaceOfSeen(thread);
            if (place == last) continue;
            before ^= _loader.HashAt(place, ValueAt(state, place)) ^ _loader.HashAt(place, ValueAt(next, place));
            last = place;
        }

        return before;
    }

    private Edge[] Learn(int[] state, Actor actor, int own)
    {
        _looked.Clear();
        var closely = _loader.AddFootprint(state, actor.Cell, _looked);
        var memo = actor.Memo.Ask(actor.Place, own);
        foreach (var cell in _looked.Distinct())
        {
            var place = _loader.Layout.PlaceOf(cell.Kind, cell.Index);
            if (place != actor.Place) memo = memo.Ask(place, ValueAt(state, place));
        }

        if (!closely)
        {
            memo.End(null);
            return WholeEdgesOf(state, actor);
        }

        var edges = _loader.EdgesOf(state, actor.Cell);
        memo.End(edges);
        return edges;
    }

    private Edge[] WholeEdgesOf(int[] state, Actor actor)
    {
        var core = _loader.CoreOf(state);
        if (_whole.Find(actor.Place, core) is { } edges) return edges;
        edges = _loader.EdgesOf(state, actor.Cell);
        _whole.Add(actor.Place, core, edges);
        return edges;
    }

    private void FindActors()
    {
        for (; _placesKnown < _loader.Layout.Count; _placesKnown++)
        {
            var cell = _loader.Layout[_placesKnown];
            if (cell.Kind is CellKind.Thread or CellKind.Request or CellKind.List) _actors.Add(new Actor(cell, _placesKnown));
        }

        _actors.Sort((a, b) => (a.Cell.Kind, a.Cell.Index).CompareTo((b.Cell.Kind, b.Cell.Index)));
    }

    private static int ValueAt(int[] state, int place) => (uint)place < (uint)state.Length ? state[place] : 0;
}

/// <summary>A thread, a request or a list: who takes steps.</summary>
internal sealed class Actor(Cell cell, int place)
{
    public Cell Cell => cell;

    public int Place => place;

    /// <summary>What was learned of its steps.</summary>
    public Memo Memo { get; } = new();
}
