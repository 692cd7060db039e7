using AioSpec.Programs;
using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>What aio_cancel may answer (CANCEL).</summary>
public static class CancelRules
{
    private const long Canceled = (long)AioCancelResult.AIO_CANCELED;
    private const long NotCanceled = (long)AioCancelResult.AIO_NOTCANCELED;
    private const long AllDone = (long)AioCancelResult.AIO_ALLDONE;

    private static readonly Fact OneRequest = Is.Called<AioCancel>("one request is asked for", c => c.Cb is not null);

    private static readonly Fact Open = new Atom(
        "the descriptor is open",
        (IWorld w, in Scope s) => w.DescriptorOpen(((AioCancel)s.Call!).Fildes.Number, When.During));

    /// <summary>aiocbp names a request that was submitted through another number: unspecified (CANCEL-11).</summary>
    private static readonly Fact OtherFildes = Is.Some(Relation.Requested, new Atom(
        "",
        (IWorld w, in Scope s) => w.Info(s.Request) is { Submission: >= 0 } info
            ? TruthLogic.Known(info.Block.Fildes.Number != ((AioCancel)s.Call!).Fildes.Number)
            // Which request it is, and of which descriptor, is not known: that is open where one is named.
            : s.Call is AioCancel { Cb: not null } ? Truth.Maybe : Truth.No));

    /// <summary>aiocbp names no request that was accepted: unspecified (CANCEL-12).</summary>
    private static readonly Fact Unknown = new Atom(
        "",
        (IWorld w, in Scope s) => TruthLogic.Known(s.Call is AioCancel { Cb: not null } && w.Members(Relation.Requested, s).Length == 0));

    private static readonly Fact Unspecified = OtherFildes | Unknown;

    /// <summary>The error of a notification that cannot be sent may have taken the place of the status (SUB-19).</summary>
    private static readonly Fact StatusIsOpen = Unspecified | Is.Some(Relation.Requested, Arguments.OddSigEvent);

    private static readonly Fact Cancelable =
        (Is.Running & !Is.Declared("running requests cannot be canceled", d => d.Profile.CancelsRunning == false))
        | (!Is.Running & !Is.Declared("queued requests cannot be canceled", d => d.Profile.CancelsQueued == false));

    private static readonly Fact MayStay = !Is.CompleteAtEntry
        & ((Is.Running & !Is.Declared("running requests are canceled", d => d.Profile.CancelsRunning == true))
        | (!Is.Running & !Is.Declared("queued requests are canceled", d => d.Profile.CancelsQueued == true)));

    /// <summary>Whether an aio_cancel that has answered so may have canceled what it covered: one request, or all of the descriptor.</summary>
    public static bool MayHaveCanceled(in Outcome answer, bool one) => answer.Value is Canceled || (answer.Value == NotCanceled && !one)
        || answer.Value is not (-1 or AllDone or NotCanceled);

    /// <summary>What AIO_NOTCANCELED says of the requests of a descriptor, of which the caller learns only by a look at each.</summary>
    public static readonly Rule Statuses = new("aio_cancel",
    [
        Only("CANCEL-08", "AIO_NOTCANCELED", Value(NotCanceled), Is.Some(Relation.Requested, !Is.CompleteAtEntry & (!Is.Canceled | Is.CanceledElsewhere))),
    ],
    []);

    /// <summary>
    /// What becomes of a write that is not canceled and of which a part has moved: it goes on, outcome 0, or ends as a short success (CANCEL-17),
    /// 1, and perhaps at once, 2, so that aio_cancel finds it done.
    /// </summary>
    public static readonly Rule Shortening = new("aio_cancel of a part",
    [
        Only("CANCEL-17", "a short count", ValueOtherwise(0), Is.Liberty(Liberties.ShortCancel)),
        Only("CANCEL-09", "a short count at once", Value(2), OneRequest),
    ],
    []);

    /// <summary>The rule.</summary>
    public static readonly Rule Rule = new("aio_cancel",
    [
        Only("EINTR-01", "EINTR", Fails(Errno.EINTR), Is.Never),
        Only("CANCEL-01", "none of the three answers", ValueOtherwise(-1, Canceled, NotCanceled, AllDone), Unspecified),
        Only("CANCEL-10", "EBADF", Fails(Errno.EBADF), !Open | Unspecified),
        Only("CANCEL-01", "an errno of no row", FailsOtherwise(Errno.EBADF, Errno.EINTR), Unspecified),
        Only("CLOSE-05", "an answer", NotMinusOne, Open | !Is.Told(Tell.ClosedBefore)),
        Only("CANCEL-10", "an answer", NotMinusOne, Open),

        Only("CANCEL-04", "AIO_CANCELED", Value(Canceled), StatusIsOpen | !OneRequest | Is.Every(Relation.Requested, Is.Canceled & Is.CompleteAtReturn)),
        Only("CANCEL-07", "AIO_CANCELED", Value(Canceled), StatusIsOpen | Is.Some(Relation.Requested, Is.Canceled)),
        Only("CANCEL-07", "AIO_CANCELED", Value(Canceled), Unspecified | Is.Every(Relation.Requested, Is.CompleteAtReturn)),
        Only("CANCEL-02", "AIO_CANCELED", Value(Canceled), Unspecified | Is.Every(Relation.Requested, Is.CompleteDuring | Cancelable)),
        Only("CANCEL-02", "AIO_CANCELED", Value(Canceled), Unspecified | Is.Some(Relation.Requested, Cancelable)),

        Only("CANCEL-08", "AIO_NOTCANCELED", Value(NotCanceled), Unspecified | Is.Some(Relation.Requested, !Is.CompleteAtEntry)) with { Refutes = ["FSYNC-01", "FSYNC-08"] },
        Only("CANCEL-02", "AIO_NOTCANCELED", Value(NotCanceled), Unspecified | Is.Some(Relation.Requested, MayStay)),

        Only("CANCEL-09", "AIO_ALLDONE", Value(AllDone), Unspecified | Is.Every(Relation.Requested, Is.CompleteDuring)),
    ],
    [
        // That it does not wait for the transfer itself is nowhere stated (CANCEL-15), nor for a call from a notification function.
        new("CANCEL-19", "aio_cancel returns", Is.Every(Relation.Requested, Is.CompleteDuring) & Is.Told(Tell.InCallback)),
        new("THREAD-01", "aio_cancel returns", Is.Every(Relation.Requested, Is.CompleteDuring)),
    ]);
}
