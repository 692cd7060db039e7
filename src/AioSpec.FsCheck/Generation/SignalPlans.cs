using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Draws the signals of a program and what is done about them.</summary>
internal static class SignalPlans
{
    private static readonly Signo[] s_signals = [new(10), new(12), Signo.RealTime(0), Signo.RealTime(1), Signo.RealTime(5)];

    public static void Draft(Plan plan)
    {
        if (!plan.Options.Signals) return;
        var draw = plan.Draw;
        for (var i = draw.Weighted((3, 0), (4, 1), (3, 2), (1, 3)); i > 0; i--)
        {
            var signo = draw.Pick(s_signals);
            if (plan.Signals.Exists(s => s.Signo == signo)) continue;
            plan.Signals.Add(Signal(plan, signo));
        }

        plan.Facts.MayInterrupt = plan.Signals.Exists(s => s is { Disposition: Disposition.Catch, Restart: false });
        var pipes = plan.Openings.Exists(o => o.Call is Pipe or Socketpair);
        // A synchronous write to a pipe without readers would end the process.
        if (pipes) plan.Signals.Add(new PlannedSignal(new Signo(13), Disposition.Ignore, null, false, true));
    }

    private static PlannedSignal Signal(Plan plan, Signo signo)
    {
        var draw = plan.Draw;
        if (draw.Chance(10)) return new PlannedSignal(signo, Disposition.Ignore, null, false, true);
        var handler = draw.Chance(55) ? "on_" + signo.ToString().Replace("+", "_", StringComparison.Ordinal).ToLowerInvariant() : null;
        return new PlannedSignal(signo, Disposition.Catch, handler, draw.Chance(40), draw.Chance(85));
    }
}
