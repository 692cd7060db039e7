namespace AioSim.Exploration;

/// <summary>The states that were reached: their fingerprints, or the states themselves; and how each was reached first.</summary>
internal sealed class ReachedStates(StateSpace space, bool exact)
{
    /// <summary>So many steps ahead the place of a fingerprint is looked at.</summary>
    private const int Ahead = 12;

    private readonly FingerprintSet _fingerprints = new();
    private readonly WholeStates? _whole = exact ? new WholeStates() : null;

    /// <summary>How each was reached, by its number.</summary>
    public Origins Origins { get; } = new();

    public int Count => Origins.Count;

    /// <summary>The first state.</summary>
    public void Begin(int[] state, UInt128 fingerprint)
    {
        _fingerprints.Add(fingerprint);
        _whole?.Add(fingerprint, state);
        Origins.Add(1);
        Origins[0] = (-1, 0);
    }

    /// <summary>Into how many groups the steps of a block can be parted, so that each is dealt with by itself.</summary>
    public int Groups(ICrew crew) => exact ? 1 : crew.Size;

    /// <summary>Finds, of the steps of one group, those that reach a state first; they are only looked at if nothing is to be added.</summary>
    public void Reach(Chunk chunk, int group, int groups, bool add)
    {
        if (exact) ReachWhole(chunk, add);
        else if (groups == 1) ReachAll(chunk, add);
        else ReachGroup(chunk, group, groups, add);
    }

    private void ReachAll(Chunk chunk, bool add)
    {
        var steps = chunk.Steps;
        var (isNew, touched) = (chunk.IsNew, 0UL);
        for (var i = 0; i < Math.Min(Ahead, steps.Length); i++) touched ^= _fingerprints.Touch(steps[i].Fingerprint);
        for (var i = 0; i < steps.Length; i++)
        {
            if (i + Ahead < steps.Length) touched ^= _fingerprints.Touch(steps[i + Ahead].Fingerprint);
            isNew[i] = Reach(steps[i].Fingerprint, add);
        }

        GC.KeepAlive(touched);
    }

    private void ReachGroup(Chunk chunk, int group, int groups, bool add)
    {
        var steps = chunk.Steps;
        // So many steps of all ahead are as many of the group's as are far enough.
        var (isNew, touched, ahead) = (chunk.IsNew, 0UL, Ahead * groups);
        for (var i = 0; i < steps.Length; i++)
        {
            if (i + ahead < steps.Length && FingerprintSet.GroupOf(steps[i + ahead].Fingerprint, groups) == group)
            {
                touched ^= _fingerprints.Touch(steps[i + ahead].Fingerprint);
            }

            if (FingerprintSet.GroupOf(steps[i].Fingerprint, groups) == group) isNew[i] = Reach(steps[i].Fingerprint, add);
        }

        GC.KeepAlive(touched);
    }

    private bool Reach(UInt128 fingerprint, bool add) => add ? _fingerprints.Add(fingerprint) : !_fingerprints.Contains(fingerprint);

    private void ReachWhole(Chunk chunk, bool add)
    {
        for (var i = 0; i < chunk.Count; i++)
        {
            var step = chunk.Steps[i];
            var state = space.Apply(chunk.Segment.Packing.Unpack(chunk.Segment.StateAt(step.Parent)), step.Edge);
            chunk.IsNew[i] = add ? _whole!.Add(step.Fingerprint, state) : !_whole!.Contains(step.Fingerprint, state);
        }
    }
}
