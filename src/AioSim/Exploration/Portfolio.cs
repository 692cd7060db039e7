namespace AioSim.Exploration;

/// <summary>All states where that can be done within the bound; where it cannot, a third of the schedules each at random, by PCT and by URW.</summary>
internal sealed class Portfolio(ExplorationOptions options, StateSpace space, Ways ways)
{
    public ExplorationResult Run()
    {
        // The shares of states overlap; so in shares it is the first that looks whether all states can be had.
        var all = new ExhaustiveSearch(options, space, ways).Run();
        if (all.Complete || all.Interrupted) return all;
        var parts = new List<ExplorationResult> { all };
        ExplorationStrategy[] strategies = [ExplorationStrategy.Random, ExplorationStrategy.Pct, ExplorationStrategy.Urw];
        foreach (var strategy in strategies)
        {
            parts.Add(Walks.Run(options with { MaxSchedules = (options.MaxSchedules + 2) / 3 }, strategy, space, ways));
            if (parts[^1].Interrupted) break;
        }

        return ExplorationResult.Join(parts) with { Strategy = ExplorationStrategy.Portfolio };
    }
}
