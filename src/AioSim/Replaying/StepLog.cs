using AioSim.Stepping;
using AioSpec.Model;

namespace AioSim.Replaying;

/// <summary>Notes the names of all steps that are taken, and of the outcomes that are chosen within them.</summary>
/// <param name="inner">Who chooses.</param>
internal sealed class StepLog(ISchedulingPolicy inner) : ISchedulingPolicy, IRunObserver
{
    private Moment? _moment;

    /// <summary>The steps in order.</summary>
    public List<string> Taken { get; } = [];

    public void Begin()
    {
        Taken.Clear();
        inner.Begin();
    }

    public int Choose(EnabledSteps steps)
    {
        var choice = inner.Choose(steps);
        if (steps[choice].Kind == StepKind.Outcome) Taken.Add(_moment!.Describe(steps[choice]));
        return choice;
    }

    public bool Before(Moment moment)
    {
        _moment = moment;
        return true;
    }

    public void Taking(Moment moment, StepView step) => Taken.Add(moment.Describe(step));
}
