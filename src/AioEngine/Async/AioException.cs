using AioSpec;

namespace AioEngine;

/// <summary>A request ended with an error status.</summary>
public sealed class AioException : IOException
{
    /// <summary>The exception of an error status.</summary>
    public AioException(Errno errno)
        : base($"Asynchronous I/O failed with {errno}.", (int)errno) => Errno = errno;

    /// <summary>The error status (aio_error).</summary>
    public Errno Errno { get; }
}
