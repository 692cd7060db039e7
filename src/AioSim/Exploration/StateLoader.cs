using System.Runtime.CompilerServices;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>Puts states into a simulation, takes steps there, and reads out what has come of them.</summary>
internal sealed class StateLoader
{
    private readonly Simulation _simulation;
    private readonly CellTable _cells = new();
    private readonly Observations _observations;
    private readonly SeenSink _sink = new();
    private readonly ChoicePolicy _choices = new();
    private readonly PartWriter _writer = new();
    private readonly List<Step> _steps = [];
    private readonly Dictionary<(int Place, int Entry), Sighting> _sightings = [];
    private readonly Lock _learning;
    private int[] _loaded = [];

    public StateLoader(Program program, ExplorationOptions options, Lock learning)
    {
        _learning = learning;
        Packer = new Packer(HashAt);
        ExpectsNothingAtEnd = program.Expect == Expectations.None;
        _observations = new Observations(_cells);
        _simulation = new Simulation(program, new SimulationOptions
        {
            Seed = options.Seed,
            Policy = _choices,
            Sink = _sink,
            SplitCalls = options.SplitCalls,
            SlotsByBlock = true,
        });
        _sink.Simulation = _simulation;
        _simulation.BeginExploration();
        for (var thread = 0; thread < program.Threads.Length; thread++) Layout.PlaceOf(CellKind.Seen, thread);
        Layout.PlaceOf(CellKind.Noted, 0);
        Initial = ReadOut();
        Array.Fill(_loaded, -1);
    }

    /// <summary>The program expects nothing of the whole run.</summary>
    public bool ExpectsNothingAtEnd { get; }

    /// <summary>The values that each place has had, numbered.</summary>
    public Packer Packer { get; }

    /// <summary>Which cell stands where in a state.</summary>
    public Layout Layout { get; } = new();

    /// <summary>The state in which nothing has happened.</summary>
    public int[] Initial { get; }

    /// <summary>The steps of an actor.</summary>
    /// <param name="state">The state from which they are taken.</param>
    /// <param name="actor">Who takes them.</param>
    /// <param name="places">The cells that they can change, where that is known; null: all are looked at.</param>
    public Edge[] EdgesOf(int[] state, Cell actor, List<int>? places = null)
    {
        Load(state);
        _steps.Clear();
        _simulation.AddSteps(actor, _steps);
        var edges = new List<Edge>();
        foreach (var step in _steps)
        {
            _choices.Start();
            do
            {
                edges.Add(Try(state, step, () => _simulation.TakeStep(step), places));
            }
            while (_choices.Next());
        }

        if (actor.Kind == CellKind.Process && _steps.Count > 0 && MayGoOn(state))
        {
            edges.Add(Try(state, default, _simulation.GoOnInsteadOfCrash) with { Outcomes = [new Outcome(0)] });
        }

        return [.. edges];
    }

    /// <summary>Whether a cell belongs to somebody who takes steps: a thread, a request, a list, and where the system may crash the process.</summary>
    public bool IsActor(CellKind kind) => kind is CellKind.Thread or CellKind.Request or CellKind.List || (kind == CellKind.Process && _simulation.MayCrash);

    private bool MayGoOn(int[] state)
    {
        Load(state);
        var others = new List<Step>();
        for (var place = 0; place < state.Length; place++)
        {
            if (state[place] != 0 && Layout[place].Kind is CellKind.Thread or CellKind.Request or CellKind.List) _simulation.AddSteps(Layout[place], others);
        }

        return _simulation.MayGoOnInsteadOfCrash(others);
    }

    /// <summary>The steps of everybody, or what happens when nobody can take one; nothing of it is kept.</summary>
    public Edge[] AllEdgesOf(int[] state)
    {
        var edges = new List<Edge>();
        for (var place = 0; place < state.Length; place++)
        {
            if (state[place] != 0 && IsActor(Layout[place].Kind)) edges.AddRange(EdgesOf(state, Layout[place]));
        }

        return edges.Count > 0 ? [.. edges] : TimeEdgesOf(state);
    }

    /// <summary>Makes a state what it is after a step.</summary>
    public static void Apply(int[] state, Edge edge)
    {
        foreach (var (place, cell) in edge.Writes) state[place] = cell;
        foreach (var sighting in edge.Seen) state[sighting.Place] = sighting.After(state[sighting.Place]).After;
    }

