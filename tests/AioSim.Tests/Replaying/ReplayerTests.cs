using AioSim.Replaying;
using AioSim.Stepping;
using AioSim.Tests.Properties;
using AioSim.Tests.Scenarios;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Tests.Replaying;

/// <summary>A recorded run is had again, to the byte; or it is said where it parts.</summary>
public sealed class ReplayerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_scenario_is_the_same_run_again(bool split) => Assert.All(Folders.ScenarioFiles, file =>
    {
        var recording = RecordingText.Parse(RecordingText.Print(Recorded.Of(file, 5, split)), "moved/elsewhere.replay");
        var replay = Replayer.Run(recording, new ReplayOptions());
        Assert.Null(replay.Divergence);
        Assert.Equal(recording.TraceHash, replay.Run.Result.TraceHash);
    });

    [Fact]
    public void Generated_programs_are_the_same_run_again() => Simulated.All(300, seed =>
    {
        var recording = RecordingText.Parse(RecordingText.Print(Replayer.Record(Simulated.Program(seed), Simulated.Options(seed)).Recording), "a.replay");
        return Replayer.Run(recording, new ReplayOptions()).Divergence?.What;
    });

    [Fact]
    public void A_failure_recurs() => Assert.True(Replayer.Run(Recorded.Failing, new ReplayOptions()).Recurs);

    [Fact]
    public void A_run_that_was_cut_at_its_steps_is_cut_there_again()
    {
        var recording = Replayer.Record(Recorded.Failing.Program, new SimulationOptions { Seed = 3, MaxSteps = 7 }).Recording;
        var replay = Replayer.Run(recording, new ReplayOptions());

        Assert.Equal((Ending.StepLimit, 7L), (recording.Ending, recording.Steps));
        Assert.Equal((null, true, 7L), (replay.Divergence, replay.Recurs, replay.Run.Result.Steps));
    }

    [Fact]
    public void A_run_that_was_cut_by_time_is_cut_at_the_same_step_again()
    {
        var recording = Replayer.Record(Recorded.Failing.Program, new SimulationOptions { Seed = 3, Observer = new CutAt(9) }).Recording;
        var replay = Replayer.Run(recording, new ReplayOptions());

        Assert.Equal((Ending.TimeLimit, 9L), (recording.Ending, recording.Steps));
        Assert.Equal((null, true, 9L), (replay.Divergence, replay.Recurs, replay.Run.Result.Steps));
    }

    /// <summary>Who cuts a run and the bound of its replay do so at the same moment: the time has moved to the next step in both.</summary>
    [Fact]
    public void A_run_that_was_cut_after_the_time_moved_is_the_same_to_the_byte()
    {
        var program = Ran.Program("thread A\n  sleep(1ms)\n  sleep(1ms)\n  sleep(1ms)");
        for (var steps = 1L; steps <= 4; steps++)
        {
            var cut = Simulator.Run(program, new SimulationOptions { Observer = new CutAt(steps) });
            var bound = Simulator.Run(program, new SimulationOptions { MaxSteps = steps });
            Assert.Equal((steps, true, cut.TraceHash), (cut.Steps, bound.StepLimitReached, bound.TraceHash));
        }
    }

    [Fact]
    public void Choices_that_do_not_fit_are_told_where_they_do_not()
    {
        var schedule = Recorded.Failing.Schedule;
        var recording = Recorded.Failing with { Schedule = new Schedule(schedule.Choices.SetItem(4, 9)) { Marks = schedule.Marks } };

        var replay = Replayer.Run(recording, new ReplayOptions());

        Assert.True(replay.Divergence is { Now.IsEmpty: false }, $"{replay.Divergence}");
        Assert.Contains("decision 4", replay.Divergence.What, StringComparison.Ordinal);
        Assert.True(replay.IsStopped);
    }

    [Fact]
    public void A_program_that_is_not_the_recorded_one_is_noticed_by_the_marks()
    {
        var program = ProgramText.Parse(Recorded.Race.Replace("thread other", "thread third\n  sleep(1ms)\nthread other", StringComparison.Ordinal), "race");

        var replay = Replayer.Run(Recorded.Failing with { Program = program }, new ReplayOptions());

        Assert.NotNull(replay.Divergence);
        Assert.InRange(replay.Divergence.Step, 0, 2);
    }

    [Fact]
    public void Another_trace_is_noticed_though_all_choices_fit() =>
        Assert.Contains("trace hash", Replayer.Run(Recorded.Failing with { TraceHash = "0123456789abcdef" }, new ReplayOptions()).Divergence?.What, StringComparison.Ordinal);

    /// <summary>Somebody has edited the file, or the judge has learned since.</summary>
    [Fact]
    public void Another_failure_of_the_same_trace_is_told()
    {
        var failure = Recorded.Failing.Failures[0];
        var edited = Recorded.Failing with { Failures = [failure with { Subject = "main: another call" }] };
        Assert.Equal(
            $"the trace is the recorded one, and what was wrong with it then is not now: {failure.Rule}, main: another call",
            Replayer.Run(edited, new ReplayOptions()).Divergence?.What);
        Assert.Equal(
            $"the trace is the recorded one, and what is wrong with it now was not then: {failure.Rule}, {failure.Subject}",
            Replayer.Run(Recorded.Failing with { Failures = [] }, new ReplayOptions()).Divergence?.What);
    }

    [Fact]
    public void The_same_program_is_followed_to_its_end()
    {
        var replay = Replayer.RunChanged(Recorded.Failing, Recorded.Failing.Program, new ReplayOptions());

        Assert.Equal((null, true), (replay.Divergence, replay.Recurs));
        Assert.Equal(Recorded.Failing.TraceHash, replay.Run.Result.TraceHash);
    }

    [Fact]
    public void A_changed_program_is_followed_and_its_first_difference_told()
    {
        var changed = Changed("  aio_cancel($a, r1)", "  aio_error(r1)\n  aio_cancel($a, r1)");

        var replay = Replayer.RunChanged(Recorded.Failing, changed, new ReplayOptions { GoesOn = true });

        Assert.Contains("aio_error(r1)", replay.Divergence?.What, StringComparison.Ordinal);
        Assert.True(replay.Recurs);
    }

    [Fact]
    public void Other_arguments_of_a_call_are_a_difference_and_are_followed()
    {
        var replay = Replayer.RunChanged(Recorded.Failing, Changed("nbytes=5)\n  sleep", "nbytes=4)\n  sleep"), new ReplayOptions());

        Assert.Equal("it takes 'main: aio_read(r1, fd=$a, nbytes=4)' where 'main: aio_read(r1, fd=$a, nbytes=5)' was taken", replay.Divergence?.What);
        Assert.False(replay.IsStopped);
    }

    [Fact]
    public void A_program_that_ends_earlier_is_told()
    {
        var replay = Replayer.RunChanged(Recorded.Failing, Changed("  aio_return(r1) == 5\n", ""), new ReplayOptions());

        Assert.NotNull(replay.Divergence);
        Assert.False(replay.Recurs);
    }

    [Fact]
    public void Where_nothing_can_be_followed_it_stops_unless_told_to_go_on()
    {
        var other = ProgramText.Parse("aiosim-program 1\nthread a\n  sleep(1ms)\n  sleep(1ms)\nthread b\n  sleep(1ms)\n  sleep(1ms)", "other");

        Assert.True(Replayer.RunChanged(Recorded.Failing, other, new ReplayOptions()).IsStopped);
        Assert.False(Replayer.RunChanged(Recorded.Failing, other, new ReplayOptions { GoesOn = true }).IsStopped);
    }

    private static Program Changed(string from, string to)
    {
        Assert.Contains(from, Recorded.Race, StringComparison.Ordinal);
        return ProgramText.Parse(Recorded.Race.Replace(from, to, StringComparison.Ordinal), "race");
    }

    private sealed class CutAt(long step) : IRunObserver
    {
        public bool Before(Moment moment) => moment.Step < step;
    }
}
