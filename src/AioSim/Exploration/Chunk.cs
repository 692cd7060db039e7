namespace AioSim.Exploration;

/// <summary>States of a level that lie beside each other, and what the steps from them lead to: a piece of work.</summary>
internal sealed class Chunk
{
    private Step[] _steps = new Step[256];

    /// <summary>Where the states lie.</summary>
    public Segment Segment { get; private set; } = null!;

    /// <summary>Which of them: from this one on, up to before that one.</summary>
    public (int From, int To) Range { get; private set; }

    /// <summary>The steps that lead to a state, in order.</summary>
    public ReadOnlySpan<Step> Steps => _steps.AsSpan(0, Count);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Which of the steps have reached a state first.</summary>
    public bool[] IsNew { get; private set; } = [];

    /// <summary>How many of those are kept.</summary>
    public int Kept { get; set; }

    /// <summary>Where the kept states go.</summary>
    public int Target { get; set; }

    /// <summary>Steps taken, those among them that lead to no state.</summary>
    public long Transitions { get; set; }

    /// <summary>States without a step, those that go round for ever, and steps in which something does not hold: in order.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Begins with other states.</summary>
    public void Begin(Segment segment, int from, int to)
    {
        (Segment, Range, Count, Kept, Transitions) = (segment, (from, to), 0, 0, 0);
        Findings.Clear();
    }

    public void Add(UInt128 fingerprint, Edge edge, int parent, int way)
    {
        if (Count == _steps.Length) Array.Resize(ref _steps, Count * 2);
        _steps[Count++] = new Step(fingerprint, edge, parent, checked((ushort)way));
    }

    /// <summary>All steps are there; none has been looked at.</summary>
    public void Close()
    {
        if (IsNew.Length < Count) IsNew = new bool[_steps.Length];
        IsNew.AsSpan(0, Count).Clear();
    }

    /// <summary>A step from a state of the chunk.</summary>
    /// <param name="Fingerprint">That of the state to which it leads.</param>
    /// <param name="Edge">What it is.</param>
    /// <param name="Parent">The state in the segment.</param>
    /// <param name="Way">Which of the state's edges it is.</param>
    internal readonly record struct Step(UInt128 Fingerprint, Edge Edge, int Parent, ushort Way);

    /// <summary>Something to be told.</summary>
    /// <param name="Parent">The state in the segment.</param>
    /// <param name="Way">Which of its edges, -1 where it has none.</param>
    /// <param name="Failed">The edge in which something does not hold.</param>
    /// <param name="Spinning">Who goes round for ever.</param>
    internal readonly record struct Finding(int Parent, int Way, Edge? Failed, string? Spinning);
}
