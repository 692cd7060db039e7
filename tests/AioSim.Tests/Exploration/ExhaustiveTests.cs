using AioSim.Exploration;

namespace AioSim.Tests.Exploration;

/// <summary>All states of small programs, with the outcomes that were worked out by hand.</summary>
public sealed class ExhaustiveTests
{
    private const string CancelRace = """
        file /sim/a "hello"
        thread main
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r1, fd=$a, nbytes=5)
          aio_cancel($a, r1)
          aio_suspend([r1])
          aio_return(r1)
        """;

    [Fact]
    public void A_cancellation_meets_a_request_that_is_queued_running_or_done()
    {
        var program = Ran.Program(CancelRace);
        var result = Explorer.Explore(program, Explored.All).MustReplay(program);
        Assert.Equal(
            [
                "main: aio_cancel r1 = AIO_ALLDONE, aio_suspend r1 = 0, aio_return r1 = 5 \"hello\"",
                "main: aio_cancel r1 = AIO_CANCELED, aio_suspend r1 = 0, aio_return r1 = -1 ECANCELED",
                "main: aio_cancel r1 = AIO_NOTCANCELED, aio_suspend r1 = 0, aio_return r1 = 5 \"hello\"",
            ],
            result.Texts());
        Assert.True(result.Complete);
        Assert.Empty(result.Failures);
    }

    [Fact]
    public void What_is_expected_is_checked_in_every_schedule()
    {
        var result = Explored.Of(CancelRace.Replace("aio_cancel($a, r1)", "aio_cancel($a, r1) == AIO_CANCELED", StringComparison.Ordinal));
        Assert.Equal(2, result.Failures.Length);
        Assert.All(result.Failures, failure => Assert.Equal(FailureKind.Expectation, failure.Kind));
    }

    public static TheoryData<string> Programs { get; } = new(SmallPrograms.All.Keys);

    /// <summary>What random runs of the simulator show is among what was found; and each that was found comes again.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public void Random_runs_show_the_outcomes_that_were_found(string name)
    {
        var program = Ran.Program(SmallPrograms.All[name]);
        foreach (var split in new[] { false, true })
        {
            var options = Explored.All with { SplitCalls = split };
            var result = Explorer.Explore(program, options).MustReplay(program, options);
            var runs = Enumerable.Range(0, 200).Select(seed => Explorer.OutcomeOf(program, new RandomPolicy((ulong)seed), options)).ToHashSet(StringComparer.Ordinal);
            Assert.Empty(runs.Except(result.Texts()));
            Assert.True(result.Complete);
        }
    }
}
