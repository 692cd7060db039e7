using AioSim.Chance;

namespace AioSim.Exploration;

/// <summary>
/// Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic
/// Guarantees of Finding Bugs, ASPLOS 2010): the actor of the highest priority goes first; priorities are drawn, and at d - 1 of the
/// k steps, drawn as well, whoever would go next falls below all others. A bug of depth d is met with a chance of at least 1/(n·k^(d-1)).
/// </summary>
/// <remarks>The depth goes round from 1 to that asked for, a schedule each.</remarks>
internal sealed class PctWalk(ulong seed, int depths, Measures measures) : IWalk
{
    private readonly ulong _seed = seed;
    private long[] _priorities = [];
    private int[] _changes = [];
    private Prng _prng;

    public ExplorationStrategy Strategy => ExplorationStrategy.Pct;

    public void Begin(long schedule)
    {
        _prng = WalkSeeds.Of(_seed, Strategy, schedule);
        Array.Clear(_priorities);
        _changes = new int[DepthOf(schedule) - 1];
        for (var i = 0; i < _changes.Length; i++) _changes[i] = 1 + _prng.Below(Math.Max(1, measures.Steps));
    }

    public Edge Choose(Walker walker)
    {
        var highest = Highest(walker);
        for (var change = 0; change < _changes.Length; change++)
        {
            if (_changes[change] != walker.Steps + 1) continue;
            Lower(highest, change + 1);
            highest = Highest(walker);
        }

        return WalkSeeds.OneOf(walker.EdgesOf(highest), ref _prng);
    }

    public IEnumerable<Guarantee> Guarantees(long first, long schedules)
    {
        for (var depth = 1; depth <= depths; depth++)
        {
            var runs = Enumerable.Range(0, depths).LongCount(offset => DepthOf(first + offset) == depth && offset < schedules);
            var whole = schedules / depths + Enumerable.Range(0, (int)(schedules % depths)).Count(rest => DepthOf(first + rest) == depth);
            if (runs > 0) yield return new Guarantee(Strategy, whole, 0, Complete: false) { Depth = depth, Actors = measures.Actors, Steps = measures.Steps };
        }
    }

    private int DepthOf(long schedule) => 1 + (int)(schedule % depths);

    private int Highest(Walker walker)
    {
        var highest = -1;
        for (var i = 0; i < walker.EnabledCount; i++)
        {
            var actor = walker.EnabledAt(i);
            if (highest < 0 || PriorityOf(actor) > PriorityOf(highest)) highest = actor;
        }

        return highest;
    }

    private void Lower(int actor, long priority)
    {
        PriorityOf(actor);
        _priorities[actor] = priority;
    }

    /// <summary>Drawn when an actor is met first; those of changes lie below all of them.</summary>
    private long PriorityOf(int actor)
    {
        if (actor >= _priorities.Length) Array.Resize(ref _priorities, actor + 8);
        ref var priority = ref _priorities[actor];
        if (priority == 0) priority = depths + 1 + (long)(_prng.Next() >> 2);
        return priority;
    }
}
