using System.Collections.Immutable;
using AioSpec.Programs;
using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>What aio_suspend may return, and when it must (SUSPEND).</summary>
public static class SuspendRules
{
    /// <summary>What answers of aio_cancel say of requests: that they are canceled, or were complete already.</summary>
    private static readonly ImmutableArray<string> s_answered = ["CANCEL-04", "CANCEL-07", "CANCEL-09"];

    private static readonly Fact OddTimeout = Is.Called<AioSuspend>("the timeout is invalid", c => c.Timeout is { IsValid: false });
    private static readonly Fact NoTimeout = Is.Called<AioSuspend>("there is no timeout", c => c.Timeout is null);
    private static readonly Fact ZeroTimeout = Is.Called<AioSuspend>("the timeout is zero", c => c.Timeout is { TotalNanoseconds: 0 });
    private static readonly Fact Nothing = Is.Called<AioSuspend>("nothing is listed", c => c.List.All(cb => cb is null));
    private static readonly Fact DoneBefore = Is.Some(Relation.Listed, Is.CompleteAtEntry);
    private static readonly Fact Done = Is.Some(Relation.Listed, Is.CompleteDuring);

    /// <summary>What 0 says of the listed requests, of which the caller learns only by a scan with aio_error.</summary>
    public static readonly Rule Statuses = new("aio_suspend", [Only("SUSPEND-24", "0", Zero, Done)], []);

    /// <summary>The rule.</summary>
    public static readonly Rule Rule = new("aio_suspend",
    [
        Only("SUSPEND-04", "neither 0 nor -1", ValueOtherwise(0, -1), Is.Never),
        Only("SUSPEND-05", "EINVAL", Fails(Errno.EINVAL), OddTimeout | Nothing | !Is.Told(Tell.HasNull)),
        Only("FSYNC-15", "EINVAL", Fails(Errno.EINVAL), OddTimeout | Nothing | !Is.Told(Tell.ListedFsync)),
        Only("SUSPEND-01", "EINVAL", Fails(Errno.EINVAL), OddTimeout | Nothing),
        Only("SUSPEND-08", "ETIMEDOUT", Fails(Errno.ETIMEDOUT), Is.Never),
        Only("SUSPEND-01", "an errno of no row", FailsOtherwise(
            Errno.EAGAIN, Errno.EINTR, Errno.EINVAL, Errno.ETIMEDOUT, Errno.ECANCELED, Errno.ENOSYS), Is.Never),

        Only("SUSPEND-16", "0", Zero, Done | Nothing | !Is.Told(Tell.UnlistedCompleted)),
        Only("SUSPEND-24", "0", Zero, Done | Nothing),

        Only("SUSPEND-10", "EAGAIN", Fails(Errno.EAGAIN), !NoTimeout),
        Only("SUSPEND-09", "EAGAIN", Fails(Errno.EAGAIN), Is.DeadlinePassed | OddTimeout | Nothing | !Is.ClockStepped),
        Only("SUSPEND-08", "EAGAIN", Fails(Errno.EAGAIN), Is.DeadlinePassed | OddTimeout),
        Only("SUSPEND-17", "EAGAIN", Fails(Errno.EAGAIN), !DoneBefore | !Is.Told(Tell.ListedCanceled)) with { Refutes = s_answered },
        Only("SUSPEND-02", "EAGAIN", Fails(Errno.EAGAIN), !DoneBefore) with { Refutes = s_answered },
        Only("SUSPEND-17", "EAGAIN", Fails(Errno.EAGAIN), OddTimeout | !Is.Some(Relation.Listed, Is.CompleteAtDeadline) | !Is.Told(Tell.ListedCanceled)) with { Refutes = s_answered },
        Only("SUSPEND-13", "EAGAIN", Fails(Errno.EAGAIN), OddTimeout | !Is.CaughtBeforeDeadline),
        Only("SUSPEND-01", "EAGAIN", Fails(Errno.EAGAIN), OddTimeout | !Is.Some(Relation.Listed, Is.CompleteAtDeadline)),

        Only("SUSPEND-02", "EINTR", Fails(Errno.EINTR), !DoneBefore),
        Only("SUSPEND-14", "EINTR", Fails(Errno.EINTR), Is.Caught | !Is.CaughtWithRestart),
        Only("SUSPEND-15", "EINTR", Fails(Errno.EINTR), Is.Caught | !Is.IgnoredSignalSent),
        Only("SUSPEND-13", "EINTR", Fails(Errno.EINTR), Is.Caught),
    ],
    [
        new("SUSPEND-21", "the thread ends", Is.CanceledBefore),
        new("SUSPEND-22", "aio_suspend returns in a signal handler", (Done | ZeroTimeout) & Is.Told(Tell.InHandler)),
        new("SUSPEND-11", "aio_suspend returns at once", ZeroTimeout),
        new("SUSPEND-17", "aio_suspend returns", Done & Is.Told(Tell.ListedCanceled)),
        new("SUSPEND-18", "every waiter is released", Done & Is.Told(Tell.SeveralWaiters)),
        new("FSYNC-15", "aio_suspend returns", Done & Is.Told(Tell.ListedFsync)),
        new("SUSPEND-01", "aio_suspend returns", Done),
        new("SUSPEND-08", "aio_suspend returns", Is.DeadlinePassed),
        new("SUSPEND-13", "aio_suspend returns", Is.Caught),
    ]);
}
