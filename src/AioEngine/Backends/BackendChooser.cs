namespace AioEngine.Backends;

/// <summary>Which backend an engine gets.</summary>
internal static class BackendChooser
{
    internal static IIoBackend Choose(EngineOptions options)
    {
        if (options.Backend == BackendChoice.Threads) return new PoolBackend(options.Threads);
        if (UringBackend.TryCreate(out var refusal, isHelped: options.CopiesInParallel) is { } uring) return uring;
        if (options.Backend == BackendChoice.Automatic) return new PoolBackend(options.Threads);
        throw new PlatformNotSupportedException(
            $"io_uring_setup fails with {refusal}: the system refuses io_uring (see the sysctl kernel.io_uring_disabled, and the "
            + "seccomp profile of the container). Choose BackendChoice.Automatic or BackendChoice.Threads.");
    }
}
