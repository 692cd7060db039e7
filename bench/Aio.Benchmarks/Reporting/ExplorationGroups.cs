using Aio.Benchmarks.Programs;
using AioSim.Exploration;

namespace Aio.Benchmarks.Reporting;

/// <summary>The explorer: states stored, and schedules drawn, of the race of a request with its cancellation.</summary>
internal static class ExplorationGroups
{
    private static readonly int[] s_stored = [2, 3, 4];

    /// <summary>About 33, 200 and 1,200 steps that are interleaved, beside those that submit.</summary>
    private static readonly int[] s_drawn = [3, 18, 109];

    public static IEnumerable<Func<Group>> All(int scale)
    {
        yield return () => States(scale);
        yield return () => Schedules(scale);
    }

    private static Group States(int scale)
    {
        var subjects = s_stored.Take(scale > 1 ? 1 : s_stored.Length).Select(n => new Subject($"all states, {n} requests", "state", () => StatesOf(n))).ToArray();
        return new Group("exhaustive exploration of cancellation races", subjects)
        {
            MostRounds = 3,
            Goals = () => subjects.Select((s, i) => Goal.Least($"million states a second, {s_stored[i]} requests", 1000 / s.Processor.Median, 1)),
        };
    }

    private static Group Schedules(int scale)
    {
        var subjects = s_drawn.Select(n => new Subject($"schedules at random, {n} requests", "schedule", () => SchedulesOf(n, 300_000 / n / scale))).ToArray();
        return new Group("schedules of cancellation races", subjects) { MostRounds = 5 };
    }

    private static long StatesOf(int requests) => Explorer.Explore(
        CancelRace.Of(requests),
        new ExplorationOptions { Strategy = ExplorationStrategy.Exhaustive, MaxStates = 50_000_000, Judge = false }).States;

    private static long SchedulesOf(int requests, long schedules) => Explorer.Explore(
        CancelRace.Of(requests),
        new ExplorationOptions { Strategy = ExplorationStrategy.Random, MaxSchedules = Math.Max(1, schedules), Judge = false }).Schedules;
}
