namespace AioSim;

/// <summary>
/// Chooses what happens next. Every choice that POSIX, the device or the processors leave open in a run comes here, so that a
/// run is a function of the program, the device script and the choices.
/// </summary>
public interface ISchedulingPolicy
{
    /// <summary>Chooses one of at least two steps, by its place. The steps are those of this moment: they are not to be kept.</summary>
    int Choose(EnabledSteps steps);

    /// <summary>A run begins: a policy that remembers forgets, so that the same policy gives the same run again.</summary>
    void Begin()
    {
    }
}
