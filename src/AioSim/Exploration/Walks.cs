namespace AioSim.Exploration;

/// <summary>The strategies that draw schedules.</summary>
internal static class Walks
{
    public static ExplorationResult Run(ExplorationOptions options, ExplorationStrategy strategy, StateSpace space, Ways ways)
    {
        var measures = strategy == ExplorationStrategy.Random ? new Measures() : Measures.Of(new Walker(space, options.MaxSteps));
        IWalk walk = strategy switch
        {
            ExplorationStrategy.Pct => new PctWalk(options.Seed, Math.Max(1, options.Depth), measures),
            ExplorationStrategy.Urw => new UrwWalk(options.Seed, measures),
            _ => new RandomWalk(options.Seed),
        };
        var (number, of) = (options.Share.Number, options.Share.Of);
        return new WalkSearch(options, space, ways, walk, measures).Run(
            (long)((Int128)options.MaxSchedules * (number - 1) / of), (long)((Int128)options.MaxSchedules * number / of));
    }
}
