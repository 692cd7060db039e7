using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes kill, sigqueue, masks and sigtimedwait, with the signals that the program is ready for.</summary>
internal static class SignalCalls
{
    public static void Write(Scribe scribe)
    {
        var (draw, signals) = (scribe.Draw, scribe.Plan.Signals);
        if (signals.Count == 0) return;
        var signo = draw.PickFrom(signals).Signo;
        switch (draw.Below(10))
        {
            case < 3: scribe.Add(new Kill(signo)); break;
            case < 6: scribe.Add(new Sigqueue(signo, scribe.Plan.NewValue(null))); break;
            case < 8: Mask(scribe, signo); break;
            default: Wait(scribe); break;
        }
    }

    private static void Mask(Scribe scribe, Signo signo)
    {
        ImmutableArray<Signo> set = scribe.Draw.Chance(30) ? [] : [signo];
        var blocked = scribe.State.Masked.Contains(signo.Number);
        scribe.Add(new Sigmask(blocked ? MaskChange.SIG_UNBLOCK : MaskChange.SIG_BLOCK, set));
    }

    // A signal that is waited for must be blocked first.
    private static void Wait(Scribe scribe)
    {
        var blocked = scribe.Plan.Signals.Select(s => s.Signo).Where(s => scribe.State.Masked.Contains(s.Number)).ToImmutableArray();
        if (blocked.IsEmpty) scribe.Add(new Sigmask(MaskChange.SIG_BLOCK, [scribe.Plan.Signals[0].Signo]));
        else scribe.Add(new Sigwait(blocked, Timespec.FromNanoseconds(scribe.Draw.Pick(0L, scribe.Plan.Beat, 5 * scribe.Plan.Beat))));
    }
}
