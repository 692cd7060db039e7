using System.Collections.Immutable;

namespace AioSpec.Programs;

/// <summary>
/// One call of a program: plain data. In a Program a descriptor may be a variable; in a History it is always the number.
/// </summary>
public abstract record Call
{
    /// <summary>The LFS64 name was used (<c>aio_read64</c>): the same function (GNU-01).</summary>
    public bool Lfs64 { get; init; }
}

/// <summary>aio_read.</summary>
public sealed record AioRead(string Cb, ControlBlock Block) : Call;

/// <summary>aio_write.</summary>
public sealed record AioWrite(string Cb, ControlBlock Block) : Call;

/// <summary>aio_fsync. Of the block only the descriptor and the notification count (FSYNC-12).</summary>
public sealed record AioFsync(SyncOperation Operation, string Cb, ControlBlock Block) : Call;

/// <summary>One element of a list; a NULL element is a null in the list.</summary>
public sealed record ListElement(string Cb, ControlBlock Block);

/// <summary>lio_listio. <paramref name="Sig"/> null is a NULL pointer.</summary>
public sealed record LioListio(LioMode Mode, ImmutableArray<ListElement?> List, SigEvent? Sig) : Call
{
    /// <summary>The caller stores this over *sig once the call has returned: the implementation must have copied it (LIO-26).</summary>
    public SigVal? SigReusedFor { get; init; }

    /// <inheritdoc/>
    public bool Equals(LioListio? other) => other is not null && Mode == other.Mode && List.SequenceEqual(other.List)
        && Equals(Sig, other.Sig) && SigReusedFor == other.SigReusedFor && Lfs64 == other.Lfs64;

    /// <inheritdoc/>
    public override int GetHashCode() => List.Length;
}

/// <summary>aio_error.</summary>
public sealed record AioError(string Cb) : Call;

/// <summary>aio_return.</summary>
public sealed record AioReturn(string Cb) : Call;

/// <summary>aio_suspend. A null element is a NULL pointer; a null timeout is no limit.</summary>
public sealed record AioSuspend(ImmutableArray<string?> List, Timespec? Timeout) : Call
{
    /// <inheritdoc/>
    public bool Equals(AioSuspend? other) => other is not null && List.SequenceEqual(other.List)
        && Timeout == other.Timeout && Lfs64 == other.Lfs64;

    /// <inheritdoc/>
    public override int GetHashCode() => List.Length;
}

/// <summary>aio_cancel. A null control block asks for all requests of the descriptor.</summary>
public sealed record AioCancel(Fd Fildes, string? Cb) : Call;

/// <summary>GNU aio_init.</summary>
public sealed record AioInitCall(AioInit Hints) : Call;

/// <summary>open. <paramref name="OffsetMaximum"/> is the offset maximum of the description where it is not that of a 64-bit off_t (READ-07).</summary>
public sealed record Open(string Path, OpenFlags Flags, long? OffsetMaximum = null) : Call;

/// <summary>close.</summary>
public sealed record Close(Fd Fildes) : Call;

/// <summary>dup.</summary>
public sealed record Dup(Fd Fildes) : Call;

/// <summary>dup2.</summary>
public sealed record Dup2(Fd Fildes, Fd Fildes2) : Call;

/// <summary>pipe, with O_NONBLOCK on both ends or not, and a capacity in bytes (0: the default). Returns the two descriptors.</summary>
public sealed record Pipe(bool Nonblock = false, int Capacity = 0) : Call;

/// <summary>
/// socketpair: two stream sockets of the local domain, connected to each other, with O_NONBLOCK or not, and what each holds of what was
/// sent to it in bytes (0: the default). Returns the two descriptors.
/// </summary>
public sealed record Socketpair(bool Nonblock = false, int Capacity = 0) : Call;

/// <summary>shutdown with SHUT_WR.</summary>
public sealed record Shutdown(Fd Fildes) : Call;

/// <summary>lseek with SEEK_SET.</summary>
public sealed record Lseek(Fd Fildes, long Offset) : Call;

/// <summary>ftruncate.</summary>
public sealed record Ftruncate(Fd Fildes, long Length) : Call;

/// <summary>read.</summary>
public sealed record Read(Fd Fildes, long Nbytes) : Call;

/// <summary>write.</summary>
public sealed record Write(Fd Fildes, Data Bytes) : Call;

/// <summary>pread.</summary>
public sealed record Pread(Fd Fildes, long Nbytes, long Offset) : Call;

/// <summary>pwrite.</summary>
public sealed record Pwrite(Fd Fildes, Data Bytes, long Offset) : Call;

/// <summary>fsync.</summary>
public sealed record Fsync(Fd Fildes) : Call;

