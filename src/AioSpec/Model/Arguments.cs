using AioSpec.Programs;

namespace AioSpec.Model;

/// <summary>What can be wrong with the arguments of a submission: the conditions of the errno table, each stated once.</summary>
public static class Arguments
{
    /// <summary>The largest transfer: SSIZE_MAX.</summary>
    public const ulong SsizeMax = long.MaxValue;

    /// <summary>What the standard leaves to the implementation, which may have it either way.</summary>
    private static readonly Fact UpToTheImplementation = new Atom("the implementation has it so", (IWorld _, in Scope _) => Truth.Maybe);

    /// <summary>The descriptor is not open (READ-06, WRITE-04, FSYNC-04).</summary>
    public static readonly Fact NotOpen = new Atom(
        "the descriptor is not open", (IWorld w, in Scope s) => w.Info(s.Request).Open.Negate())
    { DependsOn = Fixed.Submission };

    /// <summary>The descriptor is open, but not for this operation (READ-06, WRITE-04). aio_fsync takes any (FSYNC-04).</summary>
    public static readonly Fact WrongAccess = Is.Request("the descriptor is not open for this operation", r => r switch
    {
        { Description: null } => false,
        { Kind: RequestKind.Read } => !r.Description.CanRead,
        { Kind: RequestKind.Write } => !r.Description.CanWrite,
        _ => false,
    });

    /// <summary>The descriptor is no good for this operation.</summary>
    public static readonly Fact BadDescriptor = NotOpen | WrongAccess;

    /// <summary>The offset is used and would be invalid (SUB-11); with no file to use it on, an implementation may look at it first.</summary>
    public static readonly Fact BadOffset =
        Is.Request("the offset is invalid", r => r.Block.Offset < 0 && (r.UsesOffset || (r.Description is null && r.Kind != RequestKind.Fsync)))
        | (Is.Request("the offset is negative", r => r is { Block.Offset: < 0, Kind: not RequestKind.Fsync, Description.HoldsNothing: true }) & UpToTheImplementation);

    /// <summary>An offset below 0 that is not used (SUB-12, APPEND-04).</summary>
    public static readonly Fact UnusedOddOffset = Is.Request(
        "the offset is negative or past the largest one, and not used",
        r => r.Kind is RequestKind.Read or RequestKind.Write && r.Description is { HoldsNothing: false } && !r.UsesOffset && IsOdd(r.Block.Offset, r.Nbytes));

    /// <summary>aio_reqprio is outside 0..AIO_PRIO_DELTA_MAX (SUB-09).</summary>
    public static readonly Fact BadReqprio = new Atom(
        "aio_reqprio is outside 0..AIO_PRIO_DELTA_MAX",
        (IWorld w, in Scope s) => TruthLogic.Known(
            w.Info(s.Request) is { Kind: not RequestKind.Fsync } r && (r.Block.Reqprio < 0 || r.Block.Reqprio > w.Declared.PrioDeltaMax)))
    {
        DependsOn = Fixed.Declaration | Fixed.Submission,
    };

    /// <summary>aio_nbytes is more than SSIZE_MAX: what that does is implementation-defined (SUB-10).</summary>
    public static readonly Fact HugeNbytes = Is.Request(
        "aio_nbytes is more than SSIZE_MAX", r => r.Kind != RequestKind.Fsync && r.Block.Nbytes > SsizeMax);

    /// <summary>The last byte would be past every offset that there is; the system may take the offset for an invalid one (SUB-11).</summary>
    public static readonly Fact PastLargestOffset = Is.Request(
        "aio_offset and aio_nbytes together are more than the largest offset",
        r => (r.UsesOffset || r is { Kind: not RequestKind.Fsync, Description.HoldsNothing: true }) && r.Block.Offset >= 0 && r.Block.Nbytes <= SsizeMax && r.Block.Offset > long.MaxValue - (long)r.Block.Nbytes);

