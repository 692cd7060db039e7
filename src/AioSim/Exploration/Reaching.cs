namespace AioSim.Exploration;

/// <summary>
/// The steps of a chunk that belong to one group, by the fingerprints of the states to which they lead; and then those among them that
/// have reached a state first. What one finds out about one group touches no memory that others write meanwhile.
/// </summary>
internal sealed class Reaching
{
    private UInt128[] _fingerprints = new UInt128[64];
    private int[] _steps = new int[64];
    private int _count;
    private int _taken;

    /// <summary>The fingerprints, in the order of the steps.</summary>
    public ReadOnlySpan<UInt128> Fingerprints => _fingerprints.AsSpan(0, _count);

    /// <summary>How many of the steps have reached a state first.</summary>
    public int News { get; private set; }

    /// <summary>The number in the chunk of the next of those that has not been taken; the greatest number there is: none.</summary>
    public int Next => _taken < News ? _steps[_taken] : int.MaxValue;

    public void Clear() => (_count, News, _taken) = (0, 0, 0);

    public void Add(UInt128 fingerprint, int step)
    {
        if (_count == _steps.Length)
        {
            Array.Resize(ref _steps, _count * 2);
            Array.Resize(ref _fingerprints, _count * 2);
        }

        (_fingerprints[_count], _steps[_count]) = (fingerprint, step);
        _count++;
    }

    /// <summary>The fingerprint at this place is new. They are told in order: so what is still to be told is not written over.</summary>
    public void IsNew(int place) => _steps[News++] = _steps[place];

    /// <summary>Goes on to the one after the next; false: there is none.</summary>
    public bool TakeNext()
    {
        if (_taken == News) return false;
        _taken++;
        return true;
    }
}
