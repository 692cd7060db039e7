using AioSim.Replaying;
using AioSpec.Programs;
using AioSpec.Programs.Editing;

namespace AioSim.Shrinking;

/// <summary>
/// Makes a failure smaller: program and schedule together, threads, calls, list elements, faults, sizes, delays and
/// deviations from the usual schedule. It ends where no single removal keeps the failure.
/// </summary>
/// <remarks>
/// The schedule is shrunk by halves (delta debugging), the program by edits, the greatest first; each edit is tried under the
/// schedule as it is then. No clock and no chance take part.
/// </remarks>
public static class Shrinker
{
    /// <summary>So many runs are made at most, where nobody says otherwise.</summary>
    public const int DefaultRuns = 10_000;

    /// <summary>Shrinks a recorded failure; null where it does not recur, or the run was cut and nothing was wrong.</summary>
    /// <param name="recording">The failure.</param>
    /// <param name="failure">Which of its failures is kept; null: the first.</param>
    /// <param name="mostRuns">So many runs are made at most.</param>
    public static Shrunk? Shrink(RecordedRun recording, Failure? failure = null, int mostRuns = DefaultRuns)
    {
        if ((failure ?? recording.Failures.FirstOrDefault()) is not { } kept) return null;
        var trial = TrialOf(recording, kept, mostRuns);
        var usual = SchedulePlan.Usual with { SplitCalls = recording.SplitCalls };
        var follows = new ReplayPolicy(recording.Schedule);
        if (trial.Fails(recording.Program, usual, follows: follows) is not { } plan || trial.Fails(recording.Program, plan) is null) return null;
        var (program, smallest) = Shrink(recording.Program, plan, trial);
        trial.Fails(program, smallest);
        return new Shrunk(program, smallest, recording.Seed, trial.Seen!, trial.Runs);
    }

    /// <summary>What tells whether smaller programs fail in the same way.</summary>
    internal static Trial TrialOf(RecordedRun recording, Failure kept, int mostRuns)
    {
        var trial = new Trial(kept, recording.Seed, (2 * recording.Steps) + 1000, mostRuns);
        return kept.IsOfWholeRun && trial.CanHold(recording.Program)
            ? new Trial(kept, recording.Seed, (2 * recording.Steps) + 1000, mostRuns) { MustBeAbleToHold = true }
            : trial;
    }

    private static (Program Program, SchedulePlan Plan) Shrink(Program program, SchedulePlan plan, Trial trial)
    {
        plan = PlanShrinker.Shrink(program, plan, trial);
        while (!trial.IsOver)
        {
            var before = (program, plan);
            (program, plan) = Edit(program, plan, trial);
            plan = PlanShrinker.Shrink(program, plan, trial);
            if (ReferenceEquals(before.program, program) && before.plan == plan) break;
        }

        return (program, plan);
    }

    /// <summary>Takes every edit that keeps the failure, going on where it was: what failed before is tried again in the next round.</summary>
    private static (Program Program, SchedulePlan Plan) Edit(Program program, SchedulePlan plan, Trial trial)
    {
        for (var at = 0; !trial.IsOver;)
        {
            var (smaller, found, next) = First(program, plan, at, trial);
            if (smaller is null) break;
            (program, plan, at) = (smaller, found!, next);
        }

        return (program, plan);
    }

    private static (Program? Program, SchedulePlan? Plan, int At) First(Program program, SchedulePlan plan, int from, Trial trial)
    {
        var at = -1;
        foreach (var smaller in ProgramEdits.Smaller(program))
        {
            at++;
            if (at < from) continue;
            if (trial.FailsEdited(smaller, plan) is { } found) return (smaller, found, at);
        }

        return default;
    }
}
