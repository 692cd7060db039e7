namespace AioSim.Exploration;

/// <summary>States of a level that lie beside each other, and what the steps from them lead to: a piece of work.</summary>
internal sealed class Chunk
{
    private Step[] _steps = new Step[256];
    private Reaching[] _parts = [new()];
    private int _groups = 1;

    /// <summary>Where the states lie.</summary>
    public Segment Segment { get; private set; } = null!;

    /// <summary>Which of them: from this one on, up to before that one.</summary>
    public (int From, int To) Range { get; private set; }

    /// <summary>The steps that lead to a state, in order.</summary>
    public ReadOnlySpan<Step> Steps => _steps.AsSpan(0, Count);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many steps have reached a state first, as far as that was found out.</summary>
    public int News => _parts.Take(_groups).Sum(part => part.News);

    /// <summary>How many of those are kept.</summary>
    public int Kept { get; set; }

    /// <summary>Where the kept states go.</summary>
    public int Target { get; set; }

    /// <summary>Steps taken, those among them that lead to no state.</summary>
    public long Transitions { get; set; }

    /// <summary>States without a step, those that go round for ever, and steps in which something does not hold: in order.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>The steps of a group: those whose fingerprints one of several finds out about.</summary>
    public Reaching Part(int group) => _parts[group];

    /// <summary>Begins with other states, and with steps that are parted into so many groups.</summary>
    public void Begin(Segment segment, int from, int to, int groups)
    {
        (Segment, Range, Count, Kept, Transitions, _groups) = (segment, (from, to), 0, 0, 0, groups);
        Findings.Clear();
        while (_parts.Length < groups) _parts = [.. _parts, new()];
        for (var group = 0; group < groups; group++) _parts[group].Clear();
    }

    public void Add(UInt128 fingerprint, Edge edge, int parent, int way)
    {
        if (Count == _steps.Length) Array.Resize(ref _steps, Count * 2);
        _parts[FingerprintSet.GroupOf(fingerprint, _groups)].Add(fingerprint, Count);
        _steps[Count++] = new Step(edge, parent, checked((ushort)way));
    }

    /// <summary>The next step, in order, that has reached a state first; each is told once.</summary>
    public bool TryNext(out Step step)
    {
        var first = _parts[0];
        for (var group = 1; group < _groups; group++)
        {
            if (_parts[group].Next < first.Next) first = _parts[group];
        }

        step = first.Next < Count ? _steps[first.Next] : default;
        return first.TakeNext();
    }

    /// <summary>A step from a state of the chunk.</summary>
    /// <param name="Edge">What it is.</param>
    /// <param name="Parent">The state in the segment.</param>
    /// <param name="Way">Which of the state's edges it is.</param>
    internal readonly record struct Step(Edge Edge, int Parent, ushort Way);

    /// <summary>Something to be told.</summary>
    /// <param name="Parent">The state in the segment.</param>
    /// <param name="Way">Which of its edges, -1 where it has none.</param>
    /// <param name="Failed">The edge in which something does not hold.</param>
    /// <param name="Spinning">Who goes round for ever.</param>
    internal readonly record struct Finding(int Parent, int Way, Edge? Failed, string? Spinning);
}
