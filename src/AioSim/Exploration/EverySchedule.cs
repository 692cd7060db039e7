namespace AioSim.Exploration;

/// <summary>Every schedule: nothing is left out, and nothing is reduced.</summary>
internal sealed class EverySchedule(ExplorationOptions options, StateSpace space, Ways ways)
    : DepthFirst(options, space, ways, ExplorationStrategy.Exhaustive)
{
    private readonly Stack<Node> _open = new();

    protected override int Depth => _open.Count;

    protected override Edge[] Path() => [.. _open.Reverse().Select(node => node.Edges[node.Next - 1])];

    protected override void Begin() => Open(Space.Initial, Space.InitialFingerprint);

    protected override bool GoOn()
    {
        var node = _open.Peek();
        if (node.Next == node.Edges.Count)
        {
            _open.Pop();
            return true;
        }

        if (IsOver()) return false;
        var edge = node.Edges[node.Next++];
        if (Take(edge)) Open(Space.Apply(node.State, edge), StateSpace.FingerprintAfter(node.Fingerprint, node.State, edge));
        return true;
    }

    private void Open(int[] state, UInt128 fingerprint)
    {
        var node = new Node(state, fingerprint);
        Space.Expand(state, node.Edges);
        if (MayGoOn() && node.Edges.Count > 0) _open.Push(node);
        else End(fingerprint, state, isFinal: node.Edges.Count == 0);
    }

    private sealed class Node(int[] state, UInt128 fingerprint)
    {
        public int[] State => state;

        public UInt128 Fingerprint => fingerprint;

        public List<Edge> Edges { get; } = [];

        public int Next { get; set; }
    }
}