    /// <summary>The opcode of a list element is none of the three (LIO-08).</summary>
    public static readonly Fact BadOpcode = Is.Request("the opcode is invalid", r => r.Kind == RequestKind.Invalid);

    /// <summary>The op of aio_fsync is neither O_SYNC nor O_DSYNC (FSYNC-03).</summary>
    public static readonly Fact BadSyncOperation = Is.Request(
        "op is neither O_SYNC nor O_DSYNC",
        r => r.Kind == RequestKind.Fsync && r.Operation is not (SyncOperation.O_SYNC or SyncOperation.O_DSYNC));

    /// <summary>The file cannot be synchronized (FSYNC-05).</summary>
    public static readonly Fact CannotSync =
        Is.Request("the file cannot be synchronized", r => r is { Kind: RequestKind.Fsync, Description.IsStream: true })
        | (Is.Request("it is a device that holds nothing", r => r is { Kind: RequestKind.Fsync, Description.HoldsNothing: true }) & UpToTheImplementation);

    /// <summary>The sigevent names no signal, or an unknown kind (SUB-19).</summary>
    public static readonly Fact OddSigEvent = Is.Request("aio_sigevent is unusual", r => IsOdd(r.Block.SigEvent));

    /// <summary>
    /// The sigevent of a list is so. That is EINVAL by the same freedom: nothing is initiated, as LIO-16 asks. With LIO_WAIT it is
    /// not looked at (LIO-10).
    /// </summary>
    public static readonly Fact OddListSigEvent = Is.Called<LioListio>("sig is unusual", c => c is { Mode: LioMode.LIO_NOWAIT, Sig: { } sig } && IsOdd(sig));

    /// <summary>The read starts before the end of the file and at or past the offset maximum (READ-07).</summary>
    public static readonly Fact PastOffsetMaximum =
        Is.Request("the offset is past the offset maximum", StartsPastMaximum) & new Atom("", StartsBeforeEnd);

    /// <summary>The write starts at or past the offset maximum (WRITE-05).</summary>
    public static readonly Fact TooBig = Is.Request(
        "the offset is past the offset maximum",
        r => r is { Kind: RequestKind.Write, UsesOffset: true, Nbytes: not 0 } && r.Block.Offset >= r.Description!.OffsetMaximum);

    /// <summary>Whatever may be EINVAL.</summary>
    public static readonly Fact Invalid =
        BadOffset | BadReqprio | HugeNbytes | PastLargestOffset | BadOpcode | BadSyncOperation | CannotSync | OddSigEvent;

    /// <summary>What is wrong with the arguments, with the error that tells it; either by the call or by the status (SUB-05).</summary>
    public static readonly IReadOnlyList<(Errno Errno, Fact Fact)> Rows =
    [
        (Errno.EBADF, BadDescriptor), (Errno.EINVAL, Invalid), (Errno.EOVERFLOW, PastOffsetMaximum), (Errno.EFBIG, TooBig),
    ];

    private static bool IsOdd(long offset, long nbytes) => offset < 0 || offset > long.MaxValue - Math.Max(0, nbytes);

    /// <summary>Whether a sigevent is unusual, in whatever it is given.</summary>
    internal static bool IsOdd(SigEvent sigevent) => sigevent switch
    {
        { Notify: SigEventNotify.SIGEV_NONE } => false,
        { Notify: SigEventNotify.SIGEV_SIGNAL } e => !e.Signo.IsValid,
        { Notify: SigEventNotify.SIGEV_THREAD } => false,
        _ => true,
    };

    private static bool StartsPastMaximum(RequestInfo request) =>
        request is { Kind: RequestKind.Read, UsesOffset: true, Nbytes: not 0 } && request.Block.Offset >= request.Description!.OffsetMaximum;

    private static Truth StartsBeforeEnd(IWorld world, in Scope scope)
    {
        var (offset, size) = (world.Info(scope.Request).Block.Offset, world.SizeDuring(scope.Request));
        return offset < size.Min ? Truth.Yes : offset < size.Max ? Truth.Maybe : Truth.No;
    }
}
