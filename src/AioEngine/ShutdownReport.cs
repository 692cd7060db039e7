namespace AioEngine;

/// <summary>What the end of an engine did.</summary>
/// <param name="Canceled">The requests that were canceled: their status is ECANCELED, their notifications were delivered.</param>
/// <param name="Outstanding">
/// How many requests were not over when the time was (<see cref="Engine.Shutdown(TimeSpan)"/>): the system may still write to their buffers.
/// </param>
public sealed record ShutdownReport(IReadOnlyList<CanceledRequest> Canceled, int Outstanding = 0)
{
    /// <summary>Nothing was canceled, and all is over.</summary>
    public static ShutdownReport Nothing { get; } = new([]);
}

/// <summary>A request that was canceled.</summary>
/// <param name="Fildes">Its descriptor.</param>
/// <param name="Operation"><c>aio_read</c>, <c>aio_write</c> or <c>aio_fsync</c>.</param>
/// <param name="Offset">Its position in bytes.</param>
/// <param name="Nbytes">Its length in bytes.</param>
public sealed record CanceledRequest(int Fildes, string Operation, long Offset, ulong Nbytes)
{
    internal static unsafe CanceledRequest Of(NativeAiocb* request) => new(request->Fildes, Engine.Name(request->Kind), request->Offset, request->Nbytes);
}
