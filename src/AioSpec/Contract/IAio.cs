namespace AioSpec;

/// <summary>
/// The caller-owned <c>struct aiocb</c>. The object itself is the handle of a request, as its address is in C (CB-01,
/// 2.8.2); the system reads <see cref="Members"/> at submission and owns the buffer while the request is in progress (CB-02).
/// </summary>
public sealed class Aiocb
{
    /// <summary>The members. Not to be replaced while a request is in progress (CB-03).</summary>
    public ControlBlock Members { get; set; } = new();

    /// <summary>
    /// The memory that <c>aio_buf</c> points to. A read stores its bytes here. Where it is shorter than <c>aio_nbytes</c>, a real implementation
    /// has no memory for the transfer (EFAULT).
    /// </summary>
    public Memory<byte> Buffer { get; set; }

    /// <summary>The members that POSIX leaves to the implementation (CB-09): the caller neither sets nor reads them.</summary>
    public object? Reserved { get; set; }
}

/// <summary>What a call returns: its value, and errno where the value is -1.</summary>
/// <param name="Value">The function value.</param>
/// <param name="Errno">The error number where <paramref name="Value"/> is -1; otherwise <see cref="Errno.None"/>.</param>
public readonly record struct AioResult(long Value, Errno Errno = Errno.None)
{
    /// <summary>-1 with this errno.</summary>
    public static AioResult Fail(Errno errno) => new(-1, errno);
}

/// <summary>
/// The eight calls of XBD aio.h and GNU aio_init. Errors are values, never exceptions. The 64-bit names of LFS64 are the
/// same functions (GNU-01).
/// </summary>
public interface IAio
{
    /// <summary>aio_read: starts a read. 0, or -1 with EAGAIN, EBADF, EINVAL, EOVERFLOW.</summary>
    AioResult Read(Aiocb block);

    /// <summary>aio_write: starts a write. 0, or -1 with EAGAIN, EBADF, EINVAL, EFBIG.</summary>
    AioResult Write(Aiocb block);

    /// <summary>aio_fsync: starts a synchronization of what is queued on the file now. 0, or -1 with EAGAIN, EBADF, EINVAL.</summary>
    AioResult Fsync(SyncOperation operation, Aiocb block);

    /// <summary>lio_listio: starts a list of requests. 0, or -1 with EAGAIN, EINVAL, EINTR, EIO.</summary>
    AioResult ListIo(LioMode mode, IReadOnlyList<Aiocb?> list, SigEvent? notification);

    /// <summary>aio_error: EINPROGRESS, 0 or the error of the request, as the value; -1 with EINVAL when it was retrieved already.</summary>
    AioResult Error(Aiocb block);

    /// <summary>aio_return: the result of the completed request, once.</summary>
    AioResult Return(Aiocb block);

    /// <summary>aio_suspend: waits until a listed request is complete. 0, or -1 with EAGAIN, EINTR. A null timeout is no limit.</summary>
    AioResult Suspend(IReadOnlyList<Aiocb?> list, Timespec? timeout);

    /// <summary>aio_cancel: one request, or with null all of the descriptor. An <see cref="AioCancelResult"/>, or -1 with EBADF.</summary>
    AioResult Cancel(int fildes, Aiocb? block);

    /// <summary>GNU aio_init: hints for the implementation (GNU-02). To be called before any other.</summary>
    void Init(AioInit hints);

    /// <inheritdoc cref="Read"/>
    AioResult Read64(Aiocb block) => Read(block);

    /// <inheritdoc cref="Write"/>
    AioResult Write64(Aiocb block) => Write(block);

    /// <inheritdoc cref="Fsync"/>
    AioResult Fsync64(SyncOperation operation, Aiocb block) => Fsync(operation, block);

    /// <inheritdoc cref="ListIo"/>
    AioResult ListIo64(LioMode mode, IReadOnlyList<Aiocb?> list, SigEvent? notification) => ListIo(mode, list, notification);

    /// <inheritdoc cref="Error"/>
    AioResult Error64(Aiocb block) => Error(block);

    /// <inheritdoc cref="Return"/>
    AioResult Return64(Aiocb block) => Return(block);

    /// <inheritdoc cref="Suspend"/>
    AioResult Suspend64(IReadOnlyList<Aiocb?> list, Timespec? timeout) => Suspend(list, timeout);

    /// <inheritdoc cref="Cancel"/>
    AioResult Cancel64(int fildes, Aiocb? block) => Cancel(fildes, block);
}

/// <summary><c>struct timespec</c>, which can hold invalid values (SUSPEND-12).</summary>
/// <param name="Seconds"><c>tv_sec</c>.</param>
/// <param name="Nanoseconds"><c>tv_nsec</c>, valid from 0 to 999,999,999.</param>
public readonly record struct Timespec(long Seconds, long Nanoseconds)
{
    /// <summary>Whether it is a length of time that a wait can have.</summary>
    public bool IsValid => Seconds >= 0 && Nanoseconds is >= 0 and < 1_000_000_000;

    /// <summary>The length in nanoseconds; a length that does not fit ends at <see cref="long.MaxValue"/>.</summary>
    public long TotalNanoseconds => Seconds > (long.MaxValue / 1_000_000_000) - 1
        ? long.MaxValue
        : (Seconds * 1_000_000_000) + Nanoseconds;

    /// <summary>A valid timespec of so many nanoseconds.</summary>
    public static Timespec FromNanoseconds(long nanoseconds) => new(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
}

/// <summary>GNU <c>struct aioinit</c> (GNU-02).</summary>
/// <param name="Threads"><c>aio_threads</c>: the most threads to use.</param>
/// <param name="Num"><c>aio_num</c>: the most requests expected at one time.</param>
/// <param name="IdleTime"><c>aio_idle_time</c>: seconds before an idle thread ends.</param>
public sealed record AioInit(int Threads = 20, int Num = 64, int IdleTime = 1);
