namespace AioSim;

/// <summary>Chooses what a schedule says.</summary>
public sealed class ReplayPolicy(Schedule schedule) : ISchedulingPolicy
{
    private int _next;

    /// <summary>The run has come to a choice that the schedule does not have, or does not go so far: from there on the first is chosen.</summary>
    public bool Diverged { get; private set; }

    /// <summary>How many choices were taken from the schedule.</summary>
    public int Taken => _next;

    /// <inheritdoc/>
    public int Choose(EnabledSteps steps)
    {
        if (!Diverged && _next < schedule.Choices.Length && schedule.Choices[_next] < steps.Count) return schedule.Choices[_next++];
        Diverged = true;
        return 0;
    }

    /// <inheritdoc/>
    public void Begin() => (_next, Diverged) = (0, false);
}
