using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>When the system crashes.</summary>
internal static class Crashes
{
    private const string Expected = "{ at: DURATION }, { after: TRANSFERS } or any";

    private static readonly Shape<CrashPoint> s_cause = new Marks<CrashPoint>(
        Expected,
        ("at", "At this time.",
            new As<long, CrashPoint>(Times.Duration, t => new CrashPoint(CrashCause.Time, t), c => c.Value), c => c.Cause == CrashCause.Time),
        ("after", "When so many transfers have moved their bytes.",
            new As<int, CrashPoint>(Numbers.Int("a number of transfers from 1", 1), n => new CrashPoint(CrashCause.Transfers, n), c => (int)c.Value),
            c => c.Cause == CrashCause.Transfers));

    /// <summary>A point at which the system crashes.</summary>
    public static readonly Shape<CrashPoint> Shape = new Choice<CrashPoint>(
        Expected, ShapeOperations.OneWord("any", new CrashPoint(CrashCause.Any)), s_cause);
}
