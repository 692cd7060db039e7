using AioSpec;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSim.Tests.Mutants;

/// <summary>Mistakes of aio_suspend: coming back too early, too late, or with something else.</summary>
internal static class WaitMistakes
{
    public static IEnumerable<(string Name, Func<Defect> Make)> All =>
    [
        ("wait-timeout-as-etimedout", () => CallMistakes.Of<AioSuspend>((_, _, _, a) => a.Errno == Errno.EAGAIN ? AioSpec.Model.Answer.Fail(Errno.ETIMEDOUT) : a)),
        ("wait-timeout-at-once", () => Instead(c => c.Timeout is { IsValid: true }, AioSpec.Model.Answer.Fail(Errno.EAGAIN))),
        ("wait-without-limit-times-out", () => Instead(c => c.Timeout is null, AioSpec.Model.Answer.Fail(Errno.EAGAIN))),
        ("wait-over-for-nothing", () => Instead(_ => true, AioSpec.Model.Answer.Zero)),
        ("wait-interrupted-by-nobody", () => Instead(_ => true, AioSpec.Model.Answer.Fail(Errno.EINTR))),
        ("wait-misses-what-is-complete", () => CallMistakes.Of<AioSuspend>((_, _, p, a) =>
            a.Value == 0 && ((AioSuspend)p.Call).Timeout is { TotalNanoseconds: 0 } ? AioSpec.Model.Answer.Fail(Errno.EAGAIN) : a)),
        ("wait-never-woken", () => new Mistake { Return = (m, t) => !Suspended(m, t) || Top(m, t) is { Passed: true } or { Caught: true } }),
        ("wait-wakes-one-waiter", WakesOne),
        ("wait-not-interrupted", () => new Mistake { Return = (m, t) => !Suspended(m, t) || !Top(m, t).Caught || Top(m, t).Passed || HasDone(m, t) }),
        ("wait-interrupted-in-spite-of-sa-restart", () => Interrupted(SuspendRules.Rule, WaitKind.Suspend, (in Wait w) => w.CaughtRestart)),
        ("wait-interrupted-by-an-ignored-signal", () => Interrupted(SuspendRules.Rule, WaitKind.Suspend, (in Wait w) => w.IgnoredSent)),
        ("list-interrupted-in-spite-of-sa-restart", () => Interrupted(ListRules.Rule, WaitKind.List, (in Wait w) => w.CaughtRestart)),
        ("wait-refuses-null", () => CallMistakes.Of<AioSuspend>((_, _, p, a) => ((AioSuspend)p.Call).List.Any(cb => cb is null) ? AioSpec.Model.Answer.Fail(Errno.EINVAL) : a)),
        ("wait-interrupted-cancels", InterruptedCancels),
    ];

    private delegate bool OfWait(in Wait wait);

    private static Wait Top(Machine m, int thread) => m.State.TopWait(thread);

    private static bool Suspended(Machine m, int thread) => Top(m, thread).Kind == WaitKind.Suspend;

    private static bool HasDone(Machine m, int thread)
    {
        foreach (var request in Top(m, thread).Members)
        {
            if (m.State.PhaseOf(request) == Phase.Complete) return true;
        }

        return false;
    }

    /// <summary>An answer where the call would have waited.</summary>
    private static Mistake Instead(Predicate<AioSuspend> which, Answer answer) => new()
    {
        Answer = (m, t, p, a) =>
        {
            if (!a.Waits || p.Call is not AioSuspend call || !which(call)) return a;
            m.Abandon(t);
            return answer;
        },
    };

    private static Mistake Interrupted(Rule rule, WaitKind kind, OfWait why) => new()
    {
        Allow = (m, asked, s) => ReferenceEquals(asked, rule) && s.Outcome.Is(Errno.EINTR) && s.Thread >= 0
            && m.State.IsInWait(s.Thread) && Top(m, s.Thread) is var wait && wait.Kind == kind && why(wait),
    };

    private static Mistake WakesOne()
    {
        var woken = new Dictionary<RequestInfo, int>(ReferenceEqualityComparer.Instance);
        return new Mistake
        {
            Return = (m, t) =>
            {
                if (!Suspended(m, t) || Top(m, t).Passed || Top(m, t).Caught) return true;
                foreach (var request in Top(m, t).Members)
                {
                    if (m.State.PhaseOf(request) != Phase.Complete) continue;
                    if (woken.TryAdd(m.Info(request), t) || woken[m.Info(request)] == t) return true;
                }

                return false;
            },
        };
    }

    private static Mistake InterruptedCancels() => CallMistakes.Of<AioSuspend>((m, _, p, a) =>
    {
        if (a.Errno != Errno.EINTR) return a;
        foreach (var block in p.List)
        {
            if (block >= 0 && m.State.CurrentOf(block) is >= 0 and var request && m.IsOutstanding(request)) m.Force(request, Errno.ECANCELED, -1);
        }

        return a;
    });
}
