namespace AioSim.Exploration;

/// <summary>
/// All states, by breadth: a state is expanded when it is reached first. So the way that is known to a state is a shortest one.
/// </summary>
internal sealed class ExhaustiveSearch(ExplorationOptions options, StateSpace space, Ways ways)
{
    private readonly VisitedStates _visited = options.Exact ? new WholeStates() : new VisitedStates();
    private readonly Findings<(int State, int Way)> _findings = new(options.MaxOutcomes);
    private readonly Meter _meter = new(options);
    private readonly Split _split = new(options.Share);
    private readonly List<Edge> _edges = [];
    private List<(int Number, int[] State, UInt128 Fingerprint)> _level = [];
    private List<(int Number, int[] State, UInt128 Fingerprint)> _next = [];
    private bool _complete = true;

    public ExplorationResult Run()
    {
        _visited.Add(space.InitialFingerprint, space.Initial, -1, 0);
        _level.Add((0, space.Initial, space.InitialFingerprint));
        for (var depth = 0; _level.Count > 0 && _meter.GoesOn; depth++)
        {
            _meter.Depth = depth;
            if (_split.IsAt(depth)) _level.RemoveAll(_ => !_split.TakesNext());
            ExpandLevel(depth);
            (_level, _next) = (_next, _level);
            _next.Clear();
        }

        return Result();
    }

    private void ExpandLevel(int depth)
    {
        foreach (var from in _level)
        {
            if (!_meter.Tell(_findings.OutcomeCount, _findings.FailureCount)) return;
            space.Expand(from.State, _edges);
            if (_edges.Count == 0) End(from.Number, from.State, depth);
            else if (_edges.TrueForAll(edge => edge.Spins)) Spin(from.Number, depth);
            for (var way = 0; way < _edges.Count; way++) Reach(from, way, depth);
            _meter.States = _visited.Count;
            space.GiveBack(from.State);
        }
    }

    private void End(int number, int[] state, int depth)
    {
        if (!_split.Counts(depth)) return;
        _meter.Schedules++;
        if (!_findings.HasRoom && space.EndsWell(state))
        {
            _findings.UnknownOutcome();
            return;
        }

        _findings.Outcome(space.OutcomeOf(state), () => (number, -1));
        foreach (var failure in space.FailuresAt(state)) _findings.Failure(failure, () => (number, -1));
    }

    private void Spin(int number, int depth)
    {
        if (!_split.Counts(depth)) return;
        var threads = string.Join(" and ", _edges.Select(edge => space.NameOf(edge)).Distinct(StringComparer.Ordinal));
        _findings.Failure(new EndFailure(FailureKind.Livelock, $"{threads} would ask for ever: nothing else can happen, and time does not go on", null), () => (number, 0));
    }

    private void Reach((int Number, int[] State, UInt128 Fingerprint) from, int way, int depth)
    {
        var edge = _edges[way];
        if (!edge.WasTaken) space.Note(edge);
        if (_split.Counts(depth))
        {
            _meter.Transitions++;
            if (edge.Fails) Fail(edge, from.Number, way);
        }

        if (edge.Mistake is not null) return;
        // Most steps lead to states that are known: what they are is made only where they are not, or stored whole.
        var fingerprint = space.FingerprintAfter(from.Fingerprint, from.State, edge);
        var next = options.Exact ? space.Apply(from.State, edge) : from.State;
        if (_visited.Count >= options.MaxStates || depth >= options.MaxSteps)
        {
            if (!_visited.Contains(fingerprint, next)) Leave(from.Number, way, depth);
        }
        else if (_visited.Add(fingerprint, next, from.Number, way))
        {
            _next.Add((_visited.Count - 1, options.Exact ? next : space.Apply(from.State, edge), fingerprint));
        }
    }

    /// <summary>By itself, for what is captured here would be made anew with each step.</summary>
    private void Fail(Edge edge, int number, int way) => _findings.Failures(edge, () => (number, way));

    private void Leave(int number, int way, int depth)
    {
        _complete = false;
        if (depth >= options.MaxSteps) _findings.Cut(() => (number, way));
    }

    private ExplorationResult Result()
    {
        _complete &= _meter.GoesOn;
        Schedule ScheduleTo((int State, int Way) place) => ways.ScheduleTo(_visited, place.State, place.Way);
        return new ExplorationResult
        {
            Strategy = options.Strategy,
            Schedules = _meter.Schedules,
            States = _visited.Count,
            Transitions = _meter.Transitions,
            Depth = _meter.Depth,
            Complete = _complete,
            Interrupted = !_meter.GoesOn,
            Guarantees = [new Guarantee(ExplorationStrategy.Exhaustive, _meter.Schedules, _visited.Count, _complete) { Exact = options.Exact }],
            Outcomes = _findings.Outcomes(ScheduleTo),
            OutcomesLeftOut = _findings.OutcomesLeftOut,
            Failures = _findings.Failures(ScheduleTo),
            Coverage = space.Coverage,
        };
    }
}
