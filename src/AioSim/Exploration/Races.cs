namespace AioSim.Exploration;

/// <summary>Steps of a schedule that could come in the other order.</summary>
internal static class Races
{
    /// <summary>
    /// Looks for the races of a step with those before it: of the step that a node has chosen, or of one that somebody waits for.
    /// Where the other order is not tried yet, it is noted.
    /// </summary>
    public static void Find(List<DporNode> nodes, int at, int actor, Moves moves, Edge? edge, StateSpace space)
    {
        var before = new List<ulong>();
        for (var i = at - 1; i >= 0; i--)
        {
            var node = nodes[i];
            if (Has(before, i)) continue;
            if (node.Actor != actor && node.Actor != DporNode.Time && actor != DporNode.Time)
            {
                if (!Dependence.Is(node.Edge, node.Moves[node.Actor], moves, edge)) continue;
                Reverse(nodes, i, at, actor, before, space);
            }

            Join(before, node.Before, i);
        }

        if (edge is not null) nodes[at].Before = before;
    }

    /// <summary>Tries the step before that of node i: what is not after that step comes first.</summary>
    private static void Reverse(List<DporNode> nodes, int i, int at, int actor, List<ulong> before, StateSpace space)
    {
        var state = nodes[i].State;
        var between = new List<int>();
        for (var k = i + 1; k < at; k++)
        {
            if (Has(nodes[k].Before, i)) continue;
            between.Add(k);
            state = space.Apply(state, nodes[k].Edge);
        }

        // What the step of node i makes possible cannot come before it.
        if (actor >= space.Cast.ByNumber.Length || space.MovesOf(state, space.Cast.ByNumber[actor]).Edges.Length == 0) return;
        var firsts = new HashSet<int>();
        foreach (var k in between)
        {
            if (!between.Exists(m => m < k && Has(nodes[k].Before, m))) firsts.Add(nodes[k].Actor);
        }

        if (!between.Exists(m => Has(before, m) || nodes[m].Actor == actor)) firsts.Add(actor);
        if (nodes[i].Tries(firsts)) return;
        var enabled = nodes[i].Enabled.Where(firsts.Contains).ToList();
        if (enabled.Contains(actor)) nodes[i].Try(actor);
        else if (enabled.Count > 0) nodes[i].Try(enabled[0]);
        else nodes[i].TryAll();
    }

    private static bool Has(List<ulong> set, int number) => number / 64 < set.Count && (set[number / 64] >> (number % 64) & 1) != 0;

    private static void Join(List<ulong> set, List<ulong> other, int number)
    {
        while (set.Count <= Math.Max(number / 64, other.Count - 1)) set.Add(0);
        for (var i = 0; i < other.Count; i++) set[i] |= other[i];
        set[number / 64] |= 1UL << (number % 64);
    }
}