    /// <summary>What happens when nobody can take a step.</summary>
    public Edge[] TimeEdgesOf(int[] state)
    {
        _choices.Start();
        var goesOn = false;
        var edge = Try(state, default, () => goesOn = _simulation.LetTimeGoOn());
        return goesOn ? [edge] : [];
    }

    /// <summary>Whether the clock has anything to wait for: a latency, a timeout, a crash.</summary>
    public bool IsAnythingDue(int[] state)
    {
        if (_simulation.MayCrash) return true;
        foreach (var cell in state)
        {
            if (cell != 0 && Simulation.IsDue(_cells[cell])) return true;
        }

        return false;
    }

    /// <summary>The cells that the steps of an actor look at; false: all.</summary>
    /// <param name="state">The state from which they are taken.</param>
    /// <param name="actor">Who takes them.</param>
    /// <param name="cells">Takes the cells.</param>
    /// <param name="appends">They look at the device's queue only to append to it.</param>
    public bool AddFootprint(int[] state, Cell actor, List<Cell> cells, out bool appends)
    {
        Load(state);
        return _simulation.AddFootprint(actor, cells, out appends);
    }

    /// <summary>The state without what was seen: no step looks at that.</summary>
    public int[] CoreOf(int[] state)
    {
        var core = new int[Layout.Count];
        for (var place = 0; place < state.Length; place++)
        {
            if (Layout[place].Kind < CellKind.Seen) core[place] = state[place];
        }

        return core;
    }

    public int PlaceOfSeen(int thread) => thread < 0 ? Layout.PlaceOf(CellKind.Noted, 0) : Layout.PlaceOf(CellKind.Seen, thread);

    /// <summary>The share of a cell in the fingerprint of a state: of a cell that is not there none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UInt128 HashAt(int place, int cell)
    {
        if (cell == 0) return 0;
        var (high, low) = _cells.HashPairOf(cell);
        var salt = Layout.SaltOf(place);
        return new UInt128(StableHash.Mix(high + salt), StableHash.Mix(low ^ salt));
    }

    public Way WayOf(int[] state, Edge edge)
    {
        Load(state);
        var (actor, detail) = _simulation.ActorOf(StepView.Of(edge.Step));
        return new Way(edge.Step.Kind, actor, detail, edge.Outcomes);
    }

    public string NameOf(Edge edge) => _simulation.ThreadName(edge.Step.Id);

    public string OutcomeOf(int[] state)
    {
        Load(state);
        return OutcomeText.Of(_simulation, _observations, thread => ValueAt(state, PlaceOfSeen(thread)), ValueAt(state, PlaceOfSeen(-1)));
    }

    public IEnumerable<EndFailure> FailuresAt(int[] state)
    {
        Load(state);
        return _simulation.CheckEnd();
    }

    private Edge Try(int[] state, Step step, Action action, List<int>? places = null)
    {
        Load(state);
        _sink.Clear();
        var pairs = _simulation.PairsOf(step);
        Exception? mistake = null;
        try
        {
            action();
        }
        catch (Exception e) when (e is ProgramException or InvariantException)
        {
            mistake = e;
        }

        var failures = _simulation.TakeFailures();
        // By thread: what threads see at one time has no order among them.
        var seen = _sink.Seen.OrderBy(s => s.Thread).Select(s => SightingOf(s.Thread, _observations.NumberOf(s.Text))).ToArray();
        if (mistake is not null)
        {
            Array.Fill(_loaded, -1);
            return new Edge(step, _choices.Taken, [], seen, failures, mistake) { Reached = new Reached([], pairs) };
        }

        var reached = new Reached(_simulation.RulesOf(step, _sink.Returned), pairs);

        var after = places is null || HasMoreCells() ? ReadOut() : ReadOut(state, places);
        var writes = new List<(int, int)>();
        for (var place = 0; place < after.Length; place++)
        {
            if (Layout[place].Kind < CellKind.Seen && after[place] != ValueAt(state, place)) writes.Add((place, after[place]));
        }

        return new Edge(step, _choices.Taken, [.. writes], seen, failures, null)
        {
            Reached = reached,
            Spins = Spins(state, step, writes),
            Change = Change(state, writes),
            Locals = [.. writes.Select(write => Packer.LocalOf(write.Item1, write.Item2))],
        };
    }

