using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Oracle;

/// <summary>Whether the answer that the model gives is what the history shows.</summary>
internal static class Likeness
{
    /// <summary>Whether a call that was answered so shows this result; a call that never returned shows nothing.</summary>
    public static bool Shows(PreparedCall prepared, in Answer answer, Result? result)
    {
        if (result is null) return true;
        if (prepared.Call is Look) return result.Bytes is null || result.Bytes.Equals(answer.Bytes ?? Data.Empty);
        // aio_return of a request that has failed gives -1, and errno is not its (RETURN-01). Where the request is gone it is the call that fails.
        if (prepared.Call is AioReturn && answer.Value == -1) return result.Value == -1 && (answer.Errno != Errno.EINVAL || result.Errno != Errno.EINTR);
        return result.Value == answer.Value && (answer.Value != -1 || result.Errno == answer.Errno) && ShowsRest(answer, result);
    }

    private static bool ShowsRest(in Answer answer, Result result)
    {
        if (result.Bytes is { } bytes && answer.Bytes is { } brought && !bytes.Equals(brought)) return false;
        if (result.Second is { } second && second != answer.Second) return false;
        if (result.Code is { } code && answer.Signal?.Code != code) return false;
        return result.SigValue is not { } value || answer.Signal?.Value == value;
    }
}
