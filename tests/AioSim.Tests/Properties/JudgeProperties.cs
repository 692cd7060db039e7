using System.Text.RegularExpressions;
using AioSpec.Judging;
using Xunit.Abstractions;

namespace AioSim.Tests.Properties;

/// <summary>What the simulator does, the judge permits: both ask the same rules, the judge from outside.</summary>
public sealed partial class JudgeProperties(ITestOutputHelper output)
{
    /// <summary>Of each program, in one go: it runs once as it is looked at and once as nobody looks.</summary>
    [Fact]
    public void Every_simulated_run_is_permitted_keeps_the_five_invariants_and_has_the_same_hash_again() => Simulated.All(Simulated.Programs, seed =>
    {
        var (result, history) = Simulated.Run(Simulated.Program(seed), seed);
        var again = Simulator.Run(Simulated.Program(seed), Simulated.Options(seed)).TraceHash;
        if (result.TraceHash != again) return $"the hash is {result.TraceHash}, and {again} the second time";
        if (FiveInvariants.Broken(history) is { } broken) return Simulated.Smallest(seed, broken, program => FiveInvariants.Broken(Simulated.Run(program, seed).History) is not null);
        var verdict = Judge.Of(history);
        if (verdict.Findings.IsEmpty) return null;
        var first = verdict.Findings[0];
        return Simulated.Smallest(seed, first.ToString(), program => Finds(program, seed, first.Requirement));
    });

    [Fact]
    public void It_can_judge_nearly_all_of_what_it_sees()
    {
        const int Runs = 1_000;
        var doubts = Enumerable.Range(0, Runs)
            .Select(seed => Judge.Of(Simulated.Run(Simulated.Program(seed), seed).History))
            .Where(verdict => verdict.Answer == Answer.Inconclusive)
            .Select(verdict => Path().Replace(verdict.Doubts[0].Reason, "FILE"))
            .ToList();

        output.WriteLine($"inconclusive: {doubts.Count} of {Runs} runs");
        foreach (var (reason, count) in doubts.CountBy(reason => reason).OrderByDescending(d => d.Value)) output.WriteLine($"{count,6} {reason}");
        Assert.InRange(doubts.Count, 0, Runs / 100);
    }

    [GeneratedRegex("/sim/[a-z]+")]
    private static partial Regex Path();

    private static bool Finds(AioSpec.Programs.Program program, int seed, string requirement) =>
        Judge.Of(Simulated.Run(program, seed).History).Findings.Any(f => f.Requirement == requirement);
}
