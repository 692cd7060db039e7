using AioSpec;

namespace AioEngine.Core;

/// <summary>The two steps that need no gate: looking at a status, and taking it (aio_error, aio_return).</summary>
internal static unsafe class Retrieval
{
    /// <summary>Step: the error status as it is.</summary>
    internal static int Error(NativeAiocb* block, CoreDefect defect = CoreDefect.None)
    {
        var error = Volatile.Read(ref block->Error);
        if (defect == CoreDefect.StatusIsConsumed && error != Status.InProgress) block->Error = Status.Unassociated;
        return error;
    }

    /// <summary>Step: the return status, to one of all who ask (RETURN-02, THREAD-06).</summary>
    internal static long Return(NativeAiocb* block, out Errno errno, CoreDefect defect = CoreDefect.None)
    {
        var error = Error(block);
        errno = (Errno)error;
        if (error == Status.InProgress) return -1;
        if (defect == CoreDefect.ResultForgotten) error = Status.Unassociated;

        // Read before it is given away: the block may be another request afterwards.
        var result = block->Result;
        if (defect == CoreDefect.ResultStays) return result;
        if (error != Status.Unassociated && Interlocked.CompareExchange(ref block->Error, Status.Unassociated, error) == error) return result;
        errno = Errno.EINVAL;
        return -1;
    }
}
