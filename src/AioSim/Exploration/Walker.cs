using System.Numerics;

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
    private readonly List<int> _asked = [];
    private readonly HashSet<UInt128> _finals = [];
    private int[] _state = [];
    private Moves[] _moves = [];
    private Moves[] _movesAtStart = [];
    private ulong[] _enabledAtStart = [];
    private int _countAtStart;
    private long[] _askedIn = [];
    private long _round;
    private ulong[] _enabled = [];
    private UInt128 _fingerprint;
    private List<Edge>? _path;

    public Walker(StateSpace space, int mostSteps) => (_space, _mostSteps) = (space, mostSteps);

    /// <summary>How many steps the schedule has so far; time that goes on is none.</summary>
    public int Steps { get; private set; }

    /// <summary>How many actors can take a step.</summary>
    public int EnabledCount { get; private set; }

    /// <summary>The state it has come to.</summary>
    public int[] State => _state;

    /// <summary>The schedule was cut: it had too many steps.</summary>
    public bool WasCut { get; private set; }

    /// <summary>What went wrong in the last step, or null.</summary>
    public Edge? Failed { get; private set; }

    /// <summary>The fingerprint of the state.</summary>
    public UInt128 Fingerprint => _fingerprint;

    /// <summary>One of the actors that can take a step, by its number; they come in the order of their ranks.</summary>
    public int EnabledAt(int index)
    {
        var word = 0;
        for (int count; index >= (count = BitOperations.PopCount(_enabled[word])); word++) index -= count;
        var bits = _enabled[word];
        for (; index > 0; index--) bits &= bits - 1;
        return _space.Ranked[(word * 64) + BitOperations.TrailingZeroCount(bits)].Number;
    }

    /// <summary>The steps of an actor.</summary>
    public Edge[] EdgesOf(int actor) => _moves[actor].Edges;

    /// <summary>The schedule has come to where the program does what is undefined.</summary>
    public bool HasMistake => Failed?.Mistake is not null;

    /// <summary>The actors that are there, whether they can take a step or not.</summary>
    public HashSet<int> ActorsThere() => [.. Enumerable.Range(0, _space.Actors.Count).Where(actor => _space.IsThere(_state, actor))];

    /// <summary>Begins a schedule, whose steps are noted, time that goes on among them, if somebody wants that.</summary>
    public void Start(List<Edge>? path = null)
    {
        _path = path;
        (Steps, EnabledCount, WasCut, Failed) = (0, 0, false, null);
        _space.Grow(ref _state);
        _space.Initial.CopyTo(_state, 0);
        Array.Clear(_state, _space.Initial.Length, _state.Length - _space.Initial.Length);
        _fingerprint = _space.InitialFingerprint;
        if (_movesAtStart.Length != _space.Actors.Count)
        {
            AskAll();
            (_movesAtStart, _enabledAtStart, _countAtStart) = ([.. _moves], [.. _enabled], EnabledCount);
            return;
        }

        if (_moves.Length != _movesAtStart.Length) AskAll();
        _movesAtStart.CopyTo(_moves, 0);
        _enabledAtStart.CopyTo(_enabled, 0);
        EnabledCount = _countAtStart;
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
        foreach (var (place, cell) in edge.Writes) _state[place] = cell;
        foreach (var (thread, entry) in edge.Seen) Set(_space.PlaceOfSeen(thread), _space.See(_state, thread, entry));
        if (_moves.Length != _space.Actors.Count)
        {
            AskAll();
            return;
        }

        _asked.Clear();
        _round++;
        foreach (var (place, _) in edge.Writes)
        {
            var bit = 1UL << place;
            foreach (var actor in _space.WhoLooksAt(place))
            {
                if (_askedIn[actor] == _round || !MayMatter(actor, place, bit)) continue;
                _askedIn[actor] = _round;
                _asked.Add(actor);
            }
        }

        for (var i = 0; i < _asked.Count; i++) Ask(_asked[i]);
        // Who looks at a place for the first time now is asked again the next time; whoever was learned just now may be new.
        if (_moves.Length != _space.Actors.Count) AskAll();
    }

    private bool MayMatter(int actor, int place, ulong bit) =>
        ReferenceEquals(_moves[actor], Moves.None) ? _space.Actors[actor].Place == place : (_moves[actor].Mask & bit) != 0;

    private void Set(int place, int cell)
    {
        _fingerprint ^= _space.HashAt(place, _state[place]) ^ _space.HashAt(place, cell);
        _state[place] = cell;
    }

    private void AskAll()
    {
        do
        {
            _moves = new Moves[_space.Actors.Count];
            _enabled = new ulong[(_moves.Length / 64) + 1];
            _askedIn = new long[_moves.Length];
            EnabledCount = 0;
            for (var actor = 0; actor < _moves.Length; actor++) Ask(actor);
            _space.Grow(ref _state);
        }
        while (_moves.Length != _space.Actors.Count);
    }

    private void Ask(int number)
    {
        var actor = _space.Actors[number];
        var moves = _moves[number] = _space.MovesOf(_state, actor);
        ref var word = ref _enabled[actor.Rank / 64 % _enabled.Length];
        var bit = 1UL << (actor.Rank % 64);
        if (moves.Edges.Length > 0 == ((word & bit) != 0)) return;
        word ^= bit;
        EnabledCount += moves.Edges.Length > 0 ? 1 : -1;
    }
}
