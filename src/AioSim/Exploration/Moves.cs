namespace AioSim.Exploration;

/// <summary>The steps that an actor can take in a situation, and what they look at.</summary>
/// <param name="Edges">The steps, each with one combination of its outcomes; none where the actor waits.</param>
/// <param name="Reads">The places of the cells that decide about them; null: all.</param>
internal sealed record Moves(Edge[] Edges, int[]? Reads)
{
    /// <summary>The place of the device's queue, where the steps look at it only to append to it; else -1. What is taken from the queue, and what is appended to it, have no order.</summary>
    public int AppendsAt { get; init; } = -1;

    /// <summary>A bit for each place that is looked at, those that agree in their last six bits sharing one: what cannot matter is seen at once.</summary>
    public ulong Mask { get; } = Reads is null ? ulong.MaxValue : Reads.Aggregate(0UL, (mask, place) => mask | (1UL << place));

    /// <summary>Of who is not there.</summary>
    public static Moves None { get; } = new([], []);

    /// <summary>Instead of steps: they look at more than is known, so that the whole state is the key.</summary>
    public static Moves Whole { get; } = new([], null);
}
