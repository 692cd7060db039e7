namespace AioSim.Exploration;

/// <summary>The states of one depth that are still to be expanded, packed; in the order in which they were reached.</summary>
internal sealed class Level
{
    private readonly List<Segment> _segments = [];

    public int Count { get; private set; }

    public IReadOnlyList<Segment> Segments => _segments;

    public void Add(Segment segment)
    {
        if (segment.Count == 0) return;
        _segments.Add(segment);
        Count += segment.Count;
    }

    /// <summary>The states that are chosen.</summary>
    public Level Where(Func<bool> takesNext)
    {
        var some = new Level();
        foreach (var segment in _segments)
        {
            var chosen = Enumerable.Range(0, segment.Count).Where(_ => takesNext()).ToArray();
            var words = chosen.SelectMany(i => segment.StateAt(i).ToArray()).ToArray();
            some.Add(new Segment(segment.Packing, words, [.. chosen.Select(segment.NumberAt)]));
        }

        return some;
    }
}

/// <summary>States that are packed in the same way.</summary>
internal sealed class Segment
{
    private readonly int _first;
    private readonly int[]? _numbers;
    private readonly ulong[] _words;

    /// <summary>States with the numbers from <paramref name="first"/> on, whose words are written afterwards.</summary>
    public Segment(Packing packing, int first, int count) => (Packing, _first, Count, _words) = (packing, first, count, new ulong[count * packing.Words]);

    /// <summary>States with these numbers.</summary>
    public Segment(Packing packing, ulong[] words, int[] numbers) => (Packing, _words, _numbers, Count) = (packing, words, numbers, numbers.Length);

    public Packing Packing { get; }

    public int Count { get; }

    public int NumberAt(int index) => _numbers is null ? _first + index : _numbers[index];

    public Span<ulong> StateAt(int index) => _words.AsSpan(index * Packing.Words, Packing.Words);
}
