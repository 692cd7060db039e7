namespace AioSim.Exploration;

/// <summary>Walks schedules under a strategy: those of its share, each from its own chance.</summary>
internal sealed class WalkSearch(ExplorationOptions options, StateSpace space, Ways ways, IWalk walk, Measures measures)
{
    private readonly Walker _walker = new(space, options.MaxSteps);
    private readonly Ends _ends = new(space);
    private readonly Findings<long> _findings = new(options.MaxOutcomes);
    private readonly Meter _meter = new(options);

    /// <summary>Walks the schedules from the first up to before the last.</summary>
    public ExplorationResult Run(long first, long last)
    {
        for (var schedule = first; schedule < last; schedule++)
        {
            Walk(schedule);
            if (!_meter.Tell(_findings.OutcomeCount, _findings.FailureCount, schedule - first, last - first)) break;
        }

        foreach (var end in _ends.All) _findings.More(end.Outcome, end.Uncounted);
        return new ExplorationResult
        {
            Strategy = walk.Strategy,
            Schedules = _meter.Schedules,
            States = 0,
            Transitions = _meter.Transitions,
            Depth = _meter.Depth,
            Complete = false,
            Interrupted = !_meter.GoesOn,
            Guarantees = [.. walk.Guarantees(first, _meter.Schedules)],
            Outcomes = _findings.Outcomes(ScheduleOf),
            OutcomesLeftOut = _findings.OutcomesLeftOut,
            Failures = _findings.Failures(ScheduleOf),
            Coverage = space.Coverage,
        };
    }

    private void Walk(long schedule)
    {
        walk.Begin(schedule);
        _walker.Start();
        while (_walker.GoesOn())
        {
            _walker.Take(walk.Choose(_walker));
            if (_walker.Failed is { } failed) Failed(failed, schedule);
        }

        _meter.Schedules++;
        _meter.Transitions += _walker.Steps;
        _meter.Depth = Math.Max(_meter.Depth, _walker.Steps);
        measures.Note(0, _walker.Steps);
        if (_walker.WasCut) Cut(schedule);
        else if (!_walker.HasMistake) End(schedule);
    }

    // What captures something stands by itself, so that nothing is made for schedules that find nothing.
    private void Failed(Edge failed, long schedule) => _findings.Failures(failed, () => schedule);

    private void Cut(long schedule) => _findings.Cut(() => schedule);

    private void End(long schedule)
    {
        if (_ends.Of(_walker.Fingerprint, _walker.State, _findings.HasRoom) is not { } end)
        {
            _findings.UnknownOutcome();
            return;
        }

        // Most ends were met before, with nothing wrong about them: they are counted in the end.
        if (end.IsKnown && end.Failures.IsEmpty) end.Uncounted++;
        else Found(schedule, end);
    }

    private void Found(long schedule, End end)
    {
        end.IsKnown = true;
        _findings.Outcome(end.Outcome, () => schedule);
        foreach (var failure in end.Failures) _findings.Failure(failure, () => schedule);
    }

    /// <summary>A schedule is walked again, and noted this time.</summary>
    private Schedule ScheduleOf(long schedule)
    {
        var path = new List<Edge>();
        walk.Begin(schedule);
        _walker.Start(path);
        while (_walker.GoesOn()) _walker.Take(walk.Choose(_walker));
        return ways.ScheduleOf(path);
    }
}