    private Sighting SightingOf(int thread, int entry)
    {
        var place = PlaceOfSeen(thread);
        if (_sightings.TryGetValue((place, entry), out var sighting)) return sighting;
        return _sightings[(place, entry)] = new Sighting(_learning, place, thread, entry, WorkOut);
    }

    private Sight WorkOut(int seen, Sighting sighting)
    {
        var after = sighting.Thread < 0 ? _observations.Put(seen, sighting.Entry) : _observations.Append(seen, sighting.Entry);
        return new Sight(seen, after, Packer.LocalOf(sighting.Place, after), HashAt(sighting.Place, seen) ^ HashAt(sighting.Place, after));
    }

    private UInt128 Change(int[] state, List<(int Place, int Cell)> writes) =>
        writes.Aggregate((UInt128)0, (sum, write) => sum ^ HashAt(write.Place, ValueAt(state, write.Place)) ^ HashAt(write.Place, write.Cell));

    private bool Spins(int[] state, Step step, List<(int Place, int Cell)> writes) => step.Kind == StepKind.Run && writes is [var (place, cell)]
        && Layout[place].Kind == CellKind.Thread && Simulation.IsSameButForCounters(_cells[ValueAt(state, place)], _cells[cell]);

    /// <summary>Puts a state into the simulation: the cells that are not there already.</summary>
    private void Load(int[] state)
    {
        var changed = false;
        if (_loaded.Length < Layout.Count) Resize();
        for (var place = 0; place < Layout.Count; place++)
        {
            var cell = ValueAt(state, place);
            if (_loaded[place] == cell || Layout[place].Kind >= CellKind.Seen) continue;
            _loaded[place] = cell;
            _simulation.PutCell(Layout[place].Kind, Layout[place].Index, _cells[cell]);
            changed = true;
        }

        if (changed) _simulation.Relink();
    }

    private void Resize()
    {
        var old = _loaded.Length;
        Array.Resize(ref _loaded, Layout.Count);
        Array.Fill(_loaded, -1, old, _loaded.Length - old);
    }

    /// <summary>Reads the state out of the simulation, but for what was seen.</summary>
    private int[] ReadOut()
    {
        for (var kind = CellKind.Request; kind < CellKind.Seen; kind++)
        {
            for (int index = Layout.CountOf(kind), count = _simulation.CountOf(kind); index < count; index++) Layout.PlaceOf(kind, index);
        }

        if (_loaded.Length < Layout.Count) Resize();
        var state = new int[Layout.Count];
        for (var place = 0; place < state.Length; place++)
        {
            var (kind, index) = (Layout[place].Kind, Layout[place].Index);
            if (kind >= CellKind.Seen) continue;
            state[place] = Number(kind, index);
            // What a step has changed is put back from what was kept, not trusted to be like it.
            if (state[place] != _loaded[place]) _loaded[place] = -1;
        }

        return state;
    }

    /// <summary>Reads out the cells at these places; the others are as they were.</summary>
    private int[] ReadOut(int[] before, List<int> places)
    {
        var state = new int[Layout.Count];
        before.CopyTo(state, 0);
        foreach (var place in places)
        {
            state[place] = Number(Layout[place].Kind, Layout[place].Index);
            if (state[place] != _loaded[place]) _loaded[place] = -1;
        }

        return state;
    }

    private bool HasMoreCells()
    {
        for (var kind = CellKind.Request; kind < CellKind.Seen; kind++)
        {
            if (_simulation.CountOf(kind) > Layout.CountOf(kind)) return true;
        }

        return false;
    }

    private int Number(CellKind kind, int index)
    {
        _writer.Clear();
        _writer.Add((long)kind);
        _simulation.WriteCell(kind, index, _writer);
        if (_writer.Words.Length == 1 && IsSlot(kind)) return 0;
        var hash = CellTable.HashOf(_writer.Words);
        var found = _cells.Find(_writer.Words, hash);
        return found >= 0 ? found : _cells.Add(_writer.Words, hash, _simulation.KeepCell(kind, index));
    }

    private static bool IsSlot(CellKind kind) => kind is CellKind.Request or CellKind.List or CellKind.Block or CellKind.File or CellKind.Order
        or CellKind.Description or CellKind.Thread;

    private static int ValueAt(int[] state, int place) => (uint)place < (uint)state.Length ? state[place] : 0;
}
