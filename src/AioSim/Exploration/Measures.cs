using AioSim.Chance;

namespace AioSim.Exploration;

/// <summary>
/// What schedules of a program are like, measured beforehand: how many actors take steps, how many steps there are, how many
/// each actor takes, and who lets whom begin.
/// </summary>
internal sealed class Measures
{
    private const int Schedules = 64;

    private readonly List<int> _stepsOf = [];
    private readonly List<int> _parents = [];

    /// <summary>Measures, for a strategy that asks.</summary>
    public static Measures Of(Walker walker)
    {
        var measures = new Measures();
        var prng = new Prng(1);
        for (var i = 0; i < Schedules; i++) measures.Measure(walker, ref prng);
        return measures;
    }

    /// <summary>The most actors of a schedule.</summary>
    public int Actors { get; private set; }

    /// <summary>The most steps of a schedule.</summary>
    public int Steps { get; private set; }

    /// <summary>How many actors were met.</summary>
    public int Count => _stepsOf.Count;

    /// <summary>The most steps of an actor.</summary>
    public int StepsOf(int actor) => actor < _stepsOf.Count ? _stepsOf[actor] : 1;

    /// <summary>Who let an actor begin, or -1: it was there from the start.</summary>
    public int ParentOf(int actor) => actor < _parents.Count ? _parents[actor] : -1;

    /// <summary>A schedule was longer than any before, or had more actors.</summary>
    public void Note(int actors, int steps) => (Actors, Steps) = (Math.Max(Actors, actors), Math.Max(Steps, steps));

    private void Measure(Walker walker, ref Prng prng)
    {
        var steps = new List<int>();
        walker.Start();
        while (walker.GoesOn())
        {
            var actor = walker.EnabledAt(prng.Below(walker.EnabledCount));
            while (steps.Count <= actor) steps.Add(0);
            steps[actor]++;
            var edge = WalkSeeds.OneOf(walker.EdgesOf(actor), ref prng);
            foreach (var begun in walker.BegunIn(edge)) SetParent(begun, actor);
            walker.Take(edge);
        }

        Note(steps.Count(s => s > 0), walker.Steps);
        for (var actor = 0; actor < steps.Count; actor++)
        {
            while (_stepsOf.Count <= actor) _stepsOf.Add(0);
            _stepsOf[actor] = Math.Max(_stepsOf[actor], steps[actor]);
        }
    }

    private void SetParent(int actor, int parent)
    {
        while (_parents.Count <= actor) _parents.Add(-1);
        // Who begins anew may have let the other begin: they stay a forest.
        for (var above = parent; above >= 0; above = ParentOf(above))
        {
            if (above == actor) return;
        }

        if (_parents[actor] < 0) _parents[actor] = parent;
    }
}
