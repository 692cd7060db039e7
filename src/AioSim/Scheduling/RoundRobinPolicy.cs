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
            if (Turn(steps[i]) < Turn(steps[first])) first = i;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (Turn(steps[i]) > _last && (next < 0 || Turn(steps[i]) < Turn(steps[next]))) next = i;
        }

        if (next < 0) next = first;
        _last = Turn(steps[next]);
        return next;
    }

    /// <inheritdoc/>
    public void Begin() => _last = -1;

    /// <summary>A number for who acts; within one thread the kinds of steps and the signals have an order of their own.</summary>
    private static long Turn(in StepView step)
    {
        var (group, number) = step switch
        {
            { Thread: >= 0 } => (0L, step.Thread),
            { Request: >= 0 } => (1L, step.Request),
            _ => (2L, step.List),
        };
        return (group << 56) | ((long)number << 16) | ((long)step.Kind << 8) | (long)step.Signo.Number;
    }
}
