namespace AioSim.Exploration;

/// <summary>A state on the schedule that is being walked, with what was and what has to be tried from it.</summary>
internal sealed class DporNode
{
    /// <summary>The number of who acts when time goes on.</summary>
    public const int Time = -1;

    private readonly List<int> _toTry = [];
    private Edge[] _edges = [];
    private int _edge;

    public DporNode(StateSpace space, int[] state, UInt128 fingerprint)
    {
        (State, Fingerprint) = (state, fingerprint);
        // What is learned here may bring actors that are not there yet.
        for (var actor = 0; actor < space.Cast.ByNumber.Length; actor++) Moves.Add(space.MovesOf(state, space.Cast.ByNumber[actor]));
        foreach (var actor in space.Cast.Ranked)
        {
            if (Moves[actor.Number].Edges.Length > 0) Enabled.Add(actor.Number);
            else if (space.IsThere(state, actor.Number)) Waiting.Add(actor.Number);
        }

        if (Enabled.Count == 0) _edges = space.TimeGoesOn(state);
        IsFinal = Enabled.Count == 0 && _edges.Length == 0;
    }

    public int[] State { get; }

    public UInt128 Fingerprint { get; }

    /// <summary>The steps of each actor.</summary>
    public List<Moves> Moves { get; } = [];

    /// <summary>Who can take a step, and who is there and cannot.</summary>
    public List<int> Enabled { get; } = [];

    public List<int> Waiting { get; } = [];

    public bool IsFinal { get; }

    /// <summary>Whose steps need not be taken: what they lead to was seen already.</summary>
    public HashSet<int> Sleep { get; init; } = [];

    /// <summary>Who takes the step that leads on from here.</summary>
    public int Actor { get; private set; } = Time;

    /// <summary>The step that leads on from here.</summary>
    public Edge Edge => _edges[_edge];

    /// <summary>What the actor can do that takes the step.</summary>
    public Moves Chosen => Actor == Time ? Exploration.Moves.None : Moves[Actor];

    /// <summary>The steps before that have to be before the one that leads on from here, by their numbers.</summary>
    public List<ulong> Before { get; set; } = [];

    /// <summary>Begins with one step. False: all that there are sleep.</summary>
    public bool Begin(bool all)
    {
        _edge = -1;
        if (Enabled.Count == 0) return true;
        foreach (var actor in Enabled)
        {
            if (!Sleep.Contains(actor)) Try(actor);
            if (_toTry.Count > 0 && !all) break;
        }

        return _toTry.Count > 0;
    }

    /// <summary>Goes on to the next step that has to be tried; false if there is none.</summary>
    public bool Next()
    {
        if (++_edge < _edges.Length) return true;
        if (Actor != Time) Sleep.Add(Actor);
        var next = _toTry.FindIndex(actor => !Sleep.Contains(actor));
        if (next < 0) return false;
        (Actor, _edge) = (_toTry[next], 0);
        _edges = Moves[Actor].Edges;
        return true;
    }

    /// <summary>Whether one of these is or was tried from here.</summary>
    public bool Tries(HashSet<int> actors) => _toTry.Exists(actors.Contains);

    /// <summary>Everybody who can take a step has to be tried.</summary>
    public void TryAll() => Enabled.ForEach(Try);

    public void Try(int actor)
    {
        if (!_toTry.Contains(actor)) _toTry.Add(actor);
    }

    /// <summary>Whoever can do something else after the step than before it has to be tried before it.</summary>
    public void AddWhoeverIsChanged(DporNode after)
    {
        foreach (var actor in Enabled)
        {
            if (actor != Actor && !Same(Moves[actor].Edges, after.Moves[actor].Edges, Dependence.Apart(Chosen, Moves[actor]))) Try(actor);
        }
    }

    private static bool Same(Edge[] a, Edge[] b, int but) =>
        ReferenceEquals(a, b) || (a.Length == b.Length && a.Zip(b).All(pair => pair.First.Same(pair.Second, but)));

    /// <summary>Who sleeps after the step: whose steps do not depend on it.</summary>
    public HashSet<int> SleepAfter() => Actor == Time ? [] :
        [.. Sleep.Where(actor => actor != Actor && !Dependence.Is(Edge, Moves[Actor], Moves[actor], null))];
}
