using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSim.Scenarios;

/// <summary>A scenario: a Program, and why it is there.</summary>
public sealed record Scenario
{
    /// <summary>What is performed, with what is expected of it.</summary>
    public required Program Program { get; init; }

    /// <summary>What it shows, in sentences; null where the file does not say.</summary>
    public string? Description { get; init; }

    /// <summary>The ids of the requirements that it shows.</summary>
    public ImmutableArray<string> Requirements { get; init; } = [];

    /// <summary>The ids of the requirements that it tempts an implementation to break: the neighbouring case, an error, a race.</summary>
    public ImmutableArray<string> Against { get; init; } = [];

    /// <summary>The races of the catalogue that it shows: <c>R01</c> and on.</summary>
    public ImmutableArray<string> Races { get; init; } = [];

    /// <summary>The seed of its schedule where no other is asked for; null: the target's default.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Its schedule, where no seed is asked for; null: the seed makes it.</summary>
    public SchedulePlan? Schedule { get; init; }

    /// <summary>What is expected of all schedules together.</summary>
    public ExpectedOutcomes Outcomes { get; init; } = ExpectedOutcomes.None;
}
