using AioSim.Exploration;

namespace AioSim.Tests.Exploration;

/// <summary>The odds that the strategies promise, on bugs and programs of which they are known.</summary>
public sealed class OddsTests
{
    /// <summary>Each needs one order more than the one before: that two steps come in one order is depth 1.</summary>
    public static TheoryData<int, string> Bugs { get; } = new()
    {
        {
            1,
            """
            thread A
              set x
              sched_getparam()
            thread B
              when not-flag(x)
                sched_getparam() == 77
            """
        },
        {
            2,
            """
            thread A
              sched_getparam()
              set x
              sched_getparam()
              clear x
              sched_getparam()
            thread B
              when flag(x)
                sched_getparam() == 77
            """
        },
        {
            3,
            """
            thread A
              set x
              sched_getparam()
              clear x
              sched_getparam()
              when flag(y)
                sched_getparam() == 77
            thread B
              when flag(x)
                set y
              sched_getparam()
              clear y
              sched_getparam()
            """
        },
        {
            4,
            """
            thread A
              set x
              sched_getparam()
              clear x
              sched_getparam()
              when flag(y)
                set z
              sched_getparam()
              clear z
              sched_getparam()
            thread B
              when flag(x)
                set y
              sched_getparam()
              clear y
              sched_getparam()
              when flag(z)
                sched_getparam() == 77
            """
        },
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Pct_meets_a_bug_of_its_depth_at_least_as_often_as_it_promises(int depth, string text)
    {
        const int Runs = 4000;
        Assert.NotEmpty(Explored.Of(text).Failures);
        var result = Explored.Of(text, new ExplorationOptions { Strategy = ExplorationStrategy.Pct, Depth = depth, MaxSchedules = Runs * depth, Seed = 11 });
        var promised = result.Guarantees.Single(guarantee => guarantee.Depth == depth);
        Assert.Equal(Runs, promised.Schedules);
        var met = result.Failures.Sum(failure => failure.Count);
        // Where the bound is exact, half of all seeds lie below it by a little: three standard deviations are left.
        var bound = Runs / (promised.Actors * Math.Pow(promised.Steps, depth - 1));
        Assert.True(met >= bound - (3 * Math.Sqrt(bound)), $"met {met} times; promised: {promised}");
        Assert.Equal(2, promised.Actors);
    }

    [Theory]
    [InlineData(StrategyTests.ThreeByTwo, 90, 135.98)]
    [InlineData(RequestBetween, 10, 27.88)]
    public void A_uniform_random_walk_takes_each_interleaving_as_often_as_any_other(string text, int orders, double most)
    {
        var space = new StateSpace(Ran.Program(text), Explored.All);
        var walker = new Walker(space, 1000);
        var walk = new UrwWalk(5, Measures.Of(walker));
        var runs = orders * 100;
        var met = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var run = 0; run < runs; run++)
        {
            var path = new List<Edge>();
            walk.Begin(run);
            walker.Start(path);
            while (walker.GoesOn()) walker.Take(walk.Choose(walker));
            var order = string.Join(' ', path.Select(edge => $"{edge.Step.Kind}{edge.Step.Id}"));
            met[order] = met.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(orders, met.Count);
        var chi = met.Values.Sum(count => (count - 100.0) * (count - 100.0) / 100);
        Assert.True(chi < most, $"chi-square is {chi}; above {most} with a chance of one in a thousand");
    }

    /// <summary>The three steps of a request come in any of 10 ways among the two calls and the end that follow its submission.</summary>
    private const string RequestBetween = """
        file /sim/a "hello"
        thread A
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=1)
          sched_getparam()
        """;
}
