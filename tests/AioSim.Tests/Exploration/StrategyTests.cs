using AioSim.Exploration;

namespace AioSim.Tests.Exploration;

/// <summary>Each way to walk the schedules, held against all states.</summary>
public sealed class StrategyTests
{
    /// <summary>Each of three threads takes two steps: it makes a call, and it ends.</summary>
    internal const string ThreeByTwo = """
        thread A
          sched_getparam()
        thread B
          sched_getparam()
        thread C
          sched_getparam()
        """;

    public static TheoryData<string> Programs { get; } = new(SmallPrograms.All.Keys);

    private static ExplorationOptions Every => Explored.All with { Reduce = false, MaxSchedules = 10_000 };

    [Fact]
    public void Three_tasks_of_two_steps_have_90_orders_in_90_executions()
    {
        var result = Explored.Of(ThreeByTwo, Every);
        Assert.Equal(90, result.Schedules);
        Assert.True(result.Complete);
        Assert.Equal("all 90 schedules", result.GuaranteeText);
    }

    [Fact]
    public void Of_independent_steps_one_order_is_enough() =>
        Assert.Equal(1, Explored.Of(ThreeByTwo, new ExplorationOptions { Strategy = ExplorationStrategy.Dpor }).Schedules);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Reduction_loses_no_outcome(string name)
    {
        var program = Ran.Program(SmallPrograms.All[name]);
        foreach (var split in new[] { false, true })
        {
            var all = Explorer.Explore(program, Explored.All with { SplitCalls = split });
            var options = new ExplorationOptions { Strategy = ExplorationStrategy.Dpor, SplitCalls = split, MaxSchedules = 3_000 };
            var reduced = Explorer.Explore(program, options).MustReplay(program, options);
            Assert.Empty(reduced.Texts().Except(all.Texts()));
            if (reduced.Complete) Assert.Equal(all.Texts(), reduced.Texts());
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_schedule_shows_what_all_states_show(string name)
    {
        var program = Ran.Program(SmallPrograms.All[name]);
        var all = Explorer.Explore(program, Explored.All);
        var every = Explorer.Explore(program, Every);
        if (every.Complete) Assert.Equal(all.Texts(), every.Texts());
        else Assert.Empty(every.Texts().Except(all.Texts()));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Whole_states_and_fingerprints_agree(string name)
    {
        var program = Ran.Program(SmallPrograms.All[name]);
        var exact = Explorer.Explore(program, Explored.All with { Exact = true });
        var all = Explorer.Explore(program, Explored.All);
        Assert.Equal((exact.States, exact.Transitions, exact.Schedules), (all.States, all.Transitions, all.Schedules));
        Assert.Equal(exact.Outcomes.ToArray(), all.Outcomes.ToArray());
        Assert.Equal(FormattableString.Invariant($"all states, {all.States:N0}"), exact.GuaranteeText);
        Assert.StartsWith(exact.GuaranteeText + ", but for a collision with p < 1e-", all.GuaranteeText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExplorationStrategy.Random)]
    [InlineData(ExplorationStrategy.Pct)]
    [InlineData(ExplorationStrategy.Urw)]
    public void Drawn_schedules_show_what_all_states_show_and_come_again(ExplorationStrategy strategy)
    {
        foreach (var text in SmallPrograms.All.Values)
        {
            var program = Ran.Program(text);
            var options = new ExplorationOptions { Strategy = strategy, MaxSchedules = 200, Seed = 7 };
            var drawn = Explorer.Explore(program, options).MustReplay(program, options);
            Assert.Empty(drawn.Texts().Except(Explorer.Explore(program, Explored.All).Texts()));
            Assert.Equal(200, drawn.Schedules);
        }
    }

    [Theory]
    [InlineData(ExplorationStrategy.Dpor, true)]
    [InlineData(ExplorationStrategy.Exhaustive, false)]
    [InlineData(ExplorationStrategy.Random, true)]
    [InlineData(ExplorationStrategy.Urw, true)]
    [InlineData(ExplorationStrategy.Pct, true)]
    public void Shares_joined_are_the_whole(ExplorationStrategy strategy, bool reduce)
    {
        foreach (var name in new[] { "two threads, one request", "a pipe", "notification functions" })
        {
            var program = Ran.Program(SmallPrograms.All[name]);
            var options = new ExplorationOptions { Strategy = strategy, Reduce = reduce, MaxSchedules = 100_000, Seed = 3 };
            if (strategy is ExplorationStrategy.Random or ExplorationStrategy.Pct or ExplorationStrategy.Urw) options = options with { MaxSchedules = 1000 };
            var whole = Explorer.Explore(program, options);
            var joined = ExplorationResult.Join([.. Enumerable.Range(1, 3).Select(k => Explorer.Explore(program, options with { Share = new WorkShare(k, 3) }))]);
            Assert.Equal(whole.Texts(), joined.Texts());
            // Above where shares part, reduction tries all that there is to be tried: more schedules of a class, or fewer.
            if (strategy == ExplorationStrategy.Dpor) continue;
            Assert.Equal(whole.Outcomes.Select(o => (o.Text, o.Count)), joined.Outcomes.Select(o => (o.Text, o.Count)));
            Assert.Equal((whole.Schedules, whole.Complete, whole.Depth), (joined.Schedules, joined.Complete, joined.Depth));
            Assert.Equal(whole.GuaranteeText, joined.GuaranteeText);
        }
    }

    [Fact]
    public void The_same_exploration_gives_the_same_result()
    {
        var program = Ran.Program(SmallPrograms.All["list and signal"]);
        foreach (var strategy in Enum.GetValues<ExplorationStrategy>())
        {
            var options = new ExplorationOptions { Strategy = strategy, MaxSchedules = 300, MaxStates = 200 };
            var (first, second) = (Explorer.Explore(program, options), Explorer.Explore(program, options));
            Assert.Equal(first.Outcomes.ToArray(), second.Outcomes.ToArray());
            Assert.Equal(first.Failures.ToArray(), second.Failures.ToArray());
            Assert.Equal((first.Schedules, first.States, first.Transitions), (second.Schedules, second.States, second.Transitions));
        }
    }

    [Fact]
    public void A_portfolio_draws_where_the_bound_is_reached()
    {
        var program = Ran.Program(SmallPrograms.All["list and signal"]);
        var whole = Explorer.Explore(program, new ExplorationOptions());
        Assert.True(whole.Complete);
        var bound = Explorer.Explore(program, new ExplorationOptions { MaxStates = 50, MaxSchedules = 300 });
        Assert.False(bound.Complete);
        Assert.Equal(6, bound.Guarantees.Length);
    }

    [Fact]
    public void Who_ends_an_exploration_gets_what_was_found_so_far()
    {
        var program = Ran.Program(SmallPrograms.All["list and signal"]);
        var asked = 0;
        var result = Explorer.Explore(program, new ExplorationOptions
        {
            Strategy = ExplorationStrategy.Random,
            MaxSchedules = 100_000,
            Progress = progress => ++asked < 2,
        });
        Assert.True(result.Interrupted);
        Assert.False(result.Complete);
        Assert.InRange(result.Schedules, 1, 10_000);
        Assert.NotEmpty(result.Outcomes);
    }
}
