using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>
/// What the completion of a request may be: its error status (<see cref="Status"/>), its return status
/// (<see cref="Result"/>), and the step that brings it (<see cref="Step"/>). The outcome's errno is the error status.
/// </summary>
public static class CompletionRules
{
    private static readonly Fact IsRead = Is.Request("it is a read", r => r.Kind == RequestKind.Read);
    private static readonly Fact IsWrite = Is.Request("it is a write", r => r.Kind == RequestKind.Write);
    private static readonly Fact IsFsync = Is.Request("it is aio_fsync", r => r.Kind == RequestKind.Fsync);
    /// <summary>An aio_fsync that was canceled or could not even begin waits for nothing (FSYNC-11).</summary>
    private static readonly Fact NotDone = (Is.Canceled & Is.CancelCovered) | Arguments.BadDescriptor | Arguments.CannotSync;

    /// <summary>The error of what an aio_fsync covers is its own (FSYNC-10), also one that fsync() never has.</summary>
    private static readonly Fact OfCovered = IsFsync & new CoveredError();

    private static readonly Fact InList = Is.Request("it is a list element", r => r.List >= 0);
    private static readonly Fact NotSurelyNonblocking =
        Is.Request("the descriptor is not O_NONBLOCK", r => r.Description is not { IsStream: true, Nonblocking: true });

    private static readonly Fact CountFits = new Atom("the count fits", Counts.Fits);

    private static readonly Fact PeerClosed = new Atom(
        "the other end is closed", (IWorld w, in Scope s) => w.PeerClosed(s.Request));

    private static readonly Fact StreamWrite =
        Is.Request("it writes a stream", r => r is { Kind: RequestKind.Write, Description.Type: FileType.PipeWriteEnd or FileType.Socket, Nbytes: not 0 });

    private static readonly Fact IsWithoutSpace =
        Is.Request("it writes to a device without free space", r => r is { Kind: RequestKind.Write, Description.Type: FileType.FullDevice, Nbytes: not 0 });

    /// <summary>Which error statuses a request may have.</summary>
    public static readonly Rule Status = new("error status",
    [
        Only("CLOSE-02", "EBADF", Status(Errno.EBADF), Arguments.BadDescriptor | OfCovered | !Is.Told(Tell.ClosedSince)),
        Only("CLOSE-06", "EBADF", Status(Errno.EBADF), Arguments.BadDescriptor | OfCovered | !Is.Told(Tell.ReplacedSince)),
        Only("FSYNC-04", "EBADF", Status(Errno.EBADF), OfCovered | !IsFsync),
        Only("SUB-05", "EBADF", Status(Errno.EBADF), Arguments.BadDescriptor | OfCovered),
        .. SubmissionRules.InvalidArgument.Select(AsStatus),
        Only("SUB-16", "EOVERFLOW", Status(Errno.EOVERFLOW), Arguments.PastOffsetMaximum | OfCovered),
        Only("SUB-16", "EFBIG", Status(Errno.EFBIG), Arguments.TooBig | MayBeShort() | OfCovered),
        Only("WRITE-06", "EPIPE", Status(Errno.EPIPE), (IsWrite & PeerClosed) | OfCovered),
        Only("SUB-16", "EISDIR", Status(Errno.EISDIR), Is.Request("it is a directory", r => r.Description?.Type == FileType.Directory) | OfCovered),
        Only("FSYNC-06", "EAGAIN", Status(Errno.EAGAIN), !IsFsync),
        Only("SUB-04", "EAGAIN", Status(Errno.EAGAIN), !NotSurelyNonblocking | InList),
        Only("LIO-17", "EAGAIN", Status(Errno.EAGAIN), !NotSurelyNonblocking | MayNotBeQueued()),
        .. Uncalled(),
        Only("SUB-16", "an errno of no row", NoRow, Is.Never),
        Only("SUB-05", "an error of the file", OfTheFile, !Arguments.BadDescriptor),

        Only("READ-06", "0", Status(Errno.None), !(IsRead & Arguments.BadDescriptor)),
        Only("WRITE-04", "0", Status(Errno.None), !(IsWrite & Arguments.BadDescriptor)),
        Only("FSYNC-05", "0", Status(Errno.None), !Arguments.CannotSync),
        Only("SUB-11", "0", Status(Errno.None), !Arguments.BadOffset),
        Only("SUB-09", "0", Status(Errno.None), !(Arguments.BadReqprio & Has(Programs.PosixOptions.PIO))),
        Only("READ-07", "0", Status(Errno.None), !Arguments.PastOffsetMaximum),
        Only("WRITE-05", "0", Status(Errno.None), !Arguments.TooBig),
        Only("WRITE-06", "0", Status(Errno.None), !((StreamWrite & PeerClosed) | IsWithoutSpace)),
        Only("FSYNC-10", "0", Status(Errno.None), !IsFsync | CoveredHaveNotFailed()),
    ],
    []);

