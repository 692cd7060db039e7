using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>
/// All states, by breadth: a state is expanded when it is reached first. So the way that is known to a state is a shortest one.
/// </summary>
internal sealed class ExhaustiveSearch(Program program, ExplorationOptions options)
{
    private const int ProgressEvery = 4096;

    private readonly StateSpace _space = new(program, options);
    private readonly VisitedStates _visited = new();
    private readonly Findings _findings = new();
    private readonly List<Edge> _edges = [];
    private List<(int Number, int[] State, UInt128 Fingerprint)> _level = [];
    private List<(int Number, int[] State, UInt128 Fingerprint)> _next = [];
    private long _transitions;
    private int _depth;
    private bool _complete = true;
    private bool _interrupted;

    public ExplorationResult Run()
    {
        var fingerprint = _space.FingerprintOf(_space.Initial);
        _visited.Add(fingerprint, -1, 0);
        _level.Add((0, _space.Initial, fingerprint));
        while (_level.Count > 0 && !_interrupted)
        {
            ExpandLevel();
            (_level, _next) = (_next, _level);
            _next.Clear();
            _depth++;
        }

        return Result();
    }

    private void ExpandLevel()
    {
        foreach (var (number, state, fingerprint) in _level)
        {
            if (_visited.Count % ProgressEvery == 0 && !Report()) break;
            _space.Expand(state, _edges);
            if (_edges.Count == 0) End(number, state);
            for (var way = 0; way < _edges.Count; way++) Reach((number, state, fingerprint), way, _edges[way]);
        }
    }

    private void End(int number, int[] state)
    {
        _findings.Outcome(_space.OutcomeOf(state), number, -1);
        foreach (var failure in _space.FailuresAt(state)) _findings.Failure(failure, number, -1);
    }

    private void Reach((int Number, int[] State, UInt128 Fingerprint) from, int way, Edge edge)
    {
        _transitions++;
        foreach (var failure in edge.Failures) _findings.Failure(failure, from.Number, way);
        if (edge.Mistake is { } mistake)
        {
            _findings.Failure(mistake, from.Number, way);
            return;
        }

        if (_visited.Count >= options.MaxStates || _depth >= options.MaxSteps)
        {
            _complete = false;
            return;
        }

        var next = _space.Apply(from.State, edge);
        var fingerprint = _space.FingerprintAfter(from.Fingerprint, from.State, next, edge);
        if (_visited.Add(fingerprint, from.Number, way)) _next.Add((_visited.Count - 1, next, fingerprint));
    }

    private bool Report()
    {
        var progress = new ExplorationProgress(_findings.Ends, _visited.Count, _transitions, _depth, _findings.OutcomeCount, _findings.FailureCount, -1);
        if (options.Progress?.Invoke(progress) != false) return true;
        (_interrupted, _complete) = (true, false);
        return false;
    }

    private ExplorationResult Result()
    {
        var ways = new Ways(program, options, _space, _visited);
        return new ExplorationResult
        {
            Strategy = options.Strategy,
            Schedules = _findings.Ends,
            States = _visited.Count,
            Transitions = _transitions,
            Depth = _depth,
            Complete = _complete,
            Interrupted = _interrupted,
            Guarantees = [new Guarantee(ExplorationStrategy.Exhaustive, _findings.Ends, _visited.Count, _complete) { Exact = options.Exact }],
            Outcomes = _findings.Outcomes(ways.ScheduleTo),
            Failures = _findings.Failures(ways.ScheduleTo),
            Coverage = Coverage.None,
        };
    }
}
