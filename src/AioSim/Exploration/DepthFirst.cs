namespace AioSim.Exploration;

/// <summary>
/// Walks one schedule after the other, each from its start to its end, and goes back to the last place at which another one parts:
/// nothing is kept but the way to where it is.
/// </summary>
/// <param name="options">How.</param>
/// <param name="space">The states.</param>
/// <param name="ways">Makes schedules of ways.</param>
/// <param name="strategy">What guarantee it gives.</param>
internal abstract class DepthFirst(ExplorationOptions options, StateSpace space, Ways ways, ExplorationStrategy strategy)
{
    private readonly Ends _ends = new(space);
    private readonly Findings<Edge[]> _findings = new(options.MaxOutcomes);
    private readonly Meter _meter = new(options);
    private bool _complete = true;

    /// <summary>The states.</summary>
    protected StateSpace Space => space;

    /// <summary>Which part of the schedules is walked.</summary>
    protected Split Split { get; } = new(options.Share);

    /// <summary>How many steps the schedule has so far from which others may part.</summary>
    protected abstract int Depth { get; }

    /// <summary>The steps of the schedule so far.</summary>
    protected abstract Edge[] Path();

    /// <summary>Comes to the state in which nothing has happened.</summary>
    protected abstract void Begin();

    /// <summary>Takes the next step, or goes back by one. False: it ends here, <see cref="IsOver"/>.</summary>
    protected abstract bool GoOn();

    /// <summary>Walks them.</summary>
    public ExplorationResult Run()
    {
        Begin();
        while (Depth > 0 && GoOn()) { }
        _complete &= Depth == 0;
        return new ExplorationResult
        {
            Strategy = options.Strategy,
            Schedules = _meter.Schedules,
            States = 0,
            Transitions = _meter.Transitions,
            Depth = _meter.Depth,
            Complete = _complete,
            Interrupted = !_meter.GoesOn,
            Guarantees = [new Guarantee(strategy, _meter.Schedules, 0, _complete)],
            Outcomes = _findings.Outcomes(ways.ScheduleOf),
            OutcomesLeftOut = _findings.OutcomesLeftOut,
            Failures = _findings.Failures(ways.ScheduleOf),
            Coverage = space.Coverage,
        };
    }

    /// <summary>Whether a bound was reached, or somebody has ended the search.</summary>
    protected bool IsOver() => _meter.Schedules >= options.MaxSchedules || !_meter.Tell(_findings.OutcomeCount, _findings.FailureCount);

    /// <summary>Takes a step, the last of <see cref="Path"/>. False: what comes after it is another share's, or nothing does.</summary>
    protected bool Take(Edge edge)
    {
        if (Split.IsAt(Depth, orBefore: edge.Mistake is not null) && !Split.TakesNext()) return false;
        space.Note(edge);
        if (Split.Counts(Depth))
        {
            _meter.Transitions++;
            _findings.Failures(edge, Path);
        }

        if (edge.Mistake is null) return true;
        _meter.Schedules++;
        return false;
    }

    /// <summary>Has come to a state; whether the schedule may go on there.</summary>
    protected bool MayGoOn()
    {
        _meter.Depth = Math.Max(_meter.Depth, Depth);
        return Depth < options.MaxSteps;
    }

    /// <summary>The schedule ends in this state.</summary>
    protected void End(UInt128 fingerprint, int[] state, bool isFinal)
    {
        if (Split.IsAt(Depth + 1, orBefore: true) && !Split.TakesNext()) return;
        _meter.Schedules++;
        if (!isFinal)
        {
            _complete = false;
            _findings.Cut(Path);
            return;
        }

        if (_ends.Of(fingerprint, state, _findings.HasRoom) is not { } end)
        {
            _findings.UnknownOutcome();
            return;
        }

        _findings.Outcome(end.Outcome, Path);
        foreach (var failure in end.Failures) _findings.Failure(failure, Path);
    }
}
