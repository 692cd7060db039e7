using Aio.Benchmarks.Programs;
using AioCli.Exploring;
using AioSim.Exploration;
using AioSim.Shrinking;

namespace Aio.Benchmarks.Reporting;

/// <summary>The explorer: states stored, failures shrunk, and schedules drawn of the race of a request with its cancellation; the last against Coyote.</summary>
internal static class ExplorationGroups
{
    private static readonly int[] s_stored = [2, 3, 4];

    /// <summary>Requests that give Coyote about 33, 200 and 1,200 scheduling points, with how many times its schedules a second are wanted.</summary>
    private static readonly (int Requests, int Points, double Times)[] s_drawn = [(3, 33, 400), (18, 200, 200), (109, 1200, 200)];

    public static IEnumerable<Func<Group>> All(int scale)
    {
        yield return () => States(scale);
        yield return () => Workers(scale);
        yield return Shrinking;
        foreach (var (requests, points, times) in s_drawn) yield return () => Schedules(requests, points, times, scale);
    }

    private static Group States(int scale)
    {
        var stored = s_stored.Take(scale > 1 ? 1 : s_stored.Length).ToArray();
        var subjects = stored.Select(n => new Subject($"all states, {n} requests", "state", () => StatesOf(n))).ToArray();
        return new Group("exhaustive exploration of cancellation races", subjects)
        {
            MostRounds = 3,
            Goals = () => subjects.Select((s, i) => Goal.Least($"million states a second, {stored[i]} requests", 1000 / s.Processor.Median, 1)),
        };
    }

    /// <summary>
    /// One search by one worker and by two; and two searches that have nothing to do with each other, which tell what the two processors give at
    /// most. Nothing is judged, so that all of it is the search.
    /// </summary>
    private static Group Workers(int scale)
    {
        var one = new Subject("4 requests, one worker", "state", () => StatesOf(4, 4_000_000 / scale));
        var two = new Subject("4 requests, two workers", "state", () => StatesByTwo(4, 4_000_000 / scale));
        var apart = new Subject("4 requests, two searches", "state", () => StatesOfTwo(4, 4_000_000 / scale));
        return new Group("exhaustive exploration by one and by two", [one, two, apart])
        {
            MostRounds = 5,
            Ratios = () =>
            [
                ("two workers over one, states a second", two.FasterThan(one)),
                ("two searches over one, states a second", apart.FasterThan(one)),
            ],
            Goals = () => [Goal.Least("times as many states a second by two workers", two.FasterThan(one), 1.7)],
        };
    }

    private static Group Shrinking()
    {
        var (recording, failure) = LongFailure.Record();
        var shrinking = new Subject($"shrinking, {recording.Steps} steps", "failure", () =>
        {
            _ = Shrinker.Shrink(recording, failure) ?? throw new InvalidOperationException("the failure does not recur");
            return 1;
        });
        return new Group("shrinking of a failure", [shrinking])
        {
            MostRounds = 3,
            Goals = () => [Goal.Most("seconds to shrink a failure of 200 steps", shrinking.Wall.Median / 1e9, 2)],
        };
    }

    private static Group Schedules(int requests, int points, double times, int scale)
    {
        var ours = new Subject($"at random, {points} points", "schedule", () => SchedulesOf(requests, Math.Max(1, 600_000 / points / scale)));
        var coyote = new Subject($"Coyote, {points} points", "schedule", () => CoyoteRace.Run(requests, Math.Max(1, 20_000 / points / scale)));
        return new Group($"schedules of cancellation races, {points} points", [ours, coyote])
        {
            MostRounds = 5,
            Ratios = () => [("Coyote over ours, a schedule", coyote.TimesByUnit(ours))],
            Goals = () => [Goal.Least($"times Coyote's schedules a second, {points} points", coyote.Wall.Median / ours.Wall.Median, times)],
        };
    }

    private static long StatesOf(int requests, long most = 1_000_000, ICrew? crew = null) => Explorer.Explore(
        CancelRace.Of(requests),
        new ExplorationOptions { Strategy = ExplorationStrategy.Exhaustive, MaxStates = most, Judge = false, Crew = crew }).States;

    private static long StatesOfTwo(int requests, long most)
    {
        long states = 0;
        var other = new Thread(() => Interlocked.Add(ref states, StatesOf(requests, most)));
        other.Start();
        Interlocked.Add(ref states, StatesOf(requests, most));
        other.Join();
        return states;
    }

    private static long StatesByTwo(int requests, long most)
    {
        var (crew, isOver) = (new Crew(2), false);
        var helper = new Thread(() => crew.Help(() => Volatile.Read(ref isOver)));
        helper.Start();
        try
        {
            return StatesOf(requests, most, crew);
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            crew.Wake();
            helper.Join();
        }
    }

    private static long SchedulesOf(int requests, long schedules) => Explorer.Explore(
        CancelRace.Of(requests),
        new ExplorationOptions { Strategy = ExplorationStrategy.Random, MaxSchedules = schedules, MaxOutcomes = 0, Judge = false }).Schedules;
}
