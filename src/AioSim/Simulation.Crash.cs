using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <content>The crash of the system, where the device script has one.</content>
internal sealed partial class Simulation
{
    private static readonly Outcome[] s_goesOnOrCrashes = [new(0), new(1)];

    private void PlanCrash()
    {
        switch (_program.Device.Crash)
        {
            case { Cause: CrashCause.Time } crash: _clock.Schedule(crash.Value, Due.Crash); break;
            case { Cause: CrashCause.Any }: _machine.LetCrash(); break;
        }
    }

    /// <summary>Nothing but a crash can happen at this instant, and it need not come: whether the time goes on without.</summary>
    private bool GoesOn() => _enabled.IsCrashAlone && _program.Device.Crash is { Cause: CrashCause.Any }
        && ((IChooser)this).Choose(s_goesOnOrCrashes) == 0;
}
