namespace AioSim.Exploration;

/// <summary>
/// One schedule of each class that differ in the order of independent steps: source-DPOR with sleep sets (Abdulla, Aronis, Jonsson,
/// Sagonas: Source Sets, POPL 2014 and JACM 2017, algorithm 1), stateless. Steps are dependent where one changes a cell that the
/// other looks at or changes.
/// </summary>
/// <remarks>
/// The algorithm of the paper assumes that nobody keeps another from a step. Here a cancellation does, and a full device; so races
/// are looked for, as Flanagan and Godefroid do (POPL 2005), with the next step of everybody that waits as well, and whoever
/// can do something else after a step than before it is taken before it, too. Time goes on where nobody can take a step, which
/// depends on all that was before. Which of its outcomes a step has is no matter of order: each is tried.
/// </remarks>
internal sealed class DporSearch(ExplorationOptions options, StateSpace space, Ways ways) : DepthFirst(options, space, ways, ExplorationStrategy.Dpor)
{
    private readonly List<DporNode> _nodes = [];

    protected override int Depth => _nodes.Count;

    protected override Edge[] Path() => [.. _nodes.Select(node => node.Edge)];

    protected override void Begin() => Open(new DporNode(Space, Space.Initial, Space.InitialFingerprint));

    protected override bool GoOn()
    {
        var node = _nodes[^1];
        if (!node.Next())
        {
            _nodes.RemoveAt(_nodes.Count - 1);
            return true;
        }

        if (IsOver()) return false;
        Races.Find(_nodes, _nodes.Count - 1, node.Actor, node.Chosen, node.Edge, Space);
        if (!Take(node.Edge))
        {
            // Nobody takes a step after this one, so that nobody's is seen to depend on what was before.
            if (node.Edge.Mistake is not null) node.TryAll();
            return true;
        }

        var state = Space.Apply(node.State, node.Edge);
        Open(new DporNode(Space, state, StateSpace.FingerprintAfter(node.Fingerprint, node.State, node.Edge)) { Sleep = node.SleepAfter() }, node);
        return true;
    }

    private void Open(DporNode node, DporNode? before = null)
    {
        before?.AddWhoeverIsChanged(node);
        _nodes.Add(node);
        foreach (var waiting in node.Waiting) Races.Find(_nodes, _nodes.Count - 1, waiting, node.Moves[waiting], null, Space);
        _nodes.RemoveAt(_nodes.Count - 1);
        if (!MayGoOn() || node.IsFinal) End(node.Fingerprint, node.State, node.IsFinal);
        else if (node.Begin(Split.IsAbove(_nodes.Count + 1))) _nodes.Add(node);
    }
}
