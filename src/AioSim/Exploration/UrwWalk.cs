using AioSim.Chance;

namespace AioSim.Exploration;

/// <summary>
/// A uniform random walk (Zhao, Wolff, Mathur, Roychoudhury: Selectively Uniform Concurrency Testing, ASPLOS 2025): who has more left to
/// do is the more likely to go next, in proportion. Where the number of steps of each actor does not depend on the schedule every
/// interleaving is as likely as any other. What an actor will let others do is part of what it has left: so it stays true of
/// requests, which begin when they are submitted (each order of a forest is as likely if a root is taken by the size of its tree).
/// </summary>
internal sealed class UrwWalk(ulong seed, Measures measures) : IWalk
{
    private readonly ulong _seed = seed;
    private long[] _left = [];
    private bool[] _begun = [];
    private long[] _trees = [];
    private Prng _prng;

    public ExplorationStrategy Strategy => ExplorationStrategy.Urw;

    public void Begin(long schedule)
    {
        _prng = WalkSeeds.Of(_seed, Strategy, schedule);
        if (_trees.Length < measures.Count) Plant();
        Array.Clear(_begun);
        _trees.CopyTo(_left, 0);
    }

    public Edge Choose(Walker walker)
    {
        for (var i = 0; i < walker.EnabledCount; i++) Meet(walker.EnabledAt(i));
        long sum = 0;
        for (var i = 0; i < walker.EnabledCount; i++) sum += WeightOf(walker.EnabledAt(i));
        var drawn = _prng.Below(sum);
        var at = 0;
        while (drawn >= WeightOf(walker.EnabledAt(at))) drawn -= WeightOf(walker.EnabledAt(at++));
        var actor = walker.EnabledAt(at);
        if (actor < _left.Length) _left[actor]--;
        return WalkSeeds.OneOf(walker.EdgesOf(actor), ref _prng);
    }

    public IEnumerable<Guarantee> Guarantees(long first, long schedules) => [new Guarantee(Strategy, schedules, 0, Complete: false)];

    /// <summary>When an actor is met first, what it has left is no more its parent's.</summary>
    private void Meet(int actor)
    {
        if (actor >= _left.Length || _begun[actor]) return;
        _begun[actor] = true;
        if (measures.ParentOf(actor) is >= 0 and var parent) _left[parent] -= _trees[actor];
    }

    private long WeightOf(int actor) => actor < _left.Length ? Math.Max(1, _left[actor]) : 1;

    /// <summary>What each actor does, with what it lets others do.</summary>
    private void Plant()
    {
        (_left, _begun, _trees) = (new long[measures.Count], new bool[measures.Count], new long[measures.Count]);
        for (var actor = 0; actor < measures.Count; actor++)
        {
            for (var above = actor; above >= 0; above = measures.ParentOf(above)) _trees[above] += measures.StepsOf(actor);
        }
    }
}
