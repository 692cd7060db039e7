namespace AioEngine;

/// <summary>What the end of an engine did.</summary>
/// <param name="Canceled">The requests that were canceled: their status is ECANCELED, their notifications were delivered.</param>
public sealed record ShutdownReport(IReadOnlyList<CanceledRequest> Canceled)
{
    /// <summary>Nothing was canceled.</summary>
    public static ShutdownReport Nothing { get; } = new([]);
}

/// <summary>A request that was canceled.</summary>
/// <param name="Fildes">Its descriptor.</param>
/// <param name="Operation"><c>aio_read</c>, <c>aio_write</c> or <c>aio_fsync</c>.</param>
/// <param name="Offset">Its position in bytes.</param>
/// <param name="Nbytes">Its length in bytes.</param>
public sealed record CanceledRequest(int Fildes, string Operation, long Offset, ulong Nbytes);
