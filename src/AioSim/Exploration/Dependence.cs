namespace AioSim.Exploration;

/// <summary>Whether steps depend on each other: one changes a cell that the other looks at or changes.</summary>
internal static class Dependence
{
    /// <summary>A step that was taken, and the steps that somebody can take, or one of them.</summary>
    public static bool Is(Edge taken, int[]? reads, Moves moves, Edge? one)
    {
        if (moves.Reads is null || reads is null || Writes(taken, moves.Reads)) return true;
        return one is not null ? Touches(one, taken, reads) : Array.Exists(moves.Edges, edge => Touches(edge, taken, reads));
    }

    private static bool Touches(Edge edge, Edge taken, int[] reads) => Writes(edge, reads) || edge.Writes.Any(w => Array.Exists(taken.Writes, t => t.Place == w.Place));

    private static bool Writes(Edge edge, int[] places) => Array.Exists(edge.Writes, write => Array.IndexOf(places, write.Place) >= 0);
}
