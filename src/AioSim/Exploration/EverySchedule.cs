namespace AioSim.Exploration;

/// <summary>Every schedule, one after the other, each from its start to its end: nothing is left out, and nothing is reduced.</summary>
internal sealed class EverySchedule(ExplorationOptions options, StateSpace space, Ways ways)
{
    private readonly Ends _ends = new(space);
    private readonly Findings<Edge[]> _findings = new(options.MaxOutcomes);
    private readonly Meter _meter = new(options);
    private readonly Stack<Node> _open = new();
    private readonly Split _split = new(options.Share);
    private bool _complete = true;

    public ExplorationResult Run()
    {
        Open(space.Initial, space.InitialFingerprint, 0);
        while (_open.TryPeek(out var node))
        {
            if (node.Next == node.Edges.Count) _open.Pop();
            else if (!GoOn(node)) break;
        }

        _complete &= _open.Count == 0;
        return new ExplorationResult
        {
            Strategy = options.Strategy,
            Schedules = _meter.Schedules,
            States = 0,
            Transitions = _meter.Transitions,
            Depth = _meter.Depth,
            Complete = _complete,
            Interrupted = !_meter.GoesOn,
            Guarantees = [new Guarantee(ExplorationStrategy.Exhaustive, _meter.Schedules, 0, _complete)],
            Outcomes = _findings.Outcomes(ways.ScheduleOf),
            OutcomesLeftOut = _findings.OutcomesLeftOut,
            Failures = _findings.Failures(ways.ScheduleOf),
            Coverage = space.Coverage,
        };
    }

    private bool GoOn(Node node)
    {
        if (_meter.Schedules >= options.MaxSchedules || !_meter.Tell(_findings.OutcomeCount, _findings.FailureCount)) return false;
        var edge = node.Edges[node.Next++];
        if (_split.IsAt(_open.Count, orBefore: edge.Mistake is not null) && !_split.TakesNext()) return true;
        space.Note(edge);
        if (_split.Counts(_open.Count))
        {
            _meter.Transitions++;
            _findings.Failures(edge, Path);
        }

        if (edge.Mistake is not null)
        {
            _meter.Schedules++;
            return true;
        }

        var state = space.Apply(node.State, edge);
        Open(state, StateSpace.FingerprintAfter(node.Fingerprint, node.State, edge), _open.Count);
        return true;
    }

    private void Open(int[] state, UInt128 fingerprint, int depth)
    {
        var node = new Node(state, fingerprint);
        space.Expand(state, node.Edges);
        _meter.Depth = Math.Max(_meter.Depth, depth);
        if (node.Edges.Count > 0 && depth < options.MaxSteps)
        {
            _open.Push(node);
            return;
        }

        if (_split.IsAt(depth + 1, orBefore: true) && !_split.TakesNext()) return;
        _meter.Schedules++;
        if (node.Edges.Count == 0) End(fingerprint, state);
        else Cut();
    }

    private void Cut()
    {
        _complete = false;
        _findings.Cut(Path);
    }

    private void End(UInt128 fingerprint, int[] state)
    {
        if (_ends.Of(fingerprint, state, _findings.HasRoom) is not { } end)
        {
            _findings.UnknownOutcome();
            return;
        }

        _findings.Outcome(end.Outcome, Path);
        foreach (var failure in end.Failures) _findings.Failure(failure, Path);
    }

    private Edge[] Path() => [.. _open.Reverse().Select(node => node.Edges[node.Next - 1])];

    private sealed class Node(int[] state, UInt128 fingerprint)
    {
        public int[] State => state;

        public UInt128 Fingerprint => fingerprint;

        public List<Edge> Edges { get; } = [];

        public int Next { get; set; }
    }
}
