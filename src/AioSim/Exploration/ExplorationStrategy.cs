namespace AioSim.Exploration;

/// <summary>How the schedules of a program are walked.</summary>
public enum ExplorationStrategy
{
    /// <summary>All states: every step that is enabled is taken from every state that can be reached, each state once.</summary>
    Exhaustive,
    /// <summary>One schedule of each class of schedules that differ in the order of independent steps only.</summary>
    Dpor,
    /// <summary>Each enabled step is as likely as any other.</summary>
    Random,
    /// <summary>Priorities with d - 1 points of change, d from 1 up to the depth in turn.</summary>
    Pct,
    /// <summary>Each interleaving is as likely as any other: steps are weighted by what remains to be done.</summary>
    Urw,
    /// <summary>Exhaustive up to the bound; where that is reached, random, PCT and URW in turn.</summary>
    Portfolio,
}
