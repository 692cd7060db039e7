using AioSpec.Model;

namespace AioSim;

/// <summary>An order of steps that does not depend on how the run has come here: threads, then requests, then lists.</summary>
internal static class StepOrder
{
    /// <summary>Who acts; the lesser first. An outcome has nobody.</summary>
    public static long ActorOf(in StepView step)
    {
        var (group, number) = step switch
        {
            { Thread: >= 0 } => (0L, step.Thread),
            { Request: >= 0 } => (1L, step.Request),
            _ => (2L, step.List),
        };
        return (group << 56) | ((long)number << 16);
    }

    /// <summary>A number for a step: within one thread the kinds of steps and the signals have an order of their own.</summary>
    public static long Of(in StepView step) => ActorOf(step) | ((long)step.Kind << 8) | (long)step.Signo.Number;

    /// <summary>The step that comes where nobody is interrupted: the next of who acted last, else the first. Of outcomes the first.</summary>
    public static int Uninterrupted(EnabledSteps steps, long lastActor)
    {
        if (steps[0].Kind == StepKind.Outcome) return 0;
        var best = 0;
        for (var i = 1; i < steps.Count; i++)
        {
            if (Rank(steps[i], lastActor).CompareTo(Rank(steps[best], lastActor)) < 0) best = i;
        }

        return best;
    }

    private static (int Others, long Order) Rank(in StepView step, long lastActor) => (ActorOf(step) == lastActor ? 0 : 1, Of(step));
}
