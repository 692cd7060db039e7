using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioSim.Tests.Properties;

/// <summary>The judge accepts whatever the simulator does: both ask the same rules.</summary>
public sealed class JudgeProperties
{
    [Fact]
    public void The_judge_permits_every_simulated_run() => Simulated.All(Simulated.Programs, seed =>
    {
        if (Refusal(Simulated.Program(seed), seed) is not { } refusal) return null;
        return Simulated.Smallest(seed, refusal, program => Refusal(program, seed) is not null);
    });

    private static string? Refusal(Program program, int seed)
    {
        var (result, history) = Simulated.Run(program, seed);
        if (result.StepLimitReached) return "the run takes too many steps";
        var verdict = Judge.Of(history);
        if (verdict.Violations.FirstOrDefault() is { } finding) return Text(finding, history);
        return verdict.Doubts.IsEmpty ? null : $"inconclusive: {verdict.Doubts[0].Reason}";
    }

    private static string Text(Finding finding, History history) =>
        $"{finding.Requirement}: saw {finding.Saw}; permitted {finding.Permitted}\n{string.Join("\n", finding.Evidence.Select(i => history.Events[(int)i]))}";
}
