using AioCli.Shell;
using AioSim.Stepping;

namespace AioCli.Running;

/// <summary>Cuts a run when its time is over. At which step that is differs each time: a replay file says it.</summary>
internal sealed class TimeLimit(Session session, TimeSpan limit) : IRunObserver
{
    private const int StepsBetweenLooks = 256;

    private readonly long _start = session.Clock.GetTimestamp();
    private int _steps;

    /// <inheritdoc/>
    public bool Before(Moment moment) => _steps++ % StepsBetweenLooks != 0 || session.Clock.GetElapsedTime(_start) < limit;
}
