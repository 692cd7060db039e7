using System.Globalization;
using AioSpec.Text;
using Xunit.Abstractions;

namespace AioSim.Tests.Agreement;

/// <summary>
/// The judge, which reasons with bounds, and the enumerator, which tries everything, share nothing but the model. On any
/// history of at most eight operations they say the same.
/// </summary>
public sealed class AgreementTests(ITestOutputHelper output)
{
    private const int MostUndecided = 20;

    /// <summary>How many histories: AIOSIM_AGREEMENT, or 600.</summary>
    private static int Histories { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_AGREEMENT"), CultureInfo.InvariantCulture, out var count) ? count : 600;

    [Fact]
    public void The_judge_and_the_enumerator_agree()
    {
        var counts = new int[Enum.GetValues<Stand>().Length];
        var differences = new SortedDictionary<int, string>();
        Parallel.For(0, Histories, seed =>
        {
            if (SmallHistories.Any(seed) is not { } history) return;
            var opinions = Opinions.Of(history);
            Interlocked.Increment(ref counts[(int)opinions.Stand]);
            if (opinions.Stand is not (Stand.TooWeak or Stand.TooStrict)) return;
            lock (differences) differences.Add(seed, $"seed {seed}: {opinions}\n{HistoryText.Print(history)}");
        });

        var all = counts.Sum();
        foreach (var stand in Enum.GetValues<Stand>()) output.WriteLine($"{stand,-18} {counts[(int)stand],8} of {all}");
        var undecided = counts[(int)Stand.JudgeCannotTell] + counts[(int)Stand.OracleCannotTell];
        Assert.True(100 * undecided <= MostUndecided * all, $"{undecided} of {all} are undecided");
        Assert.True(differences.Count == 0, string.Join('\n', differences.Values.Take(3)));
    }
}
