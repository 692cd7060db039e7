using AioCli.Conformance.Campaign;
using AioCli.Conformance.Suite;
using AioCli.Targets;
using AioSpec.Catalogue;
using AioSpec.FsCheck.Changes;
using AioSpec.Judging;

namespace AioCli.Tests.Conformance;

public sealed class FixedSuiteTests
{
    /// <summary>What the standard leaves undefined no program may do.</summary>
    private static readonly string[] s_undefined = ["R09", "R25"];

    public static TheoryData<string> Groups => [.. FixedSuite.All.Select(p => p.Name.Split('/')[0]).Distinct()];

    [Fact]
    public void Every_requirement_that_can_be_observed_has_a_positive_and_a_negative_program()
    {
        var observable = Requirements.All.Where(r => r.IsObservable).Select(r => r.Id).ToList();

        Assert.Empty(observable.Except(FixedSuite.All.SelectMany(p => p.Shows)));
        Assert.Empty(observable.Except(FixedSuite.All.SelectMany(p => p.Against)));
    }

    [Fact]
    public void Every_race_of_the_catalogue_has_a_program_but_for_what_is_undefined() =>
        Assert.Equal(s_undefined, Races.All.Select(r => r.Id).Except(FixedSuite.All.SelectMany(p => p.Races)));

    [Theory]
    [MemberData(nameof(Groups))]
    public void Each_program_is_permitted_and_a_change_of_what_was_seen_would_break_each_requirement_that_it_names(string group)
    {
        using var target = new SimulatorTarget();
        var laboratory = new Laboratory(target, d => d);

        Assert.All(FixedSuite.All.Where(p => p.Name.StartsWith(group + "/", StringComparison.Ordinal)), program => Assert.Empty(Missing(laboratory, program)));
    }

    /// <summary>What it claims and does not exercise in any of several schedules.</summary>
    private static HashSet<string> Missing(Laboratory laboratory, SuiteProgram program)
    {
        var missing = program.Claims.ToHashSet(StringComparer.Ordinal);
        for (ulong seed = 0; seed < 24 && missing.Count > 0; seed++)
        {
            var trial = laboratory.Try(new Experiment(program.Name, program.Program, seed), CancellationToken.None);
            // The simulator has one process: what forks is held to its claims by hand.
            if (trial.Verdict is null) return [];
            Assert.Equal(Answer.Permitted, trial.Verdict.Answer);
            Assert.Empty(trial.Performance.Failures);
            missing.ExceptWith(SingleChanges.Exercised(trial.Performance.History, missing));
        }

        return missing;
    }
}
