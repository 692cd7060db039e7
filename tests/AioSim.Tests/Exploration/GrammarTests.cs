using System.Collections.Concurrent;
using System.Globalization;
using AioSim.Exploration;
using Xunit.Abstractions;

namespace AioSim.Tests.Exploration;

/// <summary>
/// Programs of up to four requests, all that a grammar makes: the outcomes that exploration finds are those of brute force. A
/// sample of each size, the more the smaller they are. AIOSIM_GRAMMAR says what else: <c>all</c>, or so many of each size; and with
/// <c>all,K/N</c> every N-th from the K-th on, for several nights or machines.
/// </summary>
public sealed class GrammarTests(ITestOutputHelper output)
{
    /// <summary>So many schedules of one request are run from their start to their end; where there are more, all states are come to instead.</summary>
    private const int FewSchedules = 3000;

    private const int DrawnSchedules = 5;

    /// <summary>Every so manieth program of a size is reduced as well: four requests have twenty thousand schedules.</summary>
    private static readonly int[] s_reduced = [1, 1, 8, 64];

    private long _reduced;

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 60)]
    [InlineData(3, 30)]
    [InlineData(4, 6)]
    public void Exploration_finds_what_brute_force_finds(int requests, long usual)
    {
        var asked = (Environment.GetEnvironmentVariable("AIOSIM_GRAMMAR") ?? Text(usual)).Split(',', '/');
        var numbers = Grammar.NumbersOf(requests);
        var (part, of) = asked.Length == 3 ? (Number(asked[1]), Number(asked[2])) : (1, 1);
        var count = asked[0] == "all" ? numbers : Math.Min(numbers, Number(asked[0]));
        var (compared, different) = (0L, new ConcurrentQueue<string>());
        Parallel.For(0, count, (i, loop) =>
        {
            // Steps of a prime that is no divisor spread a sample over all digits, and come to each program once.
            if (i % of != part - 1 || Grammar.At(requests, (long)((Int128)i * 7_368_787 % numbers)) is not { } text) return;
            Interlocked.Increment(ref compared);
            if (Compare(text, requests == 1, i / of % s_reduced[requests - 1] == 0) is not { } difference) return;
            different.Enqueue($"{difference}\n{text}");
            loop.Stop();
        });
        output.WriteLine(FormattableString.Invariant($"{requests} requests: {compared:N0} programs compared of {Grammar.SizeOf(requests):N0}, {_reduced:N0} of them reduced to the end; of the {Grammar.Size:N0} in all many differ in names alone"));
        Assert.True(different.IsEmpty, string.Join("\n", different));
        Assert.True(compared > 0);
    }

    /// <summary>
    /// With one of two kinds of lists, the first request in one of two threads with none to all of the others before the second thread's, but
    /// for an empty list; without a list in the first thread.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Programs_are_numbered_once(int requests)
    {
        var programs = new HashSet<string>();
        for (var number = 0L; number < Grammar.NumbersOf(requests); number++)
        {
            if (Grammar.At(requests, number) is { } text) Assert.True(programs.Add(text), text);
        }

        const int Tails = 9, Kinds = 4;
        Assert.Equal(Tails * Tails * (int)Math.Pow(Kinds, requests) * ((2 * ((2 * requests) - 1)) + requests), programs.Count);
    }

    private string? Compare(string text, bool everySchedule, bool reduce)
    {
        var program = Ran.Program(text);
        var options = Explored.All with { MaxStates = 300_000, Judge = false };
        var all = Explorer.Explore(program, options);
        if (!all.Complete) return "not all states are stored";
        var found = all.Texts();
        if (BruteForce.Drawn(program, DrawnSchedules).Except(found).FirstOrDefault() is { } missed) return $"exploration misses {missed}";
        var (brute, whole) = everySchedule ? BruteForce.Schedules(program, FewSchedules) : ([], false);
        if (brute.Except(found).FirstOrDefault() is { } lost) return $"exploration misses {lost}";
        if (!whole) brute = BruteForce.States(program);
        if (!brute.SetEquals(found)) return $"{string.Join("\n", found.Except(brute))}\nis not found by brute force, or the other way round:\n{string.Join("\n", brute.Except(found))}";
        if (!reduce) return null;
        var reduced = Explorer.Explore(program, options with { Strategy = ExplorationStrategy.Dpor, MaxSchedules = 200_000 });
        if (reduced.Texts().Except(brute).FirstOrDefault() is { } added) return $"reduction shows what is not: {added}";
        if (!reduced.Complete) return null;
        Interlocked.Increment(ref _reduced);
        return brute.Except(reduced.Texts()).FirstOrDefault() is { } lacking ? $"reduction misses {lacking}" : null;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
