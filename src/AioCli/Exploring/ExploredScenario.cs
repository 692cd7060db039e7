using System.Collections.Immutable;
using AioCli.Reports;
using AioSim.Exploration;
using AioSim.Scenarios;

namespace AioCli.Exploring;

/// <summary>A scenario, and what its exploration has found.</summary>
/// <param name="Path">The file, as the user named it.</param>
/// <param name="Name">The name of the scenario; the path where the file could not be read.</param>
internal sealed record ExploredScenario(string Path, string Name)
{
    /// <summary>What was found; null where the file has mistakes.</summary>
    public ExplorationResult? Result { get; init; }

    /// <summary>The seed of the device and of schedules that are drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>The part of the work that this is.</summary>
    public WorkShare Shard { get; init; } = WorkShare.All;

    /// <summary>What is expected of all schedules together.</summary>
    public ExpectedOutcomes Expected { get; init; } = ExpectedOutcomes.None;

    /// <summary>The races of the catalogue that it shows.</summary>
    public ImmutableArray<string> Races { get; init; } = [];

    /// <summary>Mistakes in the file.</summary>
    public ImmutableArray<Problem> Mistakes { get; init; } = [];

    /// <summary>The files that were written for its failures, in the order of the failures.</summary>
    public ImmutableArray<FailureFile> Files { get; init; } = [];

    /// <summary>What is not as expected of all schedules together.</summary>
    public ImmutableArray<string> Unexpected => Result is null ? [] :
        [.. Expected.Mistakes([.. Result.Outcomes.Select(o => o.Text)], Result.Coverage, Result.Complete && Shard.Of == 1)];

    /// <summary>How it ended.</summary>
    public CaseStatus Status => Result is null ? CaseStatus.Error
        : Result.Failures.Length > 0 || Unexpected.Length > 0 ? CaseStatus.Fail
        : CaseStatus.Pass;

    /// <summary>For the reports of other tools.</summary>
    public Case ToCase() => new(Path, Name, Status, [.. Mistakes, .. Problems()]);

    private IEnumerable<Problem> Problems()
    {
        foreach (var failure in Result?.Failures ?? []) yield return new Problem(failure.Requirement ?? Rules.Expectation, failure.Message, failure.Place);
        foreach (var unexpected in Unexpected) yield return new Problem(Rules.Expectation, unexpected, null);
    }
}

/// <summary>What was written for a failure.</summary>
/// <param name="Replay">The replay file; null where there is none.</param>
/// <param name="Shrunk">The scenario that it was shrunk to; null where there is none.</param>
internal sealed record FailureFile(string? Replay, string? Shrunk);
