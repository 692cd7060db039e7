using AioCli.Conformance.Campaign;
using AioCli.Conformance.Suite;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Tests.Conformance;

/// <summary>A smaller program is no gain where it hardly ever shows the defect.</summary>
public sealed class MinimizerTests
{
    /// <summary>Each step may pass by chance: without its open the program shows the defect in two of five runs, and with it in each.</summary>
    [Fact]
    public void The_smallest_program_shows_the_defect_about_as_often_as_the_first()
    {
        var suite = FixedSuite.All.Single(p => p.Name == "lists/bad-mode");
        using var target = new BrokenTarget(RareWithout<Open>());
        var laboratory = new Laboratory(target, d => d);
        var first = laboratory.Try(new Experiment(suite.Name, suite.Program, 0), CancellationToken.None);

        var violation = new Minimizer(laboratory, TimeProvider.System, CancellationToken.None).Minimize("LIO-01", [first], TimeSpan.FromMinutes(1));

        Assert.Contains(AioCli.Targets.Statements.Calls(violation.Trial.Experiment.Program), call => call is Open);
        Assert.Equal(violation.Of, violation.Failed);
    }

    /// <summary>An invalid mode is taken: always after a call of this type, else in two of five runs.</summary>
    private static Func<Call, Result, Result?> RareWithout<T>()
    {
        var (seen, runs) = (false, 0);
        return (call, result) =>
        {
            seen |= call is T;
            if (call is not LioListio || result.Value != -1) return null;
            var shows = seen || runs++ % 5 < 2;
            seen = false;
            return shows ? Result.Zero : null;
        };
    }
}
