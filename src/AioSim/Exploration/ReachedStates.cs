namespace AioSim.Exploration;

/// <summary>The states that were reached: their fingerprints, or the states themselves; and how each was reached first.</summary>
internal sealed class ReachedStates(StateSpace space, bool exact)
{
    /// <summary>So many steps ahead the place of a fingerprint is looked at.</summary>
    private const int Ahead = 12;

    private const int GroupsEach = 4;

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

    /// <summary>
    /// Into how many groups the steps of a block are parted, so that each is dealt with by itself: some for everybody, so that who is late
    /// keeps nobody waiting.
    /// </summary>
    public int Groups(ICrew crew) => exact || crew.Size == 1 ? 1 : crew.Size * GroupsEach;

    /// <summary>Finds, of the steps of one group, those that reach a state first; they are only looked at if nothing is to be added.</summary>
    public void Reach(Chunk chunk, int group, bool add)
    {
        var part = chunk.Part(group);
        if (exact) ReachWhole(chunk, part, add);
        else Reach(part, add);
    }

    private void Reach(Reaching part, bool add)
    {
        var fingerprints = part.Fingerprints;
        var touched = 0UL;
        for (var i = 0; i < Math.Min(Ahead, fingerprints.Length); i++) touched ^= _fingerprints.Touch(fingerprints[i]);
        for (var i = 0; i < fingerprints.Length; i++)
        {
            if (i + Ahead < fingerprints.Length) touched ^= _fingerprints.Touch(fingerprints[i + Ahead]);
            if (add ? _fingerprints.Add(fingerprints[i]) : !_fingerprints.Contains(fingerprints[i])) part.IsNew(i);
        }

        GC.KeepAlive(touched);
    }

    private void ReachWhole(Chunk chunk, Reaching part, bool add)
    {
        for (var i = 0; i < chunk.Count; i++)
        {
            var (step, fingerprint) = (chunk.Steps[i], part.Fingerprints[i]);
            var state = space.Apply(chunk.Segment.Packing.Unpack(chunk.Segment.StateAt(step.Parent)), step.Edge);
            if (add ? _whole!.Add(fingerprint, state) : !_whole!.Contains(fingerprint, state)) part.IsNew(i);
        }
    }
}
