using AioSpec.Model;

namespace AioSim;

/// <summary>
/// A hash over all that could be chosen in a run so far, and what was: two runs that differ in it have parted. A value.
/// </summary>
internal struct DecisionHash
{
    private const int MarkBits = 4;

    private StableHash _hash;

    /// <summary>A few bits of it, to be kept with a schedule.</summary>
    public readonly int Mark => (int)_hash.Value & ((1 << MarkBits) - 1);

    /// <summary>Adds what can be chosen at a decision.</summary>
    public void Add(EnabledSteps steps)
    {
        _hash.Add((long)steps.Count);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            _hash.Add((long)step.Kind | ((long)step.Signo.Number << 8) | ((long)(step.Thread + 1) << 16) | ((long)(step.Request + 1) << 40));
            _hash.Add(step.List + ((long)step.Outcome.Errno << 32));
            _hash.Add(step.Outcome.Value);
        }
    }

    /// <summary>Adds what was chosen.</summary>
    public void Add(int choice) => _hash.Add((long)choice);
}
