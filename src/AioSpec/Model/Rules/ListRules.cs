using AioSpec.Programs;
using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>What lio_listio may return, and when it must (LIO).</summary>
public static class ListRules
{
    private static readonly Fact BadMode = Is.Called<LioListio>("the mode is invalid", c => c.Mode is not (LioMode.LIO_WAIT or LioMode.LIO_NOWAIT));
    private static readonly Fact Waits = Is.Called<LioListio>("the mode is LIO_WAIT", c => c.Mode == LioMode.LIO_WAIT);
    private static readonly Fact Empty = Is.Called<LioListio>("the list is empty", c => c.List.Length == 0);

    private static readonly Fact TooLong = new Atom(
        "there are more than AIO_LISTIO_MAX elements",
        (IWorld w, in Scope s) => TruthLogic.Known(s.Call is LioListio c && w.Declared.ListioMax is { } max && c.List.Length > max));

    /// <summary>An element that could not be queued, whose status tells why.</summary>
    private static readonly Fact CannotBeQueued = Arguments.BadDescriptor | Arguments.Invalid | Arguments.PastOffsetMaximum | Arguments.TooBig;

    /// <summary>The errors of lio_listio may be had for other reasons too (XSH 2.3), as long as nothing was initiated (LIO-16).</summary>
    private static readonly Fact Refusable = BadMode | TooLong | Empty | Arguments.OddListSigEvent
        | (Is.Some(Relation.Elements, CannotBeQueued) & Is.Every(Relation.Elements, CannotBeQueued));

    private static readonly Fact Complete = Is.Every(Relation.Elements, Is.CompleteAtReturn);
    private static readonly Fact Ran = Is.Every(Relation.Elements, Is.CompleteDuring & !Arguments.BadOpcode);

    /// <summary>The rule.</summary>
    public static readonly Rule Rule = new("lio_listio",
    [
        Only("LIO-01", "anything but EINVAL", (in Outcome o) => !o.Is(Errno.EINVAL), !BadMode),
        Only("LIO-02", "anything but EINVAL", (in Outcome o) => !o.Is(Errno.EINVAL), !TooLong),
        Only("LIO-05", "EINVAL", Fails(Errno.EINVAL), Refusable | Is.Some(Relation.Elements, CannotBeQueued) | !Is.Told(Tell.HasNull)),
        Only("LIO-06", "EINVAL", Fails(Errno.EINVAL), Refusable | Is.Some(Relation.Elements, CannotBeQueued) | !Is.Told(Tell.HasNop)),
        Only("LIO-16", "EINVAL", Fails(Errno.EINVAL), Refusable),
        Only("LIO-15", "neither 0 nor -1", ValueOtherwise(0, -1), Is.Never),
        Only("LIO-15", "an errno of no row", FailsOtherwise(Errno.EAGAIN, Errno.EINVAL, Errno.EINTR, Errno.EIO), Is.Never),

        Only("LIO-17", "EAGAIN", Fails(Errno.EAGAIN), Resources.MayRunOut | Resources.NoLimitDeclared | WouldExceed()),

        Only("LIO-10", "0", Zero, !Waits | Complete),
        Only("CANCEL-18", "0", Zero, !Waits | Is.Every(Relation.Elements, !Is.Canceled)),
        Only("LIO-30", "0", Zero, !Waits | Is.Every(Relation.Elements, Is.Succeeded | !Is.Told(Tell.FailureSeenEarly))),
        Only("LIO-12", "0", Zero, !Waits | Is.Every(Relation.Elements, Is.Succeeded)),

        Only("LIO-10", "EIO", Fails(Errno.EIO), !Waits | Complete),
        Only("LIO-06", "EIO", Fails(Errno.EIO), !Waits | Is.Some(Relation.Elements, !Is.Succeeded) | !Is.Told(Tell.HasNop)),
        Only("LIO-11", "EIO", Fails(Errno.EIO), !Waits | Is.Some(Relation.Elements, !Is.Succeeded)),
        Only("LIO-06", "EIO", Fails(Errno.EIO), Waits | Is.Some(Relation.Elements, CannotBeQueued) | !Is.Told(Tell.HasNop)),
        Only("LIO-15", "EIO", Fails(Errno.EIO), Waits | Is.Some(Relation.Elements, CannotBeQueued)),
        Only("LIO-15", "0", Zero, Waits | !ReportsElements(true) | !Is.Some(Relation.Elements, CannotBeQueued)),
        Only("LIO-15", "EIO", Fails(Errno.EIO), Waits | !ReportsElements(false)),

        Only("EINTR-01", "EINTR", Fails(Errno.EINTR), Waits),
        Only("LIO-19", "EINTR", Fails(Errno.EINTR), Is.Caught | !Is.CaughtWithRestart),
        Only("LIO-18", "EINTR", Fails(Errno.EINTR), Is.Caught),
    ],
    [
        new("LIO-14", "lio_listio returns at once", !Waits),
        new("CANCEL-18", "lio_listio returns", Ran & Is.Told(Tell.ElementCanceled)),
        new("LIO-10", "lio_listio returns", Ran),
        new("LIO-18", "lio_listio returns", Is.Caught),
    ]);

    /// <summary>What the outcome says of the statuses of elements, which may be told only later.</summary>
    public static readonly Rule Statuses = new("lio_listio",
    [
        Only("LIO-17", "EAGAIN", Fails(Errno.EAGAIN), Is.Some(Relation.Elements, Is.OutOfResources & Is.CompleteAtReturn)),
        Only("LIO-06", "EIO", Fails(Errno.EIO), Is.Some(Relation.Elements, !Is.Succeeded | CannotBeQueued) | !Is.Told(Tell.HasNop)),
        Only("LIO-11", "EIO", Fails(Errno.EIO), !Waits | Is.Some(Relation.Elements, !Is.Succeeded)),
        Only("LIO-15", "EIO", Fails(Errno.EIO), Is.Some(Relation.Elements, !Is.Succeeded | CannotBeQueued)),
    ],
    []);

    /// <summary>Whether a list that was refused in part is notified when what was started ends: 1, or not: 0.</summary>
    public static readonly Rule RefusalNotification = new("notification of a list that was refused",
    [
        Only("LIO-20", "no notification", Value(0), Is.Liberty(Liberties.SilentRefusal)),
    ],
    []);

    /// <summary>Which element is initiated next: the outcome is its place in the list. The order is unspecified (LIO-09).</summary>
    public static readonly Rule Order = new("order of initiation", [], []);

    /// <summary>Whether a list without operations is notified: 1, or not: 0 (LIO-24).</summary>
    public static readonly Rule EmptyNotification = new("notification of an empty list",
    [
        Only("LIO-24", "a notification", Value(1), !Is.Declared("a list without operations is not notified", d => d.Profile.NotifiesEmptyList == false)),
        Only("LIO-24", "no notification", Value(0), !Is.Declared("a list without operations is notified", d => d.Profile.NotifiesEmptyList == true)),
    ],
    []);

    private static Fact ReportsElements(bool reports) => Is.Declared(
        "lio_listio reports elements that cannot be queued", d => d.Profile.ListReportsElements == reports);

    private static Atom WouldExceed() => new(
        "AIO_MAX would be exceeded",
        (IWorld w, in Scope s) => s.Call is LioListio c && w.Declared.AioMax is { } max
            ? w.OutstandingCount.Max + c.List.Length > max ? Truth.Maybe : Truth.No
            : Truth.No);
}
