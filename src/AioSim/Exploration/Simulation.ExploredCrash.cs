using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <content>The crash of the system, explored: a step of the process, which may come at any time at which it is due.</content>
internal sealed partial class Simulation
{
    /// <summary>The system may crash.</summary>
    public bool MayCrash => _program.Device.Crash is not null;

    /// <summary>Nothing is left but the crash, at a time at which it need not come: it is a choice whether the run goes on.</summary>
    public bool MayGoOnInsteadOfCrash(IEnumerable<Step> others) => _program.Device.Crash is { Cause: CrashCause.Any } && _machine.CanCrash && !others.Any();

    /// <summary>The same, where a run keeps its steps by itself.</summary>
    public bool IsAskedToGoOn => _enabled.IsCrashAlone;

    /// <summary>The run goes on: the time does, or it is over and the system has not crashed.</summary>
    public void GoOnInsteadOfCrash()
    {
        if (!LetTimeGoOn()) _machine.ForgetCrash();
    }

    private void PlanCrashAgain()
    {
        if (_program.Device.Crash is { Cause: CrashCause.Time } crash && !_state.CrashDue && !_state.Down && crash.Value >= _clock.Now)
        {
            _clock.Schedule(crash.Value, Due.Crash);
        }
    }
}
