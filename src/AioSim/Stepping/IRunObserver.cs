namespace AioSim.Stepping;

/// <summary>Looks at a run step by step. It changes nothing: the run is the same with and without it.</summary>
public interface IRunObserver
{
    /// <summary>A step is about to be chosen. False cuts the run here, as the bound on its steps would.</summary>
    bool Before(Moment moment);

    /// <summary>A step was chosen and is taken now.</summary>
    void Taking(Moment moment, StepView step)
    {
    }

    /// <summary>The step that is taken has several outcomes, and one was chosen.</summary>
    void Choosing(Moment moment, EnabledSteps outcomes, int chosen)
    {
    }
}
