using AioSpec;

namespace AioEngine;

/// <summary>How an <see cref="Engine"/> is made.</summary>
public sealed class EngineOptions
{
    /// <summary>Which backend does the transfers.</summary>
    /// <value>The default is io_uring where the system has it, and threads where it refuses it.</value>
    public BackendChoice Backend { get; init; } = BackendChoice.Automatic;

    /// <summary>AIO_MAX: how many requests can be outstanding; one more is EAGAIN (LIMIT-02).</summary>
    /// <value>At least 1. The default is no limit.</value>
    public int MaxOutstanding { get; init; } = int.MaxValue;

    /// <summary>AIO_LISTIO_MAX: how many elements a list can have; more is EINVAL (LIO-02).</summary>
    /// <value>At least 2 (_POSIX_AIO_LISTIO_MAX). The default is no limit.</value>
    public int MaxListElements { get; init; } = int.MaxValue;

    /// <summary>The most threads of the thread backend.</summary>
    /// <value>At least 1. The default is four for each processor, and at least 8.</value>
    public int Threads { get; init; } = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>
    /// Whether reads that lie in the page cache are copied by a second processor where one is idle. With io_uring that is a thread of the kernel, which takes
    /// half of a batch (a list, or <see cref="AioBatch"/>) where batches come densely, and keeps its processor busy for some milliseconds after the
    /// last; with threads, or where the kernel refuses it, one of the thread pool, which takes part of a batch. It is faster, for more processor time.
    /// </summary>
    /// <value>The default is true where there is more than one processor.</value>
    public bool CopiesInParallel { get; init; } = Environment.ProcessorCount > 1;

    /// <summary>Where notification functions (SIGEV_THREAD) run.</summary>
    /// <value>The default is null: each on a thread of its own, as POSIX has it (NOTIFY-07).</value>
    public TaskScheduler? NotificationScheduler { get; init; }

    /// <summary>The functions that the contract's <see cref="SigEvent.Function"/> names.</summary>
    /// <value>The default is null: a named function is EINVAL.</value>
    public Func<string, Action<SigVal>?>? NotificationFunctions { get; init; }

    /// <summary>Whether awaited requests start an activity of the source <c>AioEngine</c>, where somebody listens.</summary>
    /// <value>The default is false.</value>
    public bool Tracing { get; init; }

    /// <summary>Who is asked whether there are resources for one more request: for who has them run out.</summary>
    internal Core.Admission? Admission { get; init; }

    internal void Validate()
    {
        if (!Enum.IsDefined(Backend)) throw new ArgumentOutOfRangeException(nameof(Backend), Backend, "There is no such backend.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOutstanding, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxListElements, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}

/// <summary>What does the transfers.</summary>
public enum BackendChoice
{
    /// <summary>io_uring; threads where the system refuses it.</summary>
    Automatic,

    /// <summary>io_uring, or an exception that says why the system refuses it.</summary>
    IoUring,

    /// <summary>Threads over pread, pwrite and fsync.</summary>
    Threads,
}
