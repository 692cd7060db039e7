using AioSpec.Judging;

namespace AioSim.Tests.Properties;

/// <summary>What the simulator does, the judge permits: both ask the same rules, the judge from outside.</summary>
public sealed class JudgeProperties
{
    [Fact]
    public void The_judge_permits_every_simulated_run() => Simulated.All(Simulated.Programs, seed =>
    {
        var verdict = Judge.Of(Simulated.Run(Simulated.Program(seed), seed).History);
        if (verdict.Findings.IsEmpty) return null;
        var first = verdict.Findings[0];
        return Simulated.Smallest(seed, first.ToString(), program => Finds(program, seed, first.Requirement));
    });

    [Fact]
    public void It_can_judge_nearly_all_of_what_it_sees()
    {
        const int Runs = 1_000;
        var inconclusive = Enumerable.Range(0, Runs)
            .Count(seed => Judge.Of(Simulated.Run(Simulated.Program(seed), seed).History).Answer == Answer.Inconclusive);

        Assert.InRange(inconclusive, 0, Runs / 20);
    }

    private static bool Finds(AioSpec.Programs.Program program, int seed, string requirement) =>
        Judge.Of(Simulated.Run(program, seed).History).Findings.Any(f => f.Requirement == requirement);
}
