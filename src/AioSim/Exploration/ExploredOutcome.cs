using System.Collections.Immutable;

namespace AioSim.Exploration;

/// <summary>Something that a program can be seen to do.</summary>
/// <param name="Text">
/// What was seen, in one canonical line: what the calls of each thread returned, the threads in order; notifications and what
/// functions saw; files that were changed; who is blocked. Neither times nor the order of events of different threads are in it.
/// </param>
/// <param name="Count">How many ends showed it.</param>
/// <param name="Schedule">A schedule that leads there: the first that a part of the work has found; of those of several parts the shortest, and of these the least.</param>
public sealed record ExploredOutcome(string Text, long Count, Schedule Schedule)
{
    /// <summary>Outcomes with the same text become one.</summary>
    internal static ImmutableArray<ExploredOutcome> Join(IEnumerable<ExploredOutcome> outcomes) =>
    [
        .. outcomes.GroupBy(outcome => outcome.Text, StringComparer.Ordinal)
            .Select(same => new ExploredOutcome(same.Key, same.Sum(o => o.Count), Schedules.Least(same.Select(o => o.Schedule))))
            .OrderBy(outcome => outcome.Text, StringComparer.Ordinal),
    ];
}
