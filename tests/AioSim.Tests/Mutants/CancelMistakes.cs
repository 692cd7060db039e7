using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Mutants;

/// <summary>Mistakes of aio_cancel: what it says, and whom it hits.</summary>
internal static class CancelMistakes
{
    private const long Canceled = (long)AioCancelResult.AIO_CANCELED;
    private const long NotCanceled = (long)AioCancelResult.AIO_NOTCANCELED;
    private const long AllDone = (long)AioCancelResult.AIO_ALLDONE;

    public static IEnumerable<(string Name, Func<Defect> Make)> All =>
    [
        ("canceled-and-not", () => Says(c => c.Cb is not null, NotCanceled, Canceled)),
        ("not-canceled-and-yet", () => Says(c => c.Cb is not null, Canceled, NotCanceled)),
        ("all-done-and-not", () => Says(_ => true, NotCanceled, AllDone)),
        ("descriptor-canceled-and-not", () => Says(c => c.Cb is null, NotCanceled, Canceled)),
        ("nothing-to-cancel-stays", () => Says(_ => true, AllDone, NotCanceled)),
        ("nothing-to-cancel-canceled", () => Says(_ => true, AllDone, Canceled)),
        ("cancel-of-a-bad-descriptor", () => CallMistakes.Of<AioCancel>((_, _, _, a) => a.Errno == Errno.EBADF ? new Answer(AllDone) : a)),
        ("cancel-of-a-closed-descriptor", () => CallMistakes.Of<AioCancel>((_, _, _, a) => a.Errno == Errno.EBADF ? new Answer(AllDone) : a)),
        ("cancel-interrupted", () => CallMistakes.Of<AioCancel>((_, _, _, _) => Answer.Fail(Errno.EINTR))),
        ("cancel-hits-the-neighbour", () => Hits((m, r, c) => c.Cb is not null && m.Info(r).Cb != c.Cb && m.Info(r).Block.Fildes == c.Fildes)),
        ("cancel-hits-the-duplicate", () => Hits((m, r, c) => c.Cb is null && m.Info(r).Block.Fildes != c.Fildes
            && m.Info(r).Description?.Id == m.State.DescriptionOf(c.Fildes.Number))),
        ("cancel-loses-the-successor", LosesSuccessor),
        ("canceled-by-nobody", () => new Mistake
        {
            Complete = (m, r) =>
            {
                ref var slot = ref m.State.Requests[r];
                if (m.IsRead(r)) (slot.Status, slot.Result) = (Errno.ECANCELED, -1);
            },
        }),
        ("cancels-against-the-profile", () => new Mistake { Without = ["CANCEL-02"] }),
    ];

    private static Mistake Says(Predicate<AioCancel> which, long instead, long answer) =>
        CallMistakes.Of<AioCancel>((_, _, p, a) => a.Value == instead && a.Errno == Errno.None && which((AioCancel)p.Call) ? new Answer(answer) : a);

    /// <summary>Others are canceled as well.</summary>
    private static Mistake Hits(Func<Machine, int, AioCancel, bool> which) => new()
    {
        OnCall = (m, _, p) =>
        {
            if (p.Call is not AioCancel call) return;
            foreach (var request in m.Outstanding())
            {
                if (which(m, request, call)) m.Force(request, Errno.ECANCELED, -1);
            }
        },
    };

    private static Mistake LosesSuccessor()
    {
        var lost = new HashSet<RequestInfo>(ReferenceEqualityComparer.Instance);
        return new Mistake
        {
            GoOn = (m, r) => !lost.Contains(m.Info(r)),
            Answer = (m, _, p, a) =>
            {
                if (p.Call is not AioCancel { Cb: not null } call || a.Value != Canceled || a.Errno != Errno.None) return a;
                var head = m.Info(m.Subject(p));
                foreach (var request in m.Outstanding())
                {
                    if (m.Info(request).Block.Fildes != call.Fildes || m.Info(request).Submission < head.Submission) continue;
                    lost.Add(m.Info(request));
                    m.Changes.AddRequest(request);
                }

                return a;
            },
        };
    }
}
