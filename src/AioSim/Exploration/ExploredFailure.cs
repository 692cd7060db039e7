using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>What is wrong with a schedule.</summary>
public enum FailureKind
{
    /// <summary>An expectation of the program does not hold.</summary>
    Expectation,
    /// <summary>Threads wait for each other, or for what never comes.</summary>
    Deadlock,
    /// <summary>Threads do steps for ever and nothing comes of them.</summary>
    Livelock,
    /// <summary>A thread waits for a notification that has come and is gone.</summary>
    LostNotification,
    /// <summary>A thread waits for a request that will never be complete.</summary>
    LostOperation,
    /// <summary>The judge does not permit the history.</summary>
    Violation,
    /// <summary>The program does what POSIX leaves undefined.</summary>
    Undefined,
    /// <summary>An invariant of the model is broken: a mistake of ours.</summary>
    Invariant,
    /// <summary>A schedule was cut: it took too many steps.</summary>
    StepLimit,
}

/// <summary>A way in which a program fails.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">In words.</param>
/// <param name="Requirement">The requirement that is broken, where there is one.</param>
/// <param name="Place">The statement, where it has a place.</param>
/// <param name="Count">How often it was met.</param>
/// <param name="Schedule">A schedule that fails so: of those that were found the shortest, and of these the least.</param>
public sealed record ExploredFailure(FailureKind Kind, string Message, string? Requirement, SourcePlace? Place, long Count, Schedule Schedule)
{
    /// <summary>Failures of the same kind with the same message become one.</summary>
    internal static ImmutableArray<ExploredFailure> Join(IEnumerable<ExploredFailure> failures) =>
    [
        .. failures.GroupBy(failure => (failure.Kind, failure.Message, failure.Requirement))
            .Select(same => same.First() with { Count = same.Sum(f => f.Count), Schedule = Schedules.Least(same.Select(f => f.Schedule)) })
            .OrderBy(failure => failure.Kind).ThenBy(failure => failure.Message, StringComparer.Ordinal)
            .ThenBy(failure => failure.Requirement, StringComparer.Ordinal),
    ];
}
