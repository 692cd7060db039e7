namespace AioSpec.Programs;

/// <summary>Options of POSIX that a target may declare (unistd.h).</summary>
[Flags]
public enum PosixOptions
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>_POSIX_PRIORITIZED_IO.</summary>
    PIO = 1,
    /// <summary>_POSIX_SYNCHRONIZED_IO.</summary>
    SIO = 2,
    /// <summary>_POSIX_FSYNC.</summary>
    FSC = 4,
    /// <summary>_POSIX_MONOTONIC_CLOCK.</summary>
    MON = 8,
    /// <summary>_POSIX_THREAD_PRIORITY_SCHEDULING.</summary>
    TPS = 16,
    /// <summary>_POSIX_REALTIME_SIGNALS.</summary>
    RTS = 32,
}

/// <summary>
/// What a target says of itself before anything runs: options, limits, choices, and what the program's environment may
/// do to it. Stands at the head of a Program and of a History; the judge holds the target to it.
/// </summary>
public sealed record Declaration
{
    /// <summary>All defaults.</summary>
    public static Declaration Default { get; } = new();

    /// <summary>The options that hold.</summary>
    public PosixOptions Options { get; init; } = PosixOptions.SIO | PosixOptions.FSC | PosixOptions.MON | PosixOptions.RTS;

    /// <summary>AIO_LISTIO_MAX, or null for no limit (LIMIT-01).</summary>
    public int? ListioMax { get; init; }

    /// <summary>AIO_MAX, or null for no limit (LIMIT-02).</summary>
    public int? AioMax { get; init; }

    /// <summary>AIO_PRIO_DELTA_MAX (LIMIT-03).</summary>
    public int PrioDeltaMax { get; init; } = 20;

    /// <summary>PIPE_BUF in bytes (WRITE-08).</summary>
    public int PipeBuf { get; init; } = 4096;

    /// <summary>What a pipe holds in bytes where the program does not say.</summary>
    public int PipeCapacity { get; init; } = 65536;

    /// <summary>sched_priority of the process (PRIO-06).</summary>
    public int Priority { get; init; }

    /// <summary>How far apart two time stamps must be to say which event was first, in nanoseconds; 0: the order of events is exact.</summary>
    public long ClockResolution { get; init; }

    /// <summary>
    /// So long after its invocation, or after its thread ran for a signal, a call may not wait yet, in nanoseconds: a signal that was caught by then
    /// may have come before the wait, and so have interrupted nothing. Where others can take the processor no time is long enough, so that
    /// three signals decide, each so long after the one before. 0: at once, and the first one decides.
    /// </summary>
    public long EntryTime { get; init; }

    /// <summary>The environment may end a transfer of a regular file early: a full device, a file size limit, a device script.</summary>
    public bool MayTransferShort { get; init; }

    /// <summary>The environment may refuse a submission for want of resources (SUB-04) below the limits.</summary>
    public bool MayExhaust { get; init; }

    /// <summary>The system may crash, and what was not synchronized may be lost then (SYNC-01).</summary>
    public bool MayCrash { get; init; }

    /// <summary>The choices the target declares where the standard leaves one. Only a declared choice can convict.</summary>
    public Profile Profile { get; init; } = Profile.Undeclared;

    /// <summary>What the model does beside, where it is simulated.</summary>
    public Liberties Liberties { get; init; }
}

/// <summary>A place where POSIX lets an implementation choose, with the choices. Undeclared (null): any.</summary>
public sealed record Profile
{
    /// <summary>Nothing declared.</summary>
    public static Profile Undeclared { get; } = new();

    /// <summary>What the reference model declares, and what a scenario declares where it says nothing: every choice is made.</summary>
    public static Profile Reference { get; } = new()
    {
        ErrorsByCall = true,
        CancelsQueued = true,
        CancelsRunning = false,
        EinvalAfterReturn = true,
        AppendsInOrder = true,
        CloseCancels = false,
        Prioritized = false,
        ListReportsElements = true,
        NotifiesEmptyList = true,
    };

    /// <summary>Errors that either the call or aio_error may report (SUB-05) are reported by the call.</summary>
    public bool? ErrorsByCall { get; init; }

    /// <summary>aio_cancel cancels requests that run (CANCEL-02).</summary>
    public bool? CancelsRunning { get; init; }

    /// <summary>aio_cancel cancels requests that are queued (CANCEL-02).</summary>
    public bool? CancelsQueued { get; init; }

    /// <summary>aio_error and aio_return fail with EINVAL once the result was retrieved (ERROR-05).</summary>
    public bool? EinvalAfterReturn { get; init; }

    /// <summary>Appends keep the order of the calls (APPEND-01); false: the relaxation of APPEND-02.</summary>
    public bool? AppendsInOrder { get; init; }

    /// <summary>close cancels what it can (CLOSE-01).</summary>
    public bool? CloseCancels { get; init; }

    /// <summary>Requests of a file are processed by priority (PRIO-03).</summary>
    public bool? Prioritized { get; init; }

    /// <summary>lio_listio(LIO_NOWAIT) with an element that cannot be queued returns -1 (EAGAIN or EIO); false: 0.</summary>
    public bool? ListReportsElements { get; init; }

    /// <summary>A list without operations is notified at once (LIO-24).</summary>
    public bool? NotifiesEmptyList { get; init; }
}

/// <summary>What a file is.</summary>
public enum FileKind
{
    /// <summary>A regular file.</summary>
    Regular,
    /// <summary>A directory.</summary>
    Directory,
    /// <summary>A character special file: a stream that cannot seek; what is written to it can be read from it.</summary>
    Character,
    /// <summary>A character special file as /dev/null: an empty data source and an infinite data sink (XBD 10.1).</summary>
    NullDevice,
    /// <summary>A character special file as /dev/zero of many systems: a source of zeros without end, and a sink.</summary>
    ZeroDevice,
    /// <summary>A character special file as /dev/full of Linux: a source of zeros without end, and a device without free space.</summary>
    FullDevice,
}

/// <summary>A file that exists before the program starts.</summary>
public sealed record FileSpec(string Path, FileKind Kind, Data Content)
{
    /// <summary>
    /// Others may change it at any time: what it holds, how long it is and what comes of a stream are not known, and not judged.
    /// For histories of programs that were only looked on; what is simulated knows its files.
    /// </summary>
    public bool Unknown { get; init; }
}
