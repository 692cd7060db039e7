namespace AioSim.Exploration;

/// <summary>Whether steps depend on each other: one changes a cell that the other looks at or changes.</summary>
/// <remarks>
/// But for the device's queue where one of them appends to it and the other does not: whoever is before others in it is so with
/// those that come after as well, and what leaves it leaves the order of the others as it was.
/// </remarks>
internal static class Dependence
{
    /// <summary>A step that was taken, one of those that its actor could take, and the steps that somebody can take, or one of them.</summary>
    public static bool Is(Edge taken, Moves of, Moves moves, Edge? one)
    {
        if (moves.Reads is not { } others || of.Reads is not { } reads) return true;
        var but = Apart(of, moves);
        if (Writes(taken, others, but)) return true;
        return one is not null ? Touches(one, taken, reads, but) : Array.Exists(moves.Edges, edge => Touches(edge, taken, reads, but));
    }

    /// <summary>The place of the queue, where one appends to it and the other does not; else -1.</summary>
    public static int Apart(Moves one, Moves other) => one.AppendsAt < 0 == other.AppendsAt < 0 ? -1 : Math.Max(one.AppendsAt, other.AppendsAt);

    private static bool Touches(Edge edge, Edge taken, int[] reads, int but) =>
        Writes(edge, reads, but) || edge.Writes.Any(w => w.Place != but && Array.Exists(taken.Writes, t => t.Place == w.Place));

    private static bool Writes(Edge edge, int[] places, int but) =>
        Array.Exists(edge.Writes, write => write.Place != but && Array.IndexOf(places, write.Place) >= 0);
}
