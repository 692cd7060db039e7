namespace AioSim.Exploration;

/// <summary>
/// One schedule after the other, from the start to the end, over the learned steps. After a step only those are asked again
/// whose steps look at what has changed.
/// </summary>
internal sealed class Walker
{
    private const int MostFinals = 100_000;

    private readonly StateSpace _space;
    private readonly int _mostSteps;
    private readonly HashSet<UInt128> _finals = [];
    private readonly EnabledMoves _enabled;
    private readonly EnabledMoves _enabledAtStart;
    private int[] _state = [];
    private UInt128 _fingerprint;
    private List<Edge>? _path;

    public Walker(StateSpace space, int mostSteps)
    {
        (_space, _mostSteps) = (space, mostSteps);
        (_enabled, _enabledAtStart) = (new EnabledMoves(space), new EnabledMoves(space));
    }

    /// <summary>How many steps the schedule has so far; time that goes on is none.</summary>
    public int Steps { get; private set; }

    /// <summary>How many actors can take a step.</summary>
    public int EnabledCount => _enabled.Count;

    /// <summary>The state it has come to.</summary>
    public int[] State => _state;

    /// <summary>The schedule was cut: it had too many steps.</summary>
    public bool WasCut { get; private set; }

    /// <summary>What went wrong in the last step, or null.</summary>
    public Edge? Failed { get; private set; }

    /// <summary>The fingerprint of the state.</summary>
    public UInt128 Fingerprint => _fingerprint;

    /// <summary>One of the actors that can take a step, by its number; they come in the order of their ranks.</summary>
    public int EnabledAt(int index) => _enabled.At(index);

    /// <summary>The steps of an actor.</summary>
    public Edge[] EdgesOf(int actor) => _enabled[actor].Edges;

    /// <summary>The schedule has come to where the program does what is undefined.</summary>
    public bool HasMistake => Failed?.Mistake is not null;

    /// <summary>The actors that are not there yet, and will be after a step.</summary>
    public IEnumerable<int> BegunIn(Edge edge) => edge.Writes
        .Where(write => write.Cell != 0 && (write.Place >= _state.Length || _state[write.Place] == 0))
        .Select(write => _space.Cast.NumberAt(write.Place))
        .Where(actor => actor >= 0);

    /// <summary>Begins a schedule, whose steps are noted, time that goes on among them, if somebody wants that.</summary>
    public void Start(List<Edge>? path = null)
    {
        _path = path;
        (Steps, WasCut, Failed) = (0, false, null);
        _space.Grow(ref _state);
        _space.Initial.CopyTo(_state, 0);
        Array.Clear(_state, _space.Initial.Length, _state.Length - _space.Initial.Length);
        _fingerprint = _space.InitialFingerprint;
        if (_enabled.CopyFrom(_enabledAtStart)) return;
        _enabledAtStart.AskAll(ref _state);
        if (!_enabled.CopyFrom(_enabledAtStart)) _enabled.AskAll(ref _state);
    }

    /// <summary>Whether it goes on: time goes on as long as nobody can take a step.</summary>
    public bool GoesOn()
    {
        if (HasMistake) return false;
        while (EnabledCount == 0)
        {
            if (_finals.Contains(_fingerprint)) return false;
            if (_space.TimeGoesOn(_state) is not [var edge])
            {
                if (_finals.Count < MostFinals) _finals.Add(_fingerprint);
                return false;
            }

            _path?.Add(edge);
            Apply(edge);
        }

        WasCut = Steps >= _mostSteps;
        return !WasCut;
    }

    /// <summary>Takes a step.</summary>
    public void Take(Edge edge)
    {
        Steps++;
        _path?.Add(edge);
        if (!edge.WasTaken) _space.Note(edge);
        Failed = edge.Fails ? edge : null;
        if (edge.Mistake is null) Apply(edge);
    }

    private void Apply(Edge edge)
    {
        _space.Grow(ref _state);
        _fingerprint ^= edge.Change;
        foreach (var (place, cell) in edge.Writes)
        {
            _state[place] = cell;
            _enabled.Changed(place);
        }

        foreach (var sighting in edge.Seen)
        {
            var sight = sighting.After(_state[sighting.Place]);
            _state[sighting.Place] = sight.After;
            _fingerprint ^= sight.Change;
        }

        _enabled.Settle(ref _state);
    }
}
