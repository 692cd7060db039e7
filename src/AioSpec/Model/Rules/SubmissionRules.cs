using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>What aio_read, aio_write and aio_fsync may return (SUB, and the S column of the errno table).</summary>
public static class SubmissionRules
{
    private static readonly Fact IsFsync = Is.Request("it is aio_fsync", r => r.Kind == RequestKind.Fsync);

    /// <summary>EINVAL with nothing invalid: which sentence it breaks depends on what the implementation looked at.</summary>
    internal static readonly Clause[] InvalidArgument =
    [
        Only("SUB-12", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid | !Arguments.UnusedOddOffset),
        Only("FSYNC-12", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid | !Is.Request(
            "a member that aio_fsync ignores is unusual",
            r => r.Kind == RequestKind.Fsync && (r.Block.Reqprio != 0 || r.Block.Offset < 0 || r.Block.Nbytes > Arguments.SsizeMax))),
        Only("NOTIFY-16", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid | !Is.Request("it is resubmitted in its notification", r => r.Reuses && r.InNotification)),
        Only("CB-08", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid | !Is.Request("the block was used before", r => r.Reuses)),
        Only("SUB-08", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid | !Is.Request("aio_lio_opcode is another operation's", OpcodeDiffers)),
        Only("CB-09", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid | !Is.Request("private members hold garbage", r => r.Block.Garbage)),
        Only("THREAD-04", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid | !Is.Request("all signals are blocked", r => r.SignalsBlocked)),
        Only("PRIO-01", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid | !Is.Request("aio_reqprio is not 0", r => r.Block.Reqprio != 0)),
        Only("SUB-05", "EINVAL", Fails(Errno.EINVAL), Arguments.Invalid),
    ];

    /// <summary>The rule.</summary>
    public static readonly Rule Rule = new("submission",
    [
        Only("SUB-01", "neither 0 nor -1", ValueOtherwise(0, -1), Is.Never),
        Only("SUB-01", "-1 without errno", Fails(Errno.None), Is.Never),
        Only("EINTR-01", "EINTR", Fails(Errno.EINTR), Is.Never),

        Only("FSYNC-03", "0", Zero, !Arguments.BadSyncOperation),
        Only("FSYNC-04", "0", Zero, !(IsFsync & Arguments.NotOpen)),
        Only("SUB-05", "0", Zero, !(ReportsByCall() & (Arguments.BadDescriptor | Arguments.BadOffset))),

        Only("FSYNC-04", "EBADF", Fails(Errno.EBADF), Arguments.BadDescriptor | !IsFsync),
        Only("THREAD-04", "EBADF", Fails(Errno.EBADF), Arguments.BadDescriptor | !Is.Request("all signals are blocked", r => r.SignalsBlocked)),
        Only("SUB-05", "EBADF", Fails(Errno.EBADF), Arguments.BadDescriptor),
        .. InvalidArgument,
        Only("SUB-05", "EINVAL", Fails(Errno.EINVAL), !ReportsByStatus() | IsFsync),
        Only("SUB-05", "EBADF", Fails(Errno.EBADF), !ReportsByStatus() | IsFsync),
        Only("SUB-05", "EOVERFLOW", Fails(Errno.EOVERFLOW), Arguments.PastOffsetMaximum),
        Only("SUB-05", "EFBIG", Fails(Errno.EFBIG), Arguments.TooBig),
        Only("CLOSE-08", "EAGAIN", Fails(Errno.EAGAIN), Resources.SomeOutstanding | Resources.MayRunOut | !Is.Told(Tell.InChild)),
        Only("LIMIT-04", "EAGAIN", Fails(Errno.EAGAIN), Resources.SomeOutstanding | Resources.MayRunOut),
        Only("SUB-04", "EAGAIN", Fails(Errno.EAGAIN), Resources.LimitReached | Resources.MayRunOut | Resources.NoLimitDeclared),
        Only("SUB-05", "an errno of no row", FailsOtherwise(
            Errno.None, Errno.EINTR, Errno.EBADF, Errno.EINVAL, Errno.EOVERFLOW, Errno.EFBIG, Errno.EAGAIN, Errno.ENOSYS), Is.Never),
    ],
    [
        new("SUB-03", "the call returns", Is.Always),
    ]);

    private static Fact ReportsByCall() => Is.Declared("errors are reported by the call", d => d.Profile.ErrorsByCall == true);

    private static Fact ReportsByStatus() => Is.Declared("errors are reported by the status", d => d.Profile.ErrorsByCall == false);

    private static bool OpcodeDiffers(RequestInfo request) => request.Kind switch
    {
        RequestKind.Read => request.Block.LioOpcode != LioOpcode.LIO_READ,
        RequestKind.Write => request.Block.LioOpcode != LioOpcode.LIO_WRITE,
        _ => false,
    };
}

/// <summary>Want of resources: EAGAIN (SUB-04, LIMIT-02, LIMIT-04).</summary>
public static class Resources
{
    /// <summary>The environment may exhaust what the implementation needs.</summary>
    public static readonly Fact MayRunOut = Is.Declared("the environment may exhaust resources", d => d.MayExhaust);

    /// <summary>No limit was declared: any number may be too many.</summary>
    public static readonly Fact NoLimitDeclared = Is.Declared("no AIO_MAX is declared", d => d.AioMax is null);

    /// <summary>At least one request is outstanding.</summary>
    public static readonly Fact SomeOutstanding = new Atom(
        "some request is outstanding", (IWorld w, in Scope _) => AtLeast(w.OutstandingCount, 1));

    /// <summary>AIO_MAX requests are outstanding.</summary>
    public static readonly Fact LimitReached = Is.Declared("", d => d.AioMax is not null) & new Atom(
        "AIO_MAX requests are outstanding",
        (IWorld w, in Scope _) => w.Declared.AioMax is { } max ? AtLeast(w.OutstandingCount, max) : Truth.No);

    private static Truth AtLeast(Range64 range, long number) =>
        range.Min >= number ? Truth.Yes : range.Max >= number ? Truth.Maybe : Truth.No;
}
