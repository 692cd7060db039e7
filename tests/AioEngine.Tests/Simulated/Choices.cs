namespace AioEngine.Tests.Simulated;

/// <summary>The decisions of one run: those that are given, then the first of each.</summary>
internal sealed class Choices(int[] given)
{
    private readonly List<(int Options, int Taken)> _made = [];

    /// <summary>Whether all that were given are made: what comes is new.</summary>
    internal bool AreNew => _made.Count >= given.Length;

    internal int Choose(int options)
    {
        var taken = _made.Count < given.Length ? given[_made.Count] : 0;
        _made.Add((options, taken));
        return taken;
    }

    /// <summary>The decisions that were not taken where this run was new, each with what came before it.</summary>
    internal IEnumerable<int[]> Others()
    {
        for (var at = _made.Count - 1; at >= given.Length; at--)
        {
            for (var other = 1; other < _made[at].Options; other++) yield return [.. _made.Take(at).Select(m => m.Taken), other];
        }
    }
}
