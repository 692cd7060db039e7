using System.Collections.Immutable;
using AioSim.Stepping;

namespace AioSim;

/// <summary>
/// Chooses what a plan says. It has to observe the run, too, since a plan names threads and control blocks. A deviation whose
/// step is not enabled at its decision is passed over.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="slack">A deviation may come so many decisions earlier or later, where its step is enabled.</param>
/// <param name="follows">Who chooses instead of the plan: then <see cref="Taken"/> tells its choices as a plan.</param>
public sealed class PlanPolicy(SchedulePlan plan, int slack = 0, ISchedulingPolicy? follows = null) : ISchedulingPolicy, IRunObserver
{
    private readonly ImmutableArray<Deviation>.Builder _taken = ImmutableArray.CreateBuilder<Deviation>();
    private Moment? _moment;
    private int _decision;
    private int _next;
    private long _last;

    /// <summary>The plan of what was chosen.</summary>
    public SchedulePlan Taken => plan with { Deviations = _taken.ToImmutable() };

    /// <inheritdoc/>
    public int Choose(EnabledSteps steps)
    {
        var usual = StepOrder.Uninterrupted(steps, _last);
        var chosen = follows?.Choose(steps) ?? Planned(steps);
        if (chosen < 0) chosen = usual;
        if (chosen != usual) _taken.Add(new Deviation(_decision, _moment!.ShortNameOf(steps[chosen])));
        _decision++;
        return chosen;
    }

    /// <inheritdoc/>
    public void Begin()
    {
        (_decision, _next, _last) = (0, 0, -1);
        _taken.Clear();
        follows?.Begin();
    }

    /// <inheritdoc/>
    public bool Before(Moment moment)
    {
        _moment = moment;
        return true;
    }

    /// <inheritdoc/>
    public void Taking(Moment moment, StepView step) => _last = StepOrder.ActorOf(step);

    private int Planned(EnabledSteps steps)
    {
        var deviations = plan.Deviations;
        while (_next < deviations.Length && deviations[_next].At + slack < _decision) _next++;
        if (_next == deviations.Length || deviations[_next].At - slack > _decision) return -1;
        for (var i = 0; i < steps.Count; i++)
        {
            if (_moment!.ShortNameOf(steps[i]) != deviations[_next].Step) continue;
            _next++;
            return i;
        }

        return -1;
    }
}