    /// <summary>Which return statuses a request with error status 0 may have. The outcome's value is the return status.</summary>
    public static readonly Rule Result = new("return status",
    [
        Only("RETURN-04", "the previous request's", NotMinusOne, CountFits | !Is.Told(Tell.PreviousResult)),
        Only("WRITE-07", "more than 0", NotMinusOne, CountFits | !(IsWrite & IsEmpty())),
        Only("RETURN-08", "more than aio_nbytes", NotMinusOne, IsFsync | WithinLength()),
        Only("READ-08", "bytes past the offset maximum", NotMinusOne, !IsRead | BelowOffsetMaximum()),
        Only("WRITE-10", "bytes past the offset maximum", NotMinusOne, !IsWrite | BelowOffsetMaximum()),
        Only("READ-11", "0", Value(0), CountFits | !(IsRead & IsStream())),
        Only("LIO-16", "a count", NotMinusOne, CountFits | !(IsRead & Is.Told(Tell.BytesOfRejectedList))),
        Only("READ-03", "a count", NotMinusOne, CountFits | !IsRead | IsStream()),
        Only("CLOSE-06", "a count", NotMinusOne, CountFits | !(IsRead & Is.Told(Tell.ReplacedSince))),
        Only("CLOSE-02", "a count", NotMinusOne, CountFits | !(IsRead & Is.Told(Tell.ClosedSince))),
        Only("READ-01", "a count", NotMinusOne, CountFits | !IsRead),
        Only("WRITE-03", "a count", NotMinusOne, CountFits | !IsWrite),
        Only("FSYNC-07", "not 0", NotMinusOne, CountFits),
    ],
    []);

    /// <summary>When a request can become complete (ordering), and when it must (progress).</summary>
    public static readonly Rule Step = new("completion",
    [
        Only("FSYNC-08", "completion", Anything, !IsFsync | NotDone | Is.Every(Relation.CoveredSameDescriptor, Is.CompleteDuring)),
        Only("FSYNC-01", "completion", Anything, !IsFsync | NotDone | Is.Every(Relation.CoveredOtherDescriptor, Is.CompleteDuring)),
    ],
    [
        new("CLOSE-02", "the request completes", ProgressRules.Ready & Is.Told(Tell.ClosedSince)),
        new("CLOSE-06", "the request completes", ProgressRules.Ready & Is.Told(Tell.ReplacedSince)),
        new("CLOSE-08", "the request completes", ProgressRules.Ready & Is.Told(Tell.InChild)),
        new("CANCEL-05", "the request completes", ProgressRules.Ready & Is.Told(Tell.NotCanceledSaid)),
        new("CANCEL-16", "the request completes", ProgressRules.Ready & Is.Told(Tell.NeighbourCanceled)),
        new("EINTR-03", "the request completes", ProgressRules.Ready & Is.Told(Tell.SuspendInterrupted)),
        new("LIO-18", "the request completes", ProgressRules.Ready & Is.Told(Tell.ListInterrupted)),
        new("LIO-13", "the request completes", ProgressRules.Ready & Is.Told(Tell.SiblingFailed)),
        new("CLOSE-11", "the request completes", ProgressRules.Ready & Is.Told(Tell.SubmitterEnded)),
        new("SUB-17", "the request completes", ProgressRules.Ready & !NotSurelyNonblocking),
        new("READ-05", "the request completes", ProgressRules.Ready & IsRead & IsEmpty()),
        new("READ-04", "the request completes", ProgressRules.Ready & IsRead & IsStream()),
        new("THREAD-04", "the request completes", ProgressRules.Ready & Is.Request("all signals are blocked", r => r.SignalsBlocked)),
        new("FSYNC-07", "the request completes", ProgressRules.Ready & IsFsync),
        new("ORDER-06", "the request completes", ProgressRules.Ready),
    ]);

