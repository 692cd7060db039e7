using System.Collections.Immutable;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Changes;

/// <summary>Another result of one call.</summary>
internal static class ResultChanges
{
    private static readonly Errno[] s_statuses =
    [
        Errno.None, Errno.EINPROGRESS, Errno.ECANCELED, Errno.EIO, Errno.EBADF, Errno.EINVAL, Errno.EINTR, Errno.EAGAIN, Errno.EISDIR,
        Errno.EFBIG, Errno.EOVERFLOW, Errno.ENOSPC, Errno.ESPIPE, Errno.EPIPE, Errno.EFAULT,
    ];

    private static readonly Errno[] s_failures =
    [
        Errno.EINVAL, Errno.EBADF, Errno.EAGAIN, Errno.EINTR, Errno.EIO, Errno.EINPROGRESS, Errno.ECANCELED, Errno.ENOSYS, Errno.EPERM,
        Errno.ESPIPE, Errno.EFBIG, Errno.EOVERFLOW,
    ];

    public static IEnumerable<History> Of(History history, ImmutableArray<PairedCall> calls) =>
        from call in calls
        where call.Returned >= 0
        let returned = (Return)history.Events[call.Returned]
        from other in Others(call.Call, returned.Result).Concat(Elsewhere(history, calls, call)).Distinct()
        where other != returned.Result
        from changed in With(history, call, returned with { Result = other })
        select changed;

    /// <summary>With another result; a submission that was refused and is accepted is also seen to succeed.</summary>
    private static IEnumerable<History> With(History history, PairedCall call, Return other)
    {
        var changed = history with { Events = history.Events.SetItem(call.Returned, other) };
        yield return changed;
        if (other.Result.Value != 0 || ((Return)history.Events[call.Returned]).Result.Value != -1 || BlockOf(call.Call) is not { } cb) yield break;
        var end = changed.Events.Length - 1;
        while (end > call.Returned + 1 && changed.Events[end - 1] is FinalFile) end--;
        var time = changed.Events[end].Time;
        yield return changed with { Events = changed.Events.Insert(end, new Return(time, "-", Result.Zero)).Insert(end, new Invoke(time, "-", new AioError(cb))) };
    }

    private static string? BlockOf(Call call) => call switch { AioRead c => c.Cb, AioWrite c => c.Cb, AioFsync c => c.Cb, _ => null };

    /// <summary>What a call that has not returned could return.</summary>
    public static IEnumerable<Result> Answers(History history, Call call) => call switch
    {
        AioSuspend or LioListio => [Result.Zero, Result.Fail(Errno.EAGAIN), Result.Fail(Errno.EINTR), Result.Fail(Errno.EIO), Result.Fail(Errno.EINVAL)],
        Sigwait wait => wait.Set.Select(signo => new Result(signo.Number) { Code = SignalCode.SI_ASYNCIO, SigValue = default(SigVal) }).Concat(Awaited(history, wait)),
        _ => [Result.Zero],
    };

    private static IEnumerable<Result> Awaited(History history, Sigwait wait) => SigEvents.AskedFor(history).Where(s => wait.Set.Contains(s.Signo))
        .Select(asked => new Result(asked.Signo.Number) { Code = SignalCode.SI_ASYNCIO, SigValue = asked.Value });

    private static IEnumerable<Result> Others(Call call, Result result) => Values(call, result).Concat(call switch
    {
        Open or Dup or Dup2 or Pipe or Socketpair when result.Value >= 0 => [],
        AioError => [Result.Fail(Errno.EINVAL), Result.Fail((Errno)Math.Max(0, result.Value))],
        _ => s_failures.Select(Result.Fail),
    });

    /// <summary>What the same call returned elsewhere, and the notifications that were asked for.</summary>
    private static IEnumerable<Result> Elsewhere(History history, ImmutableArray<PairedCall> calls, PairedCall call)
    {
        if (call.Call is AioReturn or AioError)
        {
            foreach (var other in calls.Where(c => c.Returned >= 0 && c.Call.GetType() == call.Call.GetType())) yield return ((Return)history.Events[other.Returned]).Result;
        }

        if (call.Call is not Sigwait wait) yield break;
        foreach (var result in Answers(history, wait)) yield return result;
    }

    private static IEnumerable<Result> Values(Call call, Result result) => call switch
    {
        AioError => s_statuses.Select(status => new Result((long)status)),
        AioCancel => ((long[])[0, 1, 2]).Select(value => new Result(value)),
        AioReturn or Read or Pread when result.Value >= 0 => Counts(result),
        Sigwait when result.Value > 0 => Signals(result),
        AioSuspend => [Result.Zero, new Result(1)],
        Open or Dup or Dup2 or Pipe or Socketpair => [],
        Sysconf or Fpathconf => [new Result(-1), Result.Fail(Errno.EINVAL), new Result(0), new Result(1), new Result(-2)],
        Write or Pwrite or SchedGetparam => [new Result(result.Value + 1), new Result(result.Value - 1), new Result(0)],
        _ => [Result.Zero],
    };

    /// <summary>Other counts with as many bytes.</summary>
    private static IEnumerable<Result> Counts(Result result)
    {
        yield return result with { Value = result.Value + 1, Bytes = result.Bytes is null ? null : Data.Concat(result.Bytes, Data.Fill(0, 1)) };
        yield return result with { Value = result.Value + 4096, Bytes = result.Bytes is null ? null : Data.Concat(result.Bytes, Data.Fill(0, 4096)) };
        yield return new Result(-1);
        if (result.Value == 0) yield break;
        yield return result with { Value = result.Value - 1, Bytes = result.Bytes?.Slice(0, result.Value - 1) };
        yield return new Result(0) { Bytes = result.Bytes is null ? null : Data.Empty };
    }

    private static IEnumerable<Result> Signals(Result result)
    {
        yield return result with { Code = result.Code == SignalCode.SI_ASYNCIO ? SignalCode.SI_QUEUE : SignalCode.SI_ASYNCIO };
        yield return result with { SigValue = new SigVal(1_000) };
        yield return result with { Value = result.Value + 1 };
    }
}
