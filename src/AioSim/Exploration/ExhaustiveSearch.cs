namespace AioSim.Exploration;

/// <summary>
/// All states, by breadth: a state is expanded when it is reached first. So the way that is known to a state is a shortest one.
/// </summary>
/// <remarks>
/// A level is taken block by block. In a block all steps are taken, then those are found that reach a state first, then these
/// states are written; each of the three is done by pieces, by as many as there are, and the pieces agree on who was first by
/// the order of the states and their steps. So nothing that is found depends on how many there are.
/// </remarks>
internal sealed class ExhaustiveSearch(ExplorationOptions options, StateSpace space, Ways ways)
{
    private const int StatesOfChunk = 256;

    /// <summary>So many that what a block takes is far more than to wait for who is last with it, and so few that it stays in the caches from one of the three to the next.</summary>
    private const int ChunksEach = 8;

    private readonly ICrew _crew = options.Crew ?? Alone.Instance;
    private readonly ReachedStates _reached = new(space, options.Exact);
    private readonly Findings<(int State, int Way)> _findings = new(options.MaxOutcomes);
    private readonly Meter _meter = new(options);
    private readonly Split _split = new(options.Share);
    private readonly Stack<Expander> _expanders = new();
    private readonly List<Chunk> _chunks = [];
    private Level _level = new();
    private Level _next = new();
    private bool _complete = true;

    public ExplorationResult Run()
    {
        _reached.Begin(space.Initial, space.InitialFingerprint);
        _level.Add(First());
        for (var depth = 0; _level.Count > 0 && _meter.GoesOn; depth++)
        {
            _meter.Depth = depth;
            if (_split.IsAt(depth)) _level = _level.Where(_split.TakesNext);
            ExpandLevel(depth);
            (_level, _next) = (_next, new Level());
        }

        return Result();
    }

    private Segment First()
    {
        var locals = space.Initial.Select((cell, place) => space.LocalOf(place, cell)).ToArray();
        var segment = new Segment(space.Packing, 0, 1);
        for (var place = 0; place < locals.Length; place++) segment.Packing.Put(segment.StateAt(0), place, locals[place]);
        return segment;
    }

    private void ExpandLevel(int depth)
    {
        var (count, groups) = (0, _reached.Groups(_crew));
        foreach (var segment in _level.Segments)
        {
            for (var from = 0; from < segment.Count; from += StatesOfChunk)
            {
                if (count == _chunks.Count) _chunks.Add(new Chunk());
                _chunks[count++].Begin(segment, from, Math.Min(from + StatesOfChunk, segment.Count), groups);
                if (count < (_crew.Size == 1 ? 1 : _crew.Size * ChunksEach)) continue;
                if (!ExpandBlock(count, groups, depth)) return;
                count = 0;
            }
        }

        if (count > 0) ExpandBlock(count, groups, depth);
    }

    private bool ExpandBlock(int count, int groups, int depth)
    {
        if (!_meter.Tell(_findings.OutcomeCount, _findings.FailureCount)) return false;
        Do(count, piece => Expand(_chunks[piece]));
        for (var i = 0; i < count; i++) Tell(_chunks[i], depth);
        var add = depth < options.MaxSteps && _reached.Count < options.MaxStates;
        // Where no state is kept any more, it matters no more which are new: but to those whose schedule is cut.
        if (add || depth >= options.MaxSteps || _complete) Do(groups, group => Reach(count, group, add));
        else return true;
        if (add) Keep(count);
        for (var i = 0; i < count; i++) Leave(_chunks[i], depth);
        _meter.States = _reached.Count;
        return true;
    }

    private void Do(int count, Action<int> piece)
    {
        if (count == 1) piece(0);
        else _crew.Do(count, piece);
    }

    private void Expand(Chunk chunk)
    {
        Expander? expander;
        lock (_expanders)
        {
            if (!_expanders.TryPop(out expander)) expander = new Expander(space);
        }

        expander.Expand(chunk);
        lock (_expanders) _expanders.Push(expander);
    }

