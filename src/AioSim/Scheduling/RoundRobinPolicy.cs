using AioSpec.Model;

namespace AioSim;

/// <summary>Threads take turns, then requests, then lists; of the outcomes of one step always the first.</summary>
public sealed class RoundRobinPolicy : ISchedulingPolicy
{
    private long _last = -1;

    /// <inheritdoc/>
    public int Choose(EnabledSteps steps)
    {
        if (steps[0].Kind == StepKind.Outcome) return 0;
        var (first, next) = (0, -1);
        for (var i = 1; i < steps.Count; i++)
        {
            if (StepOrder.Of(steps[i]) < StepOrder.Of(steps[first])) first = i;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (StepOrder.Of(steps[i]) > _last && (next < 0 || StepOrder.Of(steps[i]) < StepOrder.Of(steps[next]))) next = i;
        }

        if (next < 0) next = first;
        _last = StepOrder.Of(steps[next]);
        return next;
    }

    /// <inheritdoc/>
    public void Begin() => _last = -1;
}
