using AioSim.Replaying;
using AioSim.Scenarios;
using AioSim.Shrinking;
using AioSpec.Programs;
using AioSpec.Programs.Editing;
using AioSpec.Text;

namespace AioSim.Tests.Shrinking;

/// <summary>A failure becomes as small as it gets, in program and schedule together, and stays the same failure.</summary>
public sealed class ShrinkerTests
{
    /// <summary>Reads that may be canceled, and much that does not matter.</summary>
    private const string Race = """
        aiosim-program 1
        name race
        profile cancels-queued yes
        profile cancels-running yes
        file /sim/a "hello, world"
        file /sim/b fill(0x2e, 777)
        device latency fixed 5123us
        device rule op=read file=/sim/b : latency uniform 1ms 3ms, short 100
        thread other
          open("/sim/b", O_RDWR) -> $b
          aio_write(w1, fd=$b, offset=123, buf=tag(3, 333), sigevent=signal(SIGUSR1, 7))
          aio_suspend([w1, NULL], timeout=3s)
          aio_return(w1)
          sleep(1234us)
        thread main
          sigaction(SIGUSR1, handler=on_done)
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r9, fd=$a, nbytes=12)
          lio_listio(LIO_NOWAIT, [LIO_READ r0(fd=$a, nbytes=7), LIO_READ r1(fd=$a, nbytes=5), NULL, LIO_NOP r2(fd=$a)])
          sleep(5123us)
          aio_cancel($a, r1)
          aio_suspend([r1])
          aio_error(r1)
          aio_return(r1) == 5
        function on_done
          set done
        """;

    private static readonly Lazy<(RecordedRun Recording, Shrunk Shrunk)> s_race = new(() =>
    {
        var recording = Failing(Race);
        return (recording, Shrinker.Shrink(recording, Expected(recording))!);
    });

    [Fact]
    public Task The_result_is_a_scenario_with_its_schedule() => Verify(ScenarioWriter.Write(s_race.Value.Shrunk.ToScenario()));

    [Fact]
    public void The_scenario_that_is_written_fails_for_the_same_reason_when_it_is_run()
    {
        var scenario = ScenarioReader.Read(ScenarioWriter.Write(s_race.Value.Shrunk.ToScenario()), "shrunk.yaml");
        var policy = new PlanPolicy(scenario.Schedule!);
        var run = JudgedRun.Of(scenario.Program, new SimulationOptions { Seed = scenario.Seed!.Value, Policy = policy, Observer = policy });

        Assert.Contains(run.Failures, Expected(s_race.Value.Recording).IsSame);
    }

    [Fact]
    public void No_single_removal_keeps_the_failure() => AssertMinimal(s_race.Value.Recording, s_race.Value.Shrunk);

    [Fact]
    public void The_same_recording_gives_the_same_result() => Assert.Equal(
        ScenarioWriter.Write(s_race.Value.Shrunk.ToScenario()),
        ScenarioWriter.Write(Shrinker.Shrink(s_race.Value.Recording, Expected(s_race.Value.Recording))!.ToScenario()));

    [Fact]
    public void Nothing_is_shrunk_where_nothing_is_wrong() =>
        Assert.Null(Shrinker.Shrink(Replayer.Record(Parse("thread main\n  sleep(1ms)"), new SimulationOptions()).Recording));

    [Fact]
    public void A_blocked_thread_is_kept_blocked()
    {
        var program = Parse("thread one\n  sleep(3ms)\n  open_gate(other)\nthread two\n  pipe() -> $r, $w\n  sleep(1ms)\n  read($r, 1)\n  sleep(1ms)");
        var shrunk = Shrinker.Shrink(Replayer.Record(program, new SimulationOptions()).Recording)!;

        Assert.Equal("blocked two", shrunk.Failure.Subject);
        Assert.Equal(["pipe", "read"], Mentions.Calls(shrunk.Program).Select(call => CallText.Print(call).Split('(')[0]));
    }

    [Fact]
    public void Times_that_have_to_be_the_same_become_round_together()
    {
        var program = s_race.Value.Shrunk.Program;
        var times = Mentions.Calls(program).OfType<Sleep>().Select(s => s.Nanoseconds).Append(program.Device.Latency.A);

        Assert.All(times, time => Assert.True(time == 0 || time.ToString(System.Globalization.CultureInfo.InvariantCulture).Trim('0') == "1", $"{time}"));
    }

    /// <summary>How long it takes is measured in bench/; here the runs that it takes are bounded.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void A_failure_of_many_steps_is_shrunk_with_few_runs(int from)
    {
        var reads = string.Concat(Enumerable.Range(0, 25).Select(i => $"  aio_read(q{i}, fd=$a, nbytes=5)\n  aio_error(q{i})\n"));
        var recording = Failing(Race.Replace("  lio_listio", reads + "  lio_listio", StringComparison.Ordinal), from);
        var shrunk = Shrinker.Shrink(recording, Expected(recording))!;

        Assert.InRange(recording.Steps, 150, 250);
        Assert.True(shrunk.Tried < 5000, $"{shrunk.Tried} runs");
        AssertMinimal(recording, shrunk);
    }

    private static void AssertMinimal(RecordedRun recording, Shrunk shrunk)
    {
        var trial = new Trial(Expected(recording), recording.Seed, (2 * recording.Steps) + 1000, 1_000_000);
        Assert.NotNull(trial.Fails(shrunk.Program, shrunk.Plan));
        Assert.All(ProgramEdits.Removals(shrunk.Program), smaller => Assert.True(trial.FailsEdited(smaller, shrunk.Plan) is null, ProgramText.Print(smaller)));
        for (var i = 0; i < shrunk.Plan.Deviations.Length; i++)
        {
            Assert.Null(trial.Fails(shrunk.Program, shrunk.Plan with { Deviations = shrunk.Plan.Deviations.RemoveAt(i) }));
        }
    }

    private static Failure Expected(RecordedRun recording) => recording.Failures.First(f => f.Subject == "main: aio_return r1, ECANCELED");

    private static RecordedRun Failing(string text, int from = 0) => Enumerable.Range(from, 2000)
        .Select(seed => Replayer.Record(ProgramText.Parse(text, "race"), new SimulationOptions { Seed = (ulong)seed }).Recording)
        .First(recording => recording.Failures.Any(f => f.Subject == "main: aio_return r1, ECANCELED"));

    private static Program Parse(string text) => ProgramText.Parse("aiosim-program 1\n" + text, "test");
}
