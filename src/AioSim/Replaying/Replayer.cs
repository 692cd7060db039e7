using AioSim.Stepping;
using AioSpec.Programs;

namespace AioSim.Replaying;

/// <summary>Runs a recording again, on its own program or on another one.</summary>
public static class Replayer
{
    /// <summary>Records a run of a program. What a sink gets and what is judged is the same as without recording.</summary>
    /// <exception cref="ProgramException">The program cannot be performed, or does what POSIX leaves undefined.</exception>
    public static (RecordedRun Recording, JudgedRun Run) Record(
        Program program, SimulationOptions options, string? source = null, Func<Program, SimulationOptions, RunResult>? simulate = null)
    {
        var policy = new RecordingPolicy(options.Policy ?? new RandomPolicy(options.Seed));
        var run = JudgedRun.Of(program, options with { Policy = policy }, simulate);
        var recording = new RecordedRun
        {
            Program = program,
            Seed = options.Seed,
            SplitCalls = options.SplitCalls,
            Schedule = policy.Schedule,
            Ending = run.Result.StepLimitReached ? Ending.StepLimit : run.Result.Stopped ? Ending.TimeLimit
                : run.Failures.IsEmpty ? Ending.Passed : Ending.Failure,
            Steps = run.Result.Steps,
            Failures = run.Failures,
            TraceHash = run.Result.TraceHash,
            Source = source,
        };
        return (recording, run);
    }

    /// <summary>The recorded run again: the same to the byte, or told where it is not.</summary>
    /// <exception cref="ProgramException">The program cannot be performed, or does what POSIX leaves undefined.</exception>
    public static Replay Run(RecordedRun recording, ReplayOptions options)
    {
        var policy = new ReplayPolicy(recording.Schedule, new RandomPolicy(recording.Seed));
        var watch = new StopWhereItDiverges(policy, options);
        var run = JudgedRun.Of(recording.Program, SimulationOf(recording, options, policy, watch), options.Simulate);
        return Finish(recording, run, run.Result.Steps, watch.Divergence ?? Compare(recording, run, policy));
    }

    /// <summary>
    /// The choices of the recorded run on a program that has changed since. It takes the steps that were taken then, by their
    /// names, as far as they can be taken.
    /// </summary>
    /// <exception cref="ProgramException">A program cannot be performed, or does what POSIX leaves undefined.</exception>
    public static Replay RunChanged(RecordedRun recording, Program changed, ReplayOptions options)
    {
        var steps = new StepLog(new ReplayPolicy(recording.Schedule, new RandomPolicy(recording.Seed)));
        options.Simulate(recording.Program, SimulationOf(recording, new ReplayOptions { MaxSteps = options.MaxSteps }, steps, steps));
        var following = new FollowingPolicy(steps.Taken, options.GoesOn ? new RandomPolicy(recording.Seed) : null);
        var observer = options.Observer is null ? (IRunObserver)following : new Observers(following, options.Observer);
        var run = JudgedRun.Of(changed, SimulationOf(recording, options, following, observer), options.Simulate);
        return Finish(recording, run, following.Followed, following.DivergenceAtEnd(run.Result));
    }

    private static SimulationOptions SimulationOf(RecordedRun recording, ReplayOptions options, ISchedulingPolicy policy, IRunObserver observer) => new()
    {
        Seed = recording.Seed,
        SplitCalls = recording.SplitCalls,
        Policy = policy,
        Observer = observer,
        Sink = options.Sink,
        MaxSteps = recording.IsCut ? recording.Steps : options.MaxSteps,
    };

    private static Replay Finish(RecordedRun recording, JudgedRun run, long followed, Divergence? divergence) => new(run, divergence, followed)
    {
        Recurs = recording.IsCut
            ? run.Result.StepLimitReached
            : run.Failures.Any(failure => recording.Failures.Any(failure.IsSame)),
    };

    private static Divergence? Compare(RecordedRun recording, JudgedRun run, ReplayPolicy policy)
    {
        var (steps, time) = (run.Result.Steps, run.Result.VirtualNanoseconds);
        if (run.Result.Stopped) return null;
        if (!policy.Completed) return new Divergence(steps, time, "the run is over, and choices are left");
        if (steps != recording.Steps) return new Divergence(steps, time, $"the run ended at step {steps}; the recorded one at step {recording.Steps}");
        if (run.Result.TraceHash == recording.TraceHash) return CompareFailures(recording, run);
        return new Divergence(-1, 0, $"all choices were taken, and the trace is another: trace hash {run.Result.TraceHash}, recorded {recording.TraceHash}");
    }

    /// <summary>The same trace has the same failures, unless the file was edited or the judge is another.</summary>
    private static Divergence? CompareFailures(RecordedRun recording, JudgedRun run)
    {
        var gone = recording.Failures.FirstOrDefault(failure => !run.Failures.Any(failure.IsSame));
        var more = run.Failures.FirstOrDefault(failure => !recording.Failures.Any(failure.IsSame));
        if (gone is null && more is null) return null;
        var what = gone is not null ? $"what was wrong with it then is not now: {NameOf(gone)}" : $"what is wrong with it now was not then: {NameOf(more!)}";
        return new Divergence(-1, 0, $"the trace is the recorded one, and {what}");
    }

    private static string NameOf(Failure failure) => failure.Subject.Length > 0 ? $"{failure.Rule}, {failure.Subject}" : failure.Rule;

    private sealed class StopWhereItDiverges(ReplayPolicy policy, ReplayOptions options) : IRunObserver
    {
        public Divergence? Divergence { get; private set; }

        public bool Before(Moment moment)
        {
            if (policy.Diverged && Divergence is null)
            {
                Divergence = new Divergence(moment.Step, moment.Time, $"what can be chosen is not what it was, at or shortly before decision {policy.DivergedAt}")
                {
                    Now = moment.DescribeAll(),
                };
            }

            return (Divergence is null || options.GoesOn) && (options.Observer?.Before(moment) ?? true);
        }

        public void Taking(Moment moment, StepView step) => options.Observer?.Taking(moment, step);

        public void Choosing(Moment moment, EnabledSteps outcomes, int chosen) => options.Observer?.Choosing(moment, outcomes, chosen);
    }
}
