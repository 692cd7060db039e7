using System.Collections.Immutable;
using static AioSpec.Catalogue.Obligation;
using static AioSpec.Catalogue.ReportMode;
using static AioSpec.Errno;

namespace AioSpec.Catalogue;

/// <summary>
/// Function × errno × condition × mode × obligation. An error of the call is legal only if its condition can hold for the
/// arguments; an error status is legal if it stands here or if the synchronous call on that file may give it.
/// </summary>
public static class ErrnoTable
{
    private const string ReadWrite = "aio_read, aio_write";

    /// <summary>All rows, by function.</summary>
    public static ImmutableArray<ErrnoRow> Rows { get; } =
    [
        Row(ReadWrite, [EAGAIN], "not queued, system resources", ByCall, Required),
        Row("aio_read", [EBADF], "not valid / not open for reading", Either, Required),
        Row("aio_write", [EBADF], "not valid / not open for writing", Either, Required),
        Row(ReadWrite, [EINVAL], "offset would be invalid", Either, Required, stated: "E (also again A)"),
        Row(ReadWrite, [EINVAL], "reqprio invalid", Either, Required, obligation: "req if PIO"),
        Row(ReadWrite, [EINVAL], "nbytes invalid", Either, Required, obligation: "req (values IMPL)"),
        Row("aio_read", [EOVERFLOW], "regular, nbytes>0, start before EOF and >= offset maximum", Either, Required),
        Row("aio_write", [EFBIG], "regular, nbytes>0, start >= offset maximum; or file size limit", Either, Required),
        Row(ReadWrite, [ECANCELED], "explicit aio_cancel (or IMPL close/exec/exit) before completion", ByStatus, Required),
        Row("aio_read", [EAGAIN], "O_NONBLOCK, no data", ByStatus, Inherited, errors: "EAGAIN/EWOULDBLOCK"),
        Row("aio_read", [EISDIR, EIO, ECONNRESET, ENOTCONN, ETIMEDOUT, ENOBUFS, ENOMEM, ENXIO, EBADMSG], "as read()", ByStatus, Inherited),
        Row("aio_write", [ENOSPC, EDQUOT, EIO, EPIPE, EAGAIN, ECONNRESET, EDESTADDRREQ, ENETDOWN, ENXIO, ENOBUFS, ERANGE], "as write()",
            ByStatus, Inherited, errors: "ENOSPC, EDQUOT(ext), EIO, EPIPE, EAGAIN, ECONNRESET, EDESTADDRREQ, ENETDOWN, ENXIO, ENOBUFS, ERANGE"),
        Row(ReadWrite, [EFAULT], "buffer not accessible (application error)", ByStatus, Extension, obligation: "ext/undefined"),
        Row(ReadWrite, [EINTR], "interrupted before data, as read()/write()", ByStatus, Inherited, obligation: "inh, never seen"),
        Row(ReadWrite, [ESPIPE], "must not surface (AIO on pipes is legal)", ReportMode.None, Forbidden),
        Row("aio_read, aio_write, aio_fsync, aio_error, aio_return, aio_suspend, aio_cancel, lio_listio", [ENOSYS], "not implemented",
            ByCall, Extension, obligation: "removed in I6"),
        Row("aio_fsync", [EINVAL], "op not O_SYNC/O_DSYNC, or option missing", ByCall, Required),
        Row("aio_fsync", [EBADF], "not a valid descriptor", ByCall, Required),
        Row("aio_fsync", [EINVAL], "file cannot be synchronized", Either, Required, stated: "S by text, A in practice"),
        Row("aio_fsync", [EAGAIN], "resources", ByCall, Required),
        Row("aio_fsync", [], "some covered operation failed", ByStatus, Required, errors: "errors of queued read()/write()"),
        Row("aio_fsync", [EIO, EINTR, ENOSPC], "sync failed", ByStatus, Inherited, errors: "EIO, EINTR, ENOSPC,... of fsync()"),
        Row("aio_fsync", [ECANCELED], "canceled", ByStatus, Required, obligation: "req (by aio_cancel)"),
        Row("aio_error", [EINPROGRESS], "as function value: not complete", ByValue, Required),
        Row("aio_error", [EINVAL], "cb not an operation, or already reaped", ByCall, May, stated: "-1 + errno"),
        Row("aio_return", [EINVAL], "not an operation / already reaped", ByCall, May),
        Row("aio_return", [EINPROGRESS], "still running", ByCall, Extension, obligation: "ext (I)"),
        Row("aio_suspend", [EAGAIN], "timeout", ByCall, Required),
        Row("aio_suspend", [EINTR], "signal caught", ByCall, Required),
        Row("aio_suspend", [EINVAL], "nent<0, bad timespec", ByCall, Extension),
        Row("aio_suspend", [ECANCELED, EFAULT, ENOMEM, ENOSYS], "-", ByCall, Extension),
        Row("aio_cancel", [EBADF], "fildes not valid", ByCall, Required),
        Row("aio_cancel", [EINVAL], "fildes != cb fd; unknown cb", ByCall, Extension, obligation: "ext (unspecified case)"),
        Row("lio_listio", [EINVAL], "bad mode", ByCall, Required),
        Row("lio_listio", [EINVAL], "nent > AIO_LISTIO_MAX", ByCall, Required, obligation: "req if limit"),
        Row("lio_listio", [EINVAL], "bad reqprio in an element, after starting others", ByCall, Forbidden),
        Row("lio_listio", [EAGAIN], "resources for all requests / AIO_MAX", ByCall, Required),
        Row("lio_listio", [EAGAIN], "element with bad fd", ByCall, Forbidden, obligation: "forb (should be EIO)"),
        Row("lio_listio", [EINTR], "signal during LIO_WAIT", ByCall, Required),
        Row("lio_listio", [EIO], ">= 1 individual operation failed", ByCall, Required),
        Row("element status", [EAGAIN], "not queued, resources", ByStatus, Required, stated: "A (status of cb)"),
        Row("element status", [ECANCELED, EFBIG, EOVERFLOW, EINPROGRESS], "as listed", ByStatus, Required, obligation: "req/inh",
            errors: "ECANCELED, EFBIG, EOVERFLOW, EINPROGRESS, all read()/write() codes"),
        Row("element status", [EINVAL], "invalid opcode", ByStatus, Rationale),
    ];

    private static ErrnoRow Row(
        string functions,
        ImmutableArray<Errno> errnos,
        string condition,
        ReportMode mode,
        Obligation binds,
        string? errors = null,
        string? stated = null,
        string? obligation = null) => new()
        {
            Functions = [.. functions.Split(", ")],
            Errnos = errnos,
            Errors = errors ?? string.Join(", ", errnos),
            Condition = condition,
            Mode = mode,
            StatedMode = stated ?? Letter(mode),
            Obligation = binds,
            StatedObligation = obligation ?? Word(binds),
        };

    private static string Letter(ReportMode mode) => mode switch
    {
        ByCall => "S",
        ByStatus => "A",
        Either => "E",
        Both => "S+A",
        ByValue => "value",
        _ => "-",
    };

    private static string Word(Obligation obligation) => obligation switch
    {
        Required => "req",
        May => "may",
        Inherited => "inh",
        Extension => "ext",
        Forbidden => "forb",
        _ => "INFO",
    };
}