    /// <summary>A quiet end: what nothing holds up is complete by then.</summary>
    internal static readonly Clause Quiet = Only("ORDER-06", "a quiet end", Anything, Is.CompleteDuring);

    /// <summary>ECANCELED although nothing that may cancel covered the request.</summary>
    private static Clause[] Uncalled()
    {
        (string Id, Tell Tell)[] told =
        [
            ("CANCEL-05", Tell.NotCanceledSaid), ("CANCEL-13", Tell.OtherDescriptorCanceled), ("CB-01", Tell.TwinCanceled),
            ("CANCEL-16", Tell.NeighbourCanceled), ("LIO-18", Tell.ListInterrupted), ("EINTR-03", Tell.SuspendInterrupted),
            ("CLOSE-11", Tell.SubmitterEnded),
        ];
        return
        [
            .. told.Select(t => Only(t.Id, "ECANCELED", Status(Errno.ECANCELED), Is.CancelCovered | !Is.Told(t.Tell))),
            Only("CANCEL-01", "ECANCELED", Status(Errno.ECANCELED), Is.CancelCovered),
        ];
    }

    private static bool NoRow(in Outcome outcome) => outcome.Errno switch
    {
        Errno.None or Errno.EINPROGRESS => false,
        Errno.EBADF or Errno.EINVAL or Errno.EOVERFLOW or Errno.EFBIG or Errno.EPIPE or Errno.EISDIR or Errno.EAGAIN => false,
        Errno.ECANCELED or Errno.EIO or Errno.ENOSPC or Errno.EDQUOT or Errno.ENXIO or Errno.ENOBUFS or Errno.ENOMEM => false,
        Errno.ECONNRESET or Errno.ENOTCONN or Errno.ETIMEDOUT or Errno.EBADMSG or Errno.EDESTADDRREQ => false,
        Errno.ENETDOWN or Errno.ERANGE or Errno.EFAULT or Errno.EINTR or Errno.EROFS => false,
        _ => true,
    };

    private static Clause AsStatus(Clause clause) => clause with
    {
        On = (in Outcome o) => o.Errno == Errno.EINVAL,
        Id = clause.Id == "SUB-05" ? "SUB-16" : clause.Id,
        OnlyIf = clause.OnlyIf | OfCovered,
    };

    /// <summary>An error that only something which is open can have.</summary>
    private static bool OfTheFile(in Outcome outcome) =>
        outcome.Errno is not (Errno.None or Errno.EINPROGRESS or Errno.EBADF or Errno.EINVAL or Errno.EAGAIN or Errno.ECANCELED);

    private static Fact CoveredHaveNotFailed()
    {
        var then = new Atom("it was queued when aio_fsync was called", (IWorld w, in Scope s) => w.OutstandingAtSubmissionOf(s.Request, (int)s.Outcome.Value));
        return new CoveredFailures(!then | Is.Succeeded | Is.Canceled);
    }

    private static Fact WithinLength() => new Atom(
        "the count is at most aio_nbytes", (IWorld w, in Scope s) => TruthLogic.Known(w.Info(s.Request) is var r && (r.Nbytes < 0 || s.Outcome.Value <= r.Nbytes)))
    {
        DependsOn = Fixed.Submission | Fixed.Outcome,
    };

    private static Fact BelowOffsetMaximum() => new Atom("it ends below the offset maximum", (IWorld w, in Scope s) =>
        TruthLogic.Known(w.Info(s.Request) is not { UsesOffset: true } r || s.Outcome.Value == 0
            || r.Block.Offset <= r.Description!.OffsetMaximum - s.Outcome.Value))
    {
        DependsOn = Fixed.Submission | Fixed.Outcome,
    };

    private static Fact IsEmpty() => Is.Request("aio_nbytes is 0", r => r.Nbytes == 0);

    private static Fact IsStream() => Is.Request("it is a stream", r => r.Description is { IsStream: true });

    private static Fact Has(Programs.PosixOptions option) => Is.Declared(option.ToString(), d => (d.Options & option) != 0);

    private static Fact MayBeShort() => Is.Declared("the environment may end transfers early", d => d.MayTransferShort);

