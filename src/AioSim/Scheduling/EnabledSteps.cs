namespace AioSim;

/// <summary>The steps that can be taken at this moment. Their order is the same in every run that has come here the same way.</summary>
public abstract class EnabledSteps
{
    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>One of them.</summary>
    public abstract StepView this[int index] { get; }
}
