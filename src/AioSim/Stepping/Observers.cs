namespace AioSim.Stepping;

/// <summary>Shows a run to several.</summary>
public sealed class Observers(params IRunObserver[] observers) : IRunObserver
{
    /// <inheritdoc/>
    public bool Before(Moment moment)
    {
        var goesOn = true;
        foreach (var observer in observers) goesOn &= observer.Before(moment);
        return goesOn;
    }

    /// <inheritdoc/>
    public void Taking(Moment moment, StepView step)
    {
        foreach (var observer in observers) observer.Taking(moment, step);
    }

    /// <inheritdoc/>
    public void Choosing(Moment moment, EnabledSteps outcomes, int chosen)
    {
        foreach (var observer in observers) observer.Choosing(moment, outcomes, chosen);
    }
}
