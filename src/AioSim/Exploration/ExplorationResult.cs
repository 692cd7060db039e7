using System.Collections.Immutable;

namespace AioSim.Exploration;

/// <summary>What an exploration has found.</summary>
public sealed record ExplorationResult
{
    /// <summary>The strategy that was asked for.</summary>
    public required ExplorationStrategy Strategy { get; init; }

    /// <summary>Schedules that came to an end; of a search that stores states, ends that were reached.</summary>
    public required long Schedules { get; init; }

    /// <summary>Different states; 0 where none are stored.</summary>
    public required long States { get; init; }

    /// <summary>Steps that were taken.</summary>
    public required long Transitions { get; init; }

    /// <summary>The most steps of a schedule.</summary>
    public required int Depth { get; init; }

    /// <summary>Nothing was left out: no bound was reached, and nobody ended it.</summary>
    public required bool Complete { get; init; }

    /// <summary>It was ended by <see cref="ExplorationOptions.Progress"/>.</summary>
    public bool Interrupted { get; init; }

    /// <summary>What is known of what was not seen, each strategy for itself.</summary>
    public required ImmutableArray<Guarantee> Guarantees { get; init; }

    /// <summary>The distinct outcomes, by their text.</summary>
    public required ImmutableArray<ExploredOutcome> Outcomes { get; init; }

    /// <summary>There are more outcomes than are listed.</summary>
    public bool OutcomesLeftOut { get; init; }

    /// <summary>The distinct failures, by kind and message.</summary>
    public required ImmutableArray<ExploredFailure> Failures { get; init; }

    /// <summary>What of the model was reached.</summary>
    public required Coverage Coverage { get; init; }

    /// <summary>The guarantees in words.</summary>
    public string GuaranteeText => string.Join("; ", Guarantees);

    /// <summary>Joins the parts of one exploration. The result does not depend on their order.</summary>
    public static ExplorationResult Join(IReadOnlyCollection<ExplorationResult> parts) => new()
    {
        Strategy = parts.First().Strategy,
        Schedules = parts.Sum(part => part.Schedules),
        States = parts.Sum(part => part.States),
        Transitions = parts.Sum(part => part.Transitions),
        Depth = parts.Max(part => part.Depth),
        Complete = parts.All(part => part.Complete),
        Interrupted = parts.Any(part => part.Interrupted),
        Guarantees = Guarantee.Join(parts.SelectMany(part => part.Guarantees)),
        Outcomes = ExploredOutcome.Join(parts.SelectMany(part => part.Outcomes)),
        OutcomesLeftOut = parts.Any(part => part.OutcomesLeftOut),
        Failures = ExploredFailure.Join(parts.SelectMany(part => part.Failures)),
        Coverage = Coverage.Join(parts.Select(part => part.Coverage)),
    };
}
