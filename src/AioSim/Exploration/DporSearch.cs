namespace AioSim.Exploration;

/// <summary>
/// One schedule of each class that differ in the order of independent steps: source-DPOR with sleep sets (Abdulla, Aronis, Jonsson,
/// Sagonas: Source Sets, POPL 2014 and JACM 2017, algorithm 1), stateless. Steps are dependent where one changes a cell that the
/// other looks at or changes.
/// </summary>
/// <remarks>
/// The algorithm of the paper assumes that nobody keeps another from a step. Here a cancellation does, and a full device; so races
/// are looked for, as Flanagan and Godefroid do (POPL 2005), with the next step of everybody that waits as well, and whoever
/// can do something else after a step than before it is taken before it, too. Time goes on where nobody can take a step, which
/// depends on all that was before. Which of its outcomes a step has is no matter of order: each is tried.
/// </remarks>
internal sealed class DporSearch(ExplorationOptions options, StateSpace space, Ways ways)
{
    private readonly Ends _ends = new(space);
    private readonly Findings<Edge[]> _findings = new(options.MaxOutcomes);
    private readonly Meter _meter = new(options);
    private readonly Split _split = new(options.Share);
    private readonly List<DporNode> _nodes = [];
    private bool _complete = true;

    public ExplorationResult Run()
    {
        Open(new DporNode(space, space.Initial, space.InitialFingerprint));
        while (_nodes.Count > 0)
        {
            var node = _nodes[^1];
            if (!node.Next()) _nodes.RemoveAt(_nodes.Count - 1);
            else if (!Take(node)) break;
        }

        _complete &= _nodes.Count == 0;
        return new ExplorationResult
        {
            Strategy = options.Strategy,
            Schedules = _meter.Schedules,
            States = 0,
            Transitions = _meter.Transitions,
            Depth = _meter.Depth,
            Complete = _complete,
            Interrupted = !_meter.GoesOn,
            Guarantees = [new Guarantee(ExplorationStrategy.Dpor, _meter.Schedules, 0, _complete)],
            Outcomes = _findings.Outcomes(ways.ScheduleOf),
            OutcomesLeftOut = _findings.OutcomesLeftOut,
            Failures = _findings.Failures(ways.ScheduleOf),
            Coverage = space.Coverage,
        };
    }

    /// <summary>Takes the step that a node has chosen.</summary>
    private bool Take(DporNode node)
    {
        if (_meter.Schedules >= options.MaxSchedules || !_meter.Tell(_findings.OutcomeCount, _findings.FailureCount)) return false;
        Races.Find(_nodes, _nodes.Count - 1, node.Actor, node.Chosen, node.Edge, space);
        if (_split.IsAt(_nodes.Count, orBefore: node.Edge.Mistake is not null) && !_split.TakesNext()) return true;
        space.Note(node.Edge);
        if (_split.Counts(_nodes.Count))
        {
            _meter.Transitions++;
            _findings.Failures(node.Edge, Path);
        }

        if (node.Edge.Mistake is not null)
        {
            _meter.Schedules++;
            return true;
        }

        var state = space.Apply(node.State, node.Edge);
        Open(new DporNode(space, state, StateSpace.FingerprintAfter(node.Fingerprint, node.State, node.Edge)) { Sleep = node.SleepAfter() }, node);
        return true;
    }

    private void Open(DporNode node, DporNode? before = null)
    {
        _meter.Depth = Math.Max(_meter.Depth, _nodes.Count);
        before?.AddWhoeverIsChanged(node);
        _nodes.Add(node);
        foreach (var waiting in node.Waiting) Races.Find(_nodes, _nodes.Count - 1, waiting, node.Moves[waiting], null, space);
        _nodes.RemoveAt(_nodes.Count - 1);
        if (node.IsFinal || _nodes.Count >= options.MaxSteps) End(node);
        else if (node.Begin(_split.IsAbove(_nodes.Count + 1))) _nodes.Add(node);
    }

    private void End(DporNode node)
    {
        if (_split.IsAt(_nodes.Count + 1, orBefore: true) && !_split.TakesNext()) return;
        _meter.Schedules++;
        if (!node.IsFinal)
        {
            _complete = false;
            _findings.Cut(Path);
            return;
        }

        if (_ends.Of(node.Fingerprint, node.State, _findings.HasRoom) is not { } end)
        {
            _findings.UnknownOutcome();
            return;
        }

        _findings.Outcome(end.Outcome, Path);
        foreach (var failure in end.Failures) _findings.Failure(failure, Path);
    }

    private Edge[] Path() => [.. _nodes.Select(node => node.Edge)];
}
