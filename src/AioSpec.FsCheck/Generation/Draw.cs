namespace AioSpec.FsCheck.Generation;

/// <summary>A stream of decisions from one seed: the same on every machine and in every version of the base library (SplitMix64).</summary>
internal sealed class Draw(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound)
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15UL);
        var word = _state;
        word = unchecked((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9UL);
        word = unchecked((word ^ (word >> 27)) * 0x94D049BB133111EBUL);
        return (int)((word ^ (word >> 31)) % (ulong)bound);
    }

    /// <summary>A number in the range, both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of these.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>One of these.</summary>
    public T PickFrom<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>One of these, by weight. A weight of 0 is never chosen.</summary>
    public T Weighted<T>(params ReadOnlySpan<(int Weight, T Choice)> choices)
    {
        var total = 0;
        foreach (var (weight, _) in choices) total += weight;
        var at = Below(total);
        foreach (var (weight, choice) in choices)
        {
            if (at < weight) return choice;
            at -= weight;
        }

        throw new InvalidOperationException("weights");
    }
}
