using AioSim.Chance;

namespace AioSim.Exploration;

/// <summary>Whoever can take a step is as likely as any other to take one.</summary>
internal sealed class RandomWalk(ulong seed) : IWalk
{
    private readonly ulong _seed = seed;
    private Prng _prng;

    public ExplorationStrategy Strategy => ExplorationStrategy.Random;

    public void Begin(long schedule) => _prng = WalkSeeds.Of(_seed, Strategy, schedule);

    public Edge Choose(Walker walker) =>
        WalkSeeds.OneOf(walker.EdgesOf(walker.EnabledAt(walker.EnabledCount == 1 ? 0 : _prng.Below(walker.EnabledCount))), ref _prng);

    public IEnumerable<Guarantee> Guarantees(long first, long schedules) => [new Guarantee(Strategy, schedules, 0, Complete: false)];
}