    private void Tell(Chunk chunk, int depth)
    {
        if (!_split.Counts(depth)) return;
        _meter.Transitions += chunk.Transitions;
        foreach (var (parent, way, failed, spinning) in chunk.Findings)
        {
            var number = chunk.Segment.NumberAt(parent);
            if (failed is not null) _findings.Failures(failed, () => (number, way));
            else if (spinning is null) End(number, chunk.Segment.Packing.Unpack(chunk.Segment.StateAt(parent)));
            else _findings.Failure(new EndFailure(FailureKind.Livelock, $"{spinning} would ask for ever: nothing else can happen, and time does not go on", null), () => (number, 0));
        }
    }

    private void End(int number, int[] state)
    {
        _meter.Schedules++;
        if (!_findings.HasRoom && space.EndsWell(state))
        {
            _findings.UnknownOutcome();
            return;
        }

        _findings.Outcome(space.OutcomeOf(state), () => (number, -1));
        foreach (var failure in space.FailuresAt(state)) _findings.Failure(failure, () => (number, -1));
    }

    private void Reach(int count, int group, bool add)
    {
        for (var i = 0; i < count; i++) _reached.Reach(_chunks[i], group, add);
    }

    /// <summary>Writes the states that were reached first, as far as there is room.</summary>
    private void Keep(int count)
    {
        var (first, kept) = (_reached.Count, 0);
        var room = (int)Math.Min(options.MaxStates - first, int.MaxValue - first);
        for (var i = 0; i < count; i++)
        {
            var chunk = _chunks[i];
            chunk.Target = kept;
            chunk.Kept = Math.Min(chunk.News, room - kept);
            kept += chunk.Kept;
        }

        if (kept == 0) return;
        _reached.Origins.Add(kept);
        var segment = new Segment(space.Packing, first, kept);
        Do(count, piece => Write(_chunks[piece], segment));
        _next.Add(segment);
    }

    private void Write(Chunk chunk, Segment segment)
    {
        for (var target = chunk.Target; target < chunk.Target + chunk.Kept && chunk.TryNext(out var step); target++)
        {
            _reached.Origins[segment.NumberAt(target)] = (chunk.Segment.NumberAt(step.Parent), step.Way);
            Write(chunk.Segment.Packing, chunk.Segment.StateAt(step.Parent), step.Edge, segment.Packing, segment.StateAt(target));
        }
    }

    private static void Write(Packing earlier, ReadOnlySpan<ulong> parent, Edge edge, Packing packing, Span<ulong> state)
    {
        if (ReferenceEquals(earlier, packing)) parent.CopyTo(state);
        else packing.Convert(earlier, parent, state);
        for (var i = 0; i < edge.Writes.Length; i++) packing.Put(state, edge.Writes[i].Place, edge.Locals[i]);
        foreach (var sighting in edge.Seen)
        {
            packing.Put(state, sighting.Place, sighting.After(packing.CellAt(state, sighting.Place)).Local);
        }
    }

    /// <summary>What was reached first and not kept is left for want of room.</summary>
    private void Leave(Chunk chunk, int depth)
    {
        while (chunk.TryNext(out var step))
        {
            _complete = false;
            if (depth < options.MaxSteps) return;
            var (number, way) = (chunk.Segment.NumberAt(step.Parent), step.Way);
            _findings.Cut(() => (number, way));
        }
    }

    private ExplorationResult Result()
    {
        _complete &= _meter.GoesOn;
        Schedule ScheduleTo((int State, int Way) place) => ways.ScheduleTo(_reached.Origins, place.State, place.Way);
        return new ExplorationResult
        {
            Strategy = options.Strategy,
            Schedules = _meter.Schedules,
            States = _reached.Count,
            Transitions = _meter.Transitions,
            Depth = _meter.Depth,
            Complete = _complete,
            Interrupted = !_meter.GoesOn,
            Guarantees = [new Guarantee(ExplorationStrategy.Exhaustive, _meter.Schedules, _reached.Count, _complete) { Exact = options.Exact }],
            Outcomes = _findings.Outcomes(ScheduleTo),
            OutcomesLeftOut = _findings.OutcomesLeftOut,
            Failures = _findings.Failures(ScheduleTo),
            Coverage = space.Coverage,
        };
    }
}
