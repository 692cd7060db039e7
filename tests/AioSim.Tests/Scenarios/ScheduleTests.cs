using AioSim.Exploration;
using AioSim.Scenarios;

namespace AioSim.Tests.Scenarios;

/// <summary>A scenario can carry a schedule, and what is expected of all schedules.</summary>
public sealed class ScheduleTests
{
    private const string Text = """
        scenario: 1
        name: two
        schedule:
          overlapping_calls: yes
          deviations:
            - { at: 1, step: "two" }
            - { at: 3, step: "r1: complete" }
        threads:
          one:
            - sleep: 1ms
          two:
            - sleep: 1ms
        outcomes:
          exactly:
            - "one: sleep 0"
          always:
            - one
          sometimes:
            - one
          never:
            - EINTR
            - [one, "sleep -1"]
          reaches:
            - CANCEL-10
          avoids:
            - running × aio_cancel

        """;

    [Fact]
    public void They_are_read_and_written()
    {
        var scenario = ScenarioReader.Read(Text, "a.yaml");
        var again = ScenarioReader.Read(ScenarioWriter.Write(scenario), "a.yaml");

        Assert.Equal(new[] { new Deviation(1, "two"), new Deviation(3, "r1: complete") }, scenario.Schedule!.Deviations.ToArray());
        Assert.True(scenario.Schedule.SplitCalls);
        Assert.Equal("one: sleep 0", Assert.Single(scenario.Outcomes.Exactly!.Value));
        Assert.Equal(scenario.Schedule, again.Schedule);
        Assert.Equal(scenario.Outcomes, again.Outcomes);
    }

    [Theory]
    [InlineData("aio_return r1 = 2", true)]
    [InlineData("aio_return r1 = 25", false)]
    [InlineData("xaio_return r1 = 2", false)]
    [InlineData("aio_return r1 = 25, aio_return r1 = 2; done 1", true)]
    public void Whole_words_are_found(string outcome, bool found) => Assert.Equal(found, new OutcomePattern(["aio_return r1 = 2"]).IsIn(outcome));

    [Fact]
    public void Deviations_out_of_order_are_a_mistake() => Assert.Contains(
        "a.yaml(6,5): a list, expected deviations in the order of their decisions",
        Assert.Throws<ScenarioError>(() => ScenarioReader.Read(Text.Replace("at: 1", "at: 3", StringComparison.Ordinal), "a.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_run_of_every_scenario_is_a_plan_that_gives_it_again() => Assert.All(Folders.ScenarioFiles, file =>
    {
        var program = ScenarioReader.Read(Folders.Text(file), file).Program;
        var taken = new PlanPolicy(SchedulePlan.Usual, follows: new RandomPolicy(3));
        var first = Simulator.Run(program, new SimulationOptions { Seed = 3, Policy = taken, Observer = taken });
        var planned = new PlanPolicy(taken.Taken);

        Assert.Equal(first.TraceHash, Simulator.Run(program, new SimulationOptions { Seed = 3, Policy = planned, Observer = planned }).TraceHash);
    });

    [Fact]
    public void What_is_not_as_expected_of_all_schedules_is_told()
    {
        var outcomes = ScenarioReader.Read(Text, "a.yaml").Outcomes;

        var reached = Coverage.None with { Requirements = ["CANCEL-10"] };
        var avoided = Coverage.None with { Pairs = ["running × aio_cancel"] };

        Assert.Empty(outcomes.Mistakes(["one: sleep 0"], reached, complete: true));
        Assert.Empty(outcomes.Mistakes(["one: sleep 0"], Coverage.None, complete: false));
        Assert.Equal(["no schedule reaches 'CANCEL-10'"], outcomes.Mistakes(["one: sleep 0"], Coverage.None, complete: true));
        Assert.Equal(["a schedule reaches 'running × aio_cancel', which is to be avoided"], outcomes.Mistakes(["one: sleep 0"], avoided, complete: false));
        Assert.Equal(["an outcome that is not expected: two", "an outcome without 'one', which is expected always: two"], outcomes.Mistakes(["two"], reached, complete: false));
        Assert.Equal(["an outcome that is not expected: one: sleep 0; EINTR", "an outcome with 'EINTR', which is never expected: one: sleep 0; EINTR"],
            outcomes.Mistakes(["one: sleep 0; EINTR"], reached, complete: false));
        Assert.Equal("an outcome with 'one' and 'sleep -1', which is never expected: one: sleep -1", outcomes.Mistakes(["one: sleep -1"], reached, complete: false).Last());
        Assert.Equal(["an outcome that is expected cannot be reached: one: sleep 0", "no outcome has 'one', which is expected sometimes"], outcomes.Mistakes([], reached, complete: true));
    }
}
