using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Mutants;

/// <summary>Mistakes of lio_listio, and of notifications.</summary>
internal static class ListMistakes
{
    private static readonly Answer s_einval = Answer.Fail(Errno.EINVAL);
    private static readonly Answer s_eio = Answer.Fail(Errno.EIO);

    public static IEnumerable<(string Name, Func<Defect> Make)> All =>
    [
        ("list-does-not-wait", () => new Mistake { Without = ["LIO-10", "LIO-12", "LIO-30", "CANCEL-18"] }),
        ("list-hides-a-failure", () => Waits((m, c, a) => a.Errno == Errno.EIO ? Answer.Zero : a)),
        ("list-hides-a-cancellation", HidesCancellation),
        ("list-fails-for-nothing", () => Waits((m, c, a) => a.Value == 0 ? s_eio : a)),
        ("list-takes-any-mode", () => Lists((c, a) => c.Mode is not (LioMode.LIO_WAIT or LioMode.LIO_NOWAIT) && a.Errno == Errno.EINVAL ? Answer.Zero : a)),
        ("list-takes-any-length", () => CallMistakes.Of<LioListio>((m, _, p, a) =>
            a.Errno == Errno.EINVAL && m.State.Setting.Declared.ListioMax is { } max && ((LioListio)p.Call).List.Length > max ? Answer.Zero : a)),
        ("list-refuses-null", () => Lists((c, a) => a.Value == 0 && c.List.Any(e => e is null) ? s_einval : a)),
        ("list-looks-at-nop", () => Waits((m, c, a) => a.Value == 0 && c.List.Any(e => e is { Block.LioOpcode: LioOpcode.LIO_NOP }) ? s_eio : a)),
        ("list-notifies-nop", () => CallMistakes.Of<LioListio>(NotifyNop)),
        ("list-notified-early", () => new Mistake { Without = ["LIO-23"] }),
        ("list-notified-twice", () => Twice((m, r) => r < 0)),
        ("list-never-notified", () => Notifies((m, r, e) => r < 0 ? null : e)),
        ("list-uses-sig-later", UsesSigLater),
        ("list-swallows-element-notifications", () => Notifies((m, r, e) => r >= 0 && m.Info(r).List >= 0 ? null : e)),
        ("list-notified-though-it-waits", () => CallMistakes.Of<LioListio>(NotifyWaiting)),
        ("list-interrupted-cancels", InterruptedCancels),
        ("list-refused-and-begun", () => Lists((c, a) => c.Mode == LioMode.LIO_NOWAIT && a.Value == 0 && c.List.Any(e => e is not null) ? s_einval : a)),
        ("notification-without-its-value", () => Notifies((m, r, e) => e.Notify == SigEventNotify.SIGEV_SIGNAL ? e with { Value = default } : e)),
        ("function-without-its-value", () => Notifies((m, r, e) => e.Notify == SigEventNotify.SIGEV_THREAD ? e with { Value = default } : e)),
        ("notified-twice", () => Twice((m, r) => r >= 0)),
        ("never-notified", () => Notifies((m, r, e) => r >= 0 && m.Info(r).List < 0 && m.Info(r).Kind != RequestKind.Fsync ? null : e)),
        ("sync-not-notified", () => Notifies((m, r, e) => r >= 0 && m.Info(r).Kind == RequestKind.Fsync ? null : e)),
        ("canceled-not-notified", () => Notifies((m, r, e) => r >= 0 && m.StatusOf(r) == Errno.ECANCELED ? null : e)),
        ("canceled-notified-twice", () => Twice((m, r) => r >= 0 && m.StatusOf(r) == Errno.ECANCELED)),
    ];

    private static Mistake Lists(Func<LioListio, Answer, Answer> answer) => CallMistakes.Of<LioListio>((_, _, p, a) => answer((LioListio)p.Call, a));

    private static Mistake Waits(Func<Machine, LioListio, Answer, Answer> answer) => CallMistakes.Of<LioListio>(
        (m, _, p, a) => p.Call is LioListio { Mode: LioMode.LIO_WAIT } call ? answer(m, call, a) : a);

    private static Mistake Notifies(Func<Machine, int, SigEvent, SigEvent?> other) => new() { Notify = other };

    /// <summary>One more notification, once.</summary>
    private static Mistake Twice(Func<Machine, int, bool> which)
    {
        var done = false;
        return new Mistake { Again = (m, r) => !done && (done = which(m, r)), Without = ["NOTIFY-12", "CANCEL-06"] };
    }

    private static Mistake HidesCancellation() => CallMistakes.Of<LioListio>((m, _, p, a) =>
    {
        if (p.Call is not LioListio { Mode: LioMode.LIO_WAIT } || a.Errno != Errno.EIO) return a;
        var canceled = p.List.Any(block => block >= 0 && m.State.CurrentOf(block) is >= 0 and var r && m.StatusOf(r) == Errno.ECANCELED);
        return canceled ? Answer.Zero : a;
    });

    private static Answer NotifyNop(Machine m, int thread, PreparedCall call, Answer answer)
    {
        foreach (var element in ((LioListio)call.Call).List)
        {
            if (element is { Block: { LioOpcode: LioOpcode.LIO_NOP, SigEvent: { Notify: SigEventNotify.SIGEV_SIGNAL } sigevent } }) m.Signal(sigevent);
        }

        return answer;
    }

    private static Answer NotifyWaiting(Machine m, int thread, PreparedCall call, Answer answer)
    {
        if (call.Call is LioListio { Mode: LioMode.LIO_WAIT, Sig: { Notify: SigEventNotify.SIGEV_SIGNAL } sigevent }) m.Signal(sigevent);
        return answer;
    }

    private static Mistake UsesSigLater()
    {
        SigVal? later = null;
        return new Mistake
        {
            OnCall = (_, _, p) => later = p.Call is LioListio { SigReusedFor: { } value } ? value : later,
            Notify = (_, r, e) => r < 0 && later is { } value ? e with { Value = value } : e,
        };
    }

    private static Mistake InterruptedCancels() => CallMistakes.Of<LioListio>((m, _, p, a) =>
    {
        if (a.Errno != Errno.EINTR) return a;
        foreach (var block in p.List)
        {
            if (block >= 0 && m.State.CurrentOf(block) is >= 0 and var request && m.IsOutstanding(request)) m.Force(request, Errno.ECANCELED, -1);
        }

        return a;
    });
}
