using AioSim.Replaying;
using AioSim.Scenarios;
using AioSim.Shrinking;
using AioSpec;
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

    /// <summary>Reads of which the device fails one, with faults, delays, a crash point and conditions that do not matter.</summary>
    private const string Faults = """
        aiosim-program 1
        name faults
        file /sim/a "hello, world"
        file /sim/b fill(0x2e, 777)
        device latency uniform 1234us 3ms
        device crash at 777ms
        device rule op=write : latency fixed 5ms, short 3
        device rule op=read file=/sim/a nth=1 : latency uniform 1ms 3ms, fail EIO
        device rule op=read : short 4
        thread other
          open("/sim/b", O_RDWR) -> $b
          aio_write(w1, fd=$b, offset=123, buf=tag(3, 333))
          repeat at-most 7 until finished(w1)
            aio_error(w1)
            sleep(1234us)
        thread main
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r1, fd=$a, nbytes=5)
          aio_read(r2, fd=$a, nbytes=5)
          when accepted(r1, r2)
            aio_suspend([r1, r2])
            repeat at-most 9 until finished(r1, r2)
              aio_error(r1)
              sleep(3ms)
              aio_error(r2)
            aio_return(r1) == 5
        """;

    private const string Canceled = "main: aio_return r1, ECANCELED";
    private const string FailsWithEio = "main: aio_return r1, EIO";

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

    /// <summary>Fewest faults and effects of them, no crash point, conditions that ask of less.</summary>
    [Fact]
    public Task Faults_crash_point_and_conditions_are_shrunk()
    {
        var recording = Failing(Faults, 0, FailsWithEio);
        var shrunk = Shrinker.Shrink(recording, Expected(recording, FailsWithEio))!;

        AssertMinimal(recording, shrunk, FailsWithEio);
        Assert.Null(shrunk.Program.Device.Crash);
        Assert.True(shrunk.Program.Device.Rules is [{ Latency: null, Short: null, StallUntil: null, Fail: Errno.EIO }]);
        return Verify(ScenarioWriter.Write(shrunk.ToScenario()));
    }

    /// <summary>A program that never writes does not lose what it wrote: the write stays, and the crash, at the roundest time at which it does harm.</summary>
    [Theory]
    [InlineData("crash at 7777us", CrashCause.Time)]
    [InlineData("crash any", CrashCause.Any)]
    [InlineData("crash after 2", CrashCause.Transfers)]
    public void What_a_crash_has_lost_was_written(string crash, CrashCause cause)
    {
        const string Lost = "file /sim/a";
        var text = $"""
            aiosim-program 1
            name crash
            file /sim/a "hello"
            file /sim/b "other"
            device latency fixed 3ms
            device {crash}
            thread main
              open("/sim/a", O_RDWR) -> $a
              open("/sim/b", O_RDONLY) -> $b
              aio_write(w1, fd=$a, buf="HELLO")
              aio_read(r1, fd=$b, nbytes=3)
              aio_suspend([w1])
              aio_suspend([r1])
              sleep(7ms)
            thread other
              sleep(2ms)
            expect file /sim/a "HELLO"
            """;
        var recording = Failing(text, 0, Lost);
        var shrunk = Shrinker.Shrink(recording, Expected(recording, Lost))!;

        AssertMinimal(recording, shrunk, Lost);
        Assert.Equal(cause, shrunk.Program.Device.Crash?.Cause);
        Assert.True(shrunk.Program.Device.Crash!.Value <= 1);
        Assert.DoesNotContain("environment", ScenarioWriter.Write(shrunk.ToScenario()), StringComparison.Ordinal);
        Assert.Equal(["Open", "AioWrite"], shrunk.Program.Threads.Single().Body.Select(s => ((Perform)s).Call.GetType().Name));
    }

    [Fact]
    public void A_condition_asks_of_one_block_less()
    {
        var program = Parse("file /sim/a \"hello\"\nthread main\n  open(\"/sim/a\", O_RDONLY) -> $a\n  aio_read(r1, fd=$a)\n  aio_read(r2, fd=$a)\n  aio_read(r3, fd=$a)\n  when accepted(r1, r2, r3)\n    sleep(1ms)\n  repeat at-most 3 until finished(r1, r2)\n    sleep(1ms)");
        var smaller = ProgramEdits.Removals(program).Select(ProgramText.Print).ToList();

        foreach (var condition in (string[])["when accepted(r2, r3)", "when accepted(r1, r3)", "when accepted(r1, r2)", "until finished(r1)", "until finished(r2)"])
        {
            Assert.Contains(smaller, text => text.Contains(condition, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_crash_point_becomes_round_or_goes()
    {
        var crashes = ProgramEdits.Smaller(Parse("device crash at 777ms\nthread main\n  sleep(1ms)")).Select(program => program.Device.Crash).ToList();

        Assert.Contains(null, crashes);
        Assert.Contains(new CrashPoint(CrashCause.Time, 100_000_000), crashes);
    }

    private static void AssertMinimal(RecordedRun recording, Shrunk shrunk, string subject = Canceled)
    {
        var trial = Shrinker.TrialOf(recording, Expected(recording, subject), 1_000_000);
        Assert.NotNull(trial.Fails(shrunk.Program, shrunk.Plan));
        Assert.All(ProgramEdits.Removals(shrunk.Program), smaller => Assert.True(trial.FailsEdited(smaller, shrunk.Plan) is null, ProgramText.Print(smaller)));
        for (var i = 0; i < shrunk.Plan.Deviations.Length; i++)
        {
            Assert.Null(trial.Fails(shrunk.Program, shrunk.Plan with { Deviations = shrunk.Plan.Deviations.RemoveAt(i) }));
        }
    }

    private static Failure Expected(RecordedRun recording, string subject = Canceled) => recording.Failures.First(f => f.Subject == subject);

    private static RecordedRun Failing(string text, int from = 0, string subject = Canceled) => Enumerable.Range(from, 2000)
        .Select(seed => Replayer.Record(ProgramText.Parse(text, "race"), new SimulationOptions { Seed = (ulong)seed }).Recording)
        .First(recording => recording.Failures.Any(f => f.Subject == subject));

    private static Program Parse(string text) => ProgramText.Parse("aiosim-program 1\n" + text, "test");
}
