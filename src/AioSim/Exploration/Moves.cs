namespace AioSim.Exploration;

/// <summary>The steps that an actor can take in a situation, and what they look at.</summary>
/// <param name="Edges">The steps, each with one combination of its outcomes; none where the actor waits.</param>
/// <param name="Reads">The places of the cells that decide about them; null: all.</param>
internal sealed record Moves(Edge[] Edges, int[]? Reads)
{
    private readonly int[] _situation = [];

    /// <summary>The situation in which they were learned: a place that is looked at and its value, and the next.</summary>
    public ReadOnlySpan<int> Situation => _situation;

    /// <summary>Whether somebody can take a step.</summary>
    public bool Any { get; } = Edges.Length > 0;

    /// <summary>Steps that are the same wherever these places have the same values.</summary>
    public Moves(Edge[] edges, List<int> reads, int[] state)
        : this(edges, [.. reads])
    {
        _situation = new int[reads.Count * 2];
        for (var i = 0; i < reads.Count; i++) (_situation[i * 2], _situation[(i * 2) + 1]) = (reads[i], reads[i] < state.Length ? state[reads[i]] : 0);
    }

    /// <summary>Whether a state is such a situation; never where all of it is looked at.</summary>
    public bool HoldIn(int[] state)
    {
        var situation = _situation;
        for (var i = 0; i + 1 < situation.Length; i += 2)
        {
            var place = situation[i];
            if (((uint)place < (uint)state.Length ? state[place] : 0) != situation[i + 1]) return false;
        }

        return situation.Length > 0;
    }

    /// <summary>A bit for each place that is looked at, those that agree in their last six bits sharing one: what cannot matter is seen at once.</summary>
    public ulong Mask { get; } = Reads is null ? ulong.MaxValue : Reads.Aggregate(0UL, (mask, place) => mask | (1UL << place));

    /// <summary>Of who is not there.</summary>
    public static Moves None { get; } = new([], []);

    /// <summary>Instead of steps: they look at more than is known, so that the whole state is the key.</summary>
    public static Moves Whole { get; } = new([], null);
}
