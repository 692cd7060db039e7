using System.Globalization;
using AioSim.Exploration;
using Xunit.Abstractions;

namespace AioSim.Tests.Exploration;

/// <summary>
/// Programs of up to four requests, all that a grammar makes: the outcomes that exploration finds are those of brute force. A
/// sample of each size, the more the smaller they are; with AIOSIM_GRAMMAR=all all of them, with a number so many of each size.
/// </summary>
public sealed class GrammarTests(ITestOutputHelper output)
{
    private const int FewSchedules = 1000;

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 60)]
    [InlineData(3, 30)]
    [InlineData(4, 6)]
    public void Exploration_finds_what_brute_force_finds(int requests, long usual)
    {
        var (asked, size) = (Environment.GetEnvironmentVariable("AIOSIM_GRAMMAR"), Grammar.SizeOf(requests));
        var count = Math.Min(size, asked is null ? usual : asked == "all" ? size : long.Parse(asked, CultureInfo.InvariantCulture));
        output.WriteLine(FormattableString.Invariant($"{requests} requests: {count:N0} of {size:N0} programs, of {Grammar.Size:N0} in all"));
        // Steps of a prime that is no divisor spread a sample over all digits, and come to each program once.
        for (long i = 0; i < count; i++) Compare(requests, (long)((Int128)i * 7_368_787 % size));
    }

    private static void Compare(int requests, long number)
    {
        var text = Grammar.At(requests, number);
        var program = Ran.Program(text);
        var options = Explored.All with { MaxStates = 300_000, Judge = false };
        var all = Explorer.Explore(program, options);
        Assert.True(all.Complete, text);
        var (brute, whole) = BruteForce.Schedules(program, FewSchedules);
        Assert.True(!brute.Except(all.Texts()).Any(), $"{number}: exploration misses {brute.Except(all.Texts()).FirstOrDefault()}\n{text}");
        if (!whole) brute = BruteForce.States(program);
        Assert.True(brute.SetEquals(all.Texts()), $"{number}: {string.Join("\n", all.Texts().Except(brute))}\nis not found by brute force, or the other way round:\n{string.Join("\n", brute.Except(all.Texts()))}\n{text}");
        var reduced = Explorer.Explore(program, options with { Strategy = ExplorationStrategy.Dpor, MaxSchedules = FewSchedules });
        Assert.True(!reduced.Texts().Except(brute).Any(), $"{number}: reduction shows what is not\n{text}");
        Assert.True(!reduced.Complete || brute.SetEquals(reduced.Texts()), $"{number}: reduction misses {brute.Except(reduced.Texts()).FirstOrDefault()}\n{text}");
    }
}