    private static Fact MayNotBeQueued() => Is.Declared("the environment may exhaust resources", d => d.MayExhaust || d.AioMax is not null)
        | !InList;
}

/// <summary>None of the requests that an aio_fsync covers has failed (FSYNC-10).</summary>
internal sealed class CoveredFailures(Fact notFailed) : Fact
{
    internal static readonly Relation[] Covered = [Relation.CoveredSameDescriptor, Relation.CoveredOtherDescriptor];

    public override string Text => "no request that it covers has failed";

    public override Truth Ask(IWorld world, in Scope scope)
    {
        var result = Truth.Yes;
        foreach (var relation in Covered)
        {
            foreach (var member in world.Members(relation, scope))
            {
                result = result.And(notFailed.Ask(world, scope.Of(member) with { Outcome = new Outcome(scope.Request) }));
            }
        }

        return result;
    }
}

/// <summary>A request that an aio_fsync covers has failed with the error that the aio_fsync has (FSYNC-10).</summary>
internal sealed class CoveredError : Fact
{
    public override string Text => "a request that it covers failed with it";

    public override Truth Ask(IWorld world, in Scope scope)
    {
        var result = Truth.No;
        foreach (var relation in CoveredFailures.Covered)
        {
            foreach (var member in world.Members(relation, scope))
            {
                result = result.Or(world.OutstandingAtSubmissionOf(member, scope.Request).And(world.HasStatus(member, scope.Outcome.Errno)));
            }
        }

        foreach (var member in world.Members(Relation.PerhapsCovered, scope))
        {
            result = result.Or(Truth.Maybe.And(world.HasStatus(member, scope.Outcome.Errno)));
        }

        return result;
    }
}

/// <summary>When nothing stands between a request and its completion.</summary>
internal static class ProgressRules
{
    internal static readonly Fact Ready = new Atom("nothing holds it up", Ask);

    private static Truth Ask(IWorld world, in Scope scope)
    {
        if (world.MayWantThread(scope.Request)) return Truth.No;
        var request = world.Info(scope.Request);
        if (request.Description is not { IsStream: true } description) return OthersDone(world, scope, request);
        // What moves no bytes of a stream may have its turn all the same behind what waits there.
        var movesNothing = request.Nbytes == 0 || request.Kind == RequestKind.Fsync || Arguments.BadDescriptor.Ask(world, scope) == Truth.Yes;
        if (movesNothing && !description.Nonblocking && world.Members(Relation.Before, scope).Length > 0) return Truth.No;
        if (request.Open == Truth.No) return OthersDone(world, scope, request);
        if (description.Nonblocking || request.Kind == RequestKind.Fsync) return Truth.Yes;
        if (IsBehindAnother(world, scope, request)) return Truth.No;
        if (request.Kind == RequestKind.Write && world.Members(Relation.AppendsBefore, scope).Length > 0) return Truth.No;
        if (world.Members(Relation.Preferred, scope).Length > 0) return Truth.No;
        if (request.Nbytes == 0) return Truth.Yes;
        var moves = world.StreamDuring(scope.Request).Min > 0;
        return TruthLogic.Known(moves).Or(world.PeerClosed(scope.Request));
    }

    /// <summary>
    /// What is read and written through one descriptor may be worked off one after the other: the order of processing is not specified
    /// (2.8.2). So a write need not come to its turn while a read before it waits for data, nor a read behind a write.
    /// </summary>
    private static bool IsBehindAnother(IWorld world, in Scope scope, RequestInfo request)
    {
        if (request.Description is not { Type: FileType.Character or FileType.Socket } description) return false;
        foreach (var before in world.Members(Relation.Before, scope))
        {
            if (world.Info(before) is var other && other.Kind != request.Kind && other.Description?.Id == description.Id) return true;
        }

        return false;
    }

    private static Truth OthersDone(IWorld world, in Scope scope, RequestInfo request)
    {
        if (request.Kind != RequestKind.Fsync) return Truth.Yes;
        var result = Truth.Yes;
        foreach (var relation in (ReadOnlySpan<Relation>)[Relation.CoveredSameDescriptor, Relation.CoveredOtherDescriptor])
        {
            foreach (var member in world.Members(relation, scope)) result = result.And(world.Complete(member, When.During));
        }

        return result;
    }
}
