namespace AioCli.Targets;

/// <summary>What some targets can and others cannot. The order is that of reports.</summary>
internal enum Feature
{
    /// <summary>Each program has a process of its own, so that crashes and hangs are results.</summary>
    Processes,
    /// <summary>fork.</summary>
    Fork,
    /// <summary>exec.</summary>
    Exec,
    /// <summary>Signals: sigaction, masks, kill, sigqueue, sigtimedwait, SIGEV_SIGNAL.</summary>
    Signals,
    /// <summary>SIGEV_THREAD.</summary>
    NotificationThreads,
    /// <summary>pthread_cancel.</summary>
    ThreadCancellation,
    /// <summary>siglongjmp.</summary>
    Siglongjmp,
    /// <summary>Pipes.</summary>
    Pipes,
    /// <summary>Pipes of a chosen capacity.</summary>
    PipeCapacity,
    /// <summary>Character special files that hold what was written to them.</summary>
    CharacterFiles,
    /// <summary>/dev/null or its like.</summary>
    NullDevice,
    /// <summary>/dev/zero or its like.</summary>
    ZeroDevice,
    /// <summary>/dev/full or its like.</summary>
    FullDevice,
    /// <summary>Stream sockets that are connected to each other: socketpair and shutdown.</summary>
    Sockets,
    /// <summary>Transfers of regular files can be held in progress, and so be slow or stalled.</summary>
    HeldTransfers,
    /// <summary>Transfers can be made to fail, with an error of the program's choice.</summary>
    FailingTransfers,
    /// <summary>Transfers can be made to end early.</summary>
    ShortTransfers,
    /// <summary>The system can crash, and what survives be looked at.</summary>
    Crashes,
    /// <summary>The number of threads can be limited (RLIMIT_NPROC).</summary>
    ThreadLimit,
    /// <summary>The number of queued signals can be limited (RLIMIT_SIGPENDING).</summary>
    SignalLimit,
    /// <summary>The size of files can be limited (RLIMIT_FSIZE).</summary>
    FileSizeLimit,
    /// <summary>The memory of a process can be limited (RLIMIT_AS).</summary>
    MemoryLimit,
    /// <summary>The wall clock can be stepped.</summary>
    ClockStep,
    /// <summary>Descriptions with an offset maximum below that of a 64-bit off_t.</summary>
    OffsetMaximum,
    /// <summary>aio_init of the GNU library.</summary>
    AioInit,
    /// <summary>sigevent of the kind SIGEV_THREAD_ID.</summary>
    ThreadId,
    /// <summary>AIO_MAX and AIO_LISTIO_MAX are those that a program declares.</summary>
    Limits,
}

/// <summary>Their words in the protocol and in reports.</summary>
internal static class Features
{
    private static readonly string[] s_words =
    [
        "processes", "fork", "exec", "signals", "notification-threads", "thread-cancellation", "siglongjmp", "pipes", "pipe-capacity",
        "character-files", "null-device", "zero-device", "full-device", "sockets", "held-transfers", "failing-transfers", "short-transfers", "crashes", "thread-limit", "signal-limit",
        "file-size-limit", "memory-limit", "clock-step", "offset-maximum", "aio-init", "thread-id", "limits",
    ];

    /// <summary>All.</summary>
    public static IEnumerable<Feature> All => Enum.GetValues<Feature>();

    /// <summary>The word of a feature.</summary>
    public static string Word(Feature feature) => s_words[(int)feature];

    /// <summary>The feature of a word; null where it is one that we do not know, which a later driver may have.</summary>
    public static Feature? Of(string word) => Array.IndexOf(s_words, word) is >= 0 and var index ? (Feature)index : null;
}