/// <summary>sysconf, with the name as in C (<c>_SC_ASYNCHRONOUS_IO</c>).</summary>
public sealed record Sysconf(string Name) : Call;

/// <summary>fpathconf, with the name as in C (<c>_PC_ASYNC_IO</c>).</summary>
public sealed record Fpathconf(Fd Fildes, string Name) : Call;

/// <summary>sched_getparam of the calling process: returns sched_priority.</summary>
public sealed record SchedGetparam : Call;

/// <summary>What sigaction does with a signal.</summary>
public enum Disposition
{
    /// <summary>SIG_DFL.</summary>
    Default,
    /// <summary>SIG_IGN.</summary>
    Ignore,
    /// <summary>A handler.</summary>
    Catch,
}

/// <summary>sigaction. <paramref name="Handler"/> names the body that runs; null with Catch is a handler that does nothing.</summary>
public sealed record Sigaction(Signo Signo, Disposition Disposition, string? Handler = null, bool Restart = false, bool Siginfo = true) : Call;

/// <summary>How sigprocmask changes the mask.</summary>
public enum MaskChange
{
    /// <summary>SIG_BLOCK.</summary>
    SIG_BLOCK,
    /// <summary>SIG_UNBLOCK.</summary>
    SIG_UNBLOCK,
}

/// <summary>pthread_sigmask of the calling thread. An empty set is all signals.</summary>
public sealed record Sigmask(MaskChange Change, ImmutableArray<Signo> Set) : Call
{
    /// <inheritdoc/>
    public bool Equals(Sigmask? other) => other is not null && Change == other.Change && Set.SequenceEqual(other.Set);

    /// <inheritdoc/>
    public override int GetHashCode() => Set.Length;
}

/// <summary>kill of the own process.</summary>
public sealed record Kill(Signo Signo) : Call;

/// <summary>sigqueue to the own process.</summary>
public sealed record Sigqueue(Signo Signo, SigVal Value) : Call;

/// <summary>sigtimedwait; a null timeout is sigwaitinfo. Returns the signal, or -1 with EAGAIN or EINTR.</summary>
public sealed record Sigwait(ImmutableArray<Signo> Set, Timespec? Timeout) : Call
{
    /// <inheritdoc/>
    public bool Equals(Sigwait? other) => other is not null && Set.SequenceEqual(other.Set) && Timeout == other.Timeout;

    /// <inheritdoc/>
    public override int GetHashCode() => Set.Length;
}

/// <summary>nanosleep for so long; a handler that runs ends it early.</summary>
public sealed record Sleep(long Nanoseconds) : Call;

/// <summary>Opens a gate of the program for ever.</summary>
public sealed record OpenGate(string Gate) : Call;

/// <summary>Waits until a gate is open.</summary>
public sealed record AwaitGate(string Gate) : Call;

/// <summary>The program looks at the buffer of a control block: returns what it holds.</summary>
public sealed record Look(string Cb) : Call;

/// <summary>The program stores these bytes into the buffer of a control block.</summary>
public sealed record Poison(string Cb, Data Bytes) : Call;

/// <summary>The program frees a control block and its buffer.</summary>
public sealed record Free(string Cb) : Call;

/// <summary>pthread_cancel of a thread of the program.</summary>
public sealed record PthreadCancel(string Thread) : Call;

/// <summary>pthread_exit of the calling thread.</summary>
public sealed record PthreadExit : Call;

/// <summary>siglongjmp out of a signal handler, past the call that the handler interrupted.</summary>
public sealed record Siglongjmp : Call;

/// <summary>fork. The child's threads are those of the process that the call returns.</summary>
public sealed record Fork : Call;

/// <summary>exec of a new image that does nothing.</summary>
public sealed record Exec : Call;

/// <summary>_exit.</summary>
public sealed record Exit(int Status = 0) : Call;

/// <summary>A resource of which a process has so much and no more (XBD sys/resource.h).</summary>
public enum Rlimit
{
    /// <summary>The size of files that it writes, in bytes: WRITE-03, WRITE-05.</summary>
    RLIMIT_FSIZE,
    /// <summary>Its memory, in bytes.</summary>
    RLIMIT_AS,
    /// <summary>Linux: the threads of its user, those that run included.</summary>
    RLIMIT_NPROC,
    /// <summary>Linux: the signals that are queued to processes of its user (NOTIFY-14).</summary>
    RLIMIT_SIGPENDING,
}

/// <summary>setrlimit of the soft limit.</summary>
public sealed record Setrlimit(Rlimit Resource, long Limit) : Call;

/// <summary>The wall clock (CLOCK_REALTIME) is set forward or back by so many nanoseconds.</summary>
public sealed record ClockStep(long Nanoseconds) : Call;
