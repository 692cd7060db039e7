using AioSim.Replaying;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Shrinking;

/// <summary>Runs smaller programs under smaller plans, and says whether they still fail in the same way.</summary>
/// <param name="failure">What is to be kept.</param>
/// <param name="seed">The seed of the device.</param>
/// <param name="maxSteps">A run that takes more steps has not failed in the same way.</param>
/// <param name="mostRuns">So many runs are made at most.</param>
internal sealed class Trial(Failure failure, ulong seed, long maxSteps, int mostRuns)
{
    /// <summary>A deviation may come so many decisions earlier or later in a program that was edited.</summary>
    private const int Slack = 3;

    private const int OtherRuns = 8;

    private static readonly int[] s_shifts = [-1, -2, -3, -4, 1];

    /// <summary>How many runs were made.</summary>
    public int Runs { get; private set; }

    /// <summary>
    /// Whether what is expected can hold in the programs that are tried: of the whole run it does not hold where nothing is done at all,
    /// and that is another failure than that of a program which could do it.
    /// </summary>
    public bool MustBeAbleToHold { get; init; }

    /// <summary>No more runs are made.</summary>
    public bool IsOver => Runs >= mostRuns;

    /// <summary>The failure as it was seen last; null where it was not yet.</summary>
    public Failure? Seen { get; private set; }

    /// <summary>The plan under which it fails, as it was carried out; null where it does not fail so.</summary>
    public SchedulePlan? Fails(Program program, SchedulePlan plan, int slack = 0, ISchedulingPolicy? follows = null)
    {
        if (IsOver) return null;
        Runs++;
        var policy = new PlanPolicy(plan, slack, follows);
        try
        {
            var options = new SimulationOptions { Seed = seed, Policy = policy, Observer = policy, SplitCalls = plan.SplitCalls, MaxSteps = maxSteps };
            return Find(JudgedRun.Of(program, options)) is { } seen && (!MustBeAbleToHold || CanHold(program)) ? Kept(seen, policy.Taken) : null;
        }
        catch (Exception mistake) when (mistake is ProgramException or InvariantException)
        {
            return null; // What is undefined has not failed in the same way.
        }
    }

    /// <summary>
    /// The same for a program that was edited: its decisions are not at the places at which they were, so the plan is tried
    /// with some slack, and with what comes from some place on moved.
    /// </summary>
    public SchedulePlan? FailsEdited(Program program, SchedulePlan plan)
    {
        if ((Fails(program, plan) ?? (plan.Deviations.IsEmpty ? null : Fails(program, plan, Slack))) is { } near) return near;
        for (var from = 0; from < plan.Deviations.Length; from++)
        {
            foreach (var shift in s_shifts)
            {
                if (plan.Deviations[from].At + shift < 0) continue;
                if (Fails(program, Shifted(plan, from, shift)) is { } shifted) return shifted;
            }
        }

        return null;
    }

    /// <summary>Whether the failure stays away in one of a few other runs.</summary>
    public bool CanHold(Program program)
    {
        for (ulong other = 0; other < OtherRuns; other++)
        {
            Runs++;
            var policy = new FirstWithoutCrash(new RandomPolicy(seed + other), isFirst: other == 0);
            if (Find(JudgedRun.Of(program, new SimulationOptions { Seed = seed + other, Policy = policy, MaxSteps = maxSteps })) is null) return true;
        }

        return false;
    }

    /// <summary>A schedule in which the system does not crash as long as something else can happen: first the first step of each moment, then any.</summary>
    private sealed class FirstWithoutCrash(RandomPolicy random, bool isFirst) : ISchedulingPolicy
    {
        public int Choose(EnabledSteps steps)
        {
            var drawn = isFirst ? 0 : random.Choose(steps);
            for (var i = 0; i < steps.Count; i++)
            {
                var step = (drawn + i) % steps.Count;
                if (steps[step].Kind != StepKind.Crash) return step;
            }

            return drawn;
        }

        public void Begin() => random.Begin();
    }

    private static SchedulePlan Shifted(SchedulePlan plan, int from, int shift) => plan with
    {
        Deviations = [.. plan.Deviations.Select((d, i) => i < from ? d : d with { At = d.At + shift })],
    };

    private Failure? Find(JudgedRun run) => run.Failures.FirstOrDefault(failure.IsSame);

    private SchedulePlan Kept(Failure seen, SchedulePlan plan)
    {
        Seen = seen;
        return plan;
    }
}
