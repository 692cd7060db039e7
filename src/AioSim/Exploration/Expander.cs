namespace AioSim.Exploration;

/// <summary>Takes all steps from the states of a chunk. Several may do so, each with a chunk of its own.</summary>
internal sealed class Expander(StateSpace space)
{
    private readonly StateCursor _cursor = new(space);

    public void Expand(Chunk chunk)
    {
        for (var state = chunk.Range.From; state < chunk.Range.To; state++)
        {
            _cursor.MoveTo(chunk.Segment.Packing, chunk.Segment.StateAt(state));
            if (_cursor.Enabled.Count > 0) TakeSteps(chunk, state);
            else LetTimeGoOn(chunk, state);
        }
    }

    private void TakeSteps(Chunk chunk, int state)
    {
        var (way, rank, spins) = (0, 0, true);
        for (var actor = _cursor.Enabled.Next(ref rank); actor >= 0; actor = _cursor.Enabled.Next(ref rank))
        {
            foreach (var edge in _cursor.Enabled[actor].Edges)
            {
                spins &= edge.Spins;
                Take(chunk, state, edge, way++);
            }
        }

        if (spins) Spin(chunk, state);
    }

    private void LetTimeGoOn(Chunk chunk, int state)
    {
        var edges = space.TimeGoesOn(_cursor.State);
        if (edges.Length == 0) chunk.Findings.Add(new Chunk.Finding(state, -1, null, null));
        for (var way = 0; way < edges.Length; way++) Take(chunk, state, edges[way], way);
    }

    private void Take(Chunk chunk, int state, Edge edge, int way)
    {
        if (!edge.WasTaken) space.Note(edge);
        chunk.Transitions++;
        if (edge.Fails) chunk.Findings.Add(new Chunk.Finding(state, way, edge, null));
        if (edge.Mistake is null) chunk.Add(StateSpace.FingerprintAfter(_cursor.Fingerprint, _cursor.State, edge), edge, state, way);
    }

    private void Spin(Chunk chunk, int state)
    {
        var edges = new List<Edge>();
        space.Expand(_cursor.State, edges);
        var threads = string.Join(" and ", edges.Select(space.NameOf).Distinct(StringComparer.Ordinal));
        chunk.Findings.Add(new Chunk.Finding(state, 0, null, threads));
    }
}
