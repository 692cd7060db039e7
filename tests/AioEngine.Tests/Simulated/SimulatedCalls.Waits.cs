using AioEngine.Backends;
using AioEngine.Core;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioEngine.Tests.Simulated;

/// <summary>The calls of several steps.</summary>
internal sealed unsafe partial class SimulatedCalls
{
    private IEnumerable<Func<bool>> Suspend(AioSuspend call, Action<Result> ends)
    {
        bool IsSatisfied() => call.List.Any(IsComplete);
        if (!IsSatisfied())
        {
            var deadline = call.Timeout is { } timeout ? run.Now + timeout.TotalNanoseconds : long.MaxValue;
            yield return () => call.Timeout is not null || IsSatisfied();
            if (!IsSatisfied())
            {
                run.PassUntil(deadline);
                ends(Result.Fail(Errno.EAGAIN));
            }
        }
    }

    /// <summary>lio_listio, as the engine's shell takes its steps.</summary>
    private IEnumerable<Func<bool>> ListIo(SimulatedThread thread, LioListio call, Action<Result> ends)
    {
        var waits = call.Mode == LioMode.LIO_WAIT;
        var list = Open(waits, call.Sig);
        var (refused, starved) = (0, false);
        foreach (var element in call.List)
        {
            if (element is null || element.Block.LioOpcode == LioOpcode.LIO_NOP) continue;
            yield return Always;
            var error = Element(element, list);
            if (error != Errno.None) (refused, starved) = (refused + 1, starved | error == Errno.EAGAIN);
            thread.Local = refused;
        }

        yield return Always;
        run.Core.CloseList(list, refused > 0);
        if (waits)
        {
            thread.Local = -1;
            if (list.Remaining > 0) yield return () => list.Remaining <= 0;
            refused = list.Failed ? 1 : 0;
            run.Core.AbandonList(list);
        }

        ends(starved ? Result.Fail(Errno.EAGAIN) : refused > 0 ? Result.Fail(Errno.EIO) : Result.Zero);
    }

    private ListState Open(bool waits, SigEvent? sig)
    {
        var notice = new Notice { Kind = SigEventNotify.SIGEV_NONE };
        if (!waits && sig is not null) (notice.Kind, notice.Value) = (sig.Notify, NumberOf(sig));
        return run.Core.OpenList(waits, notice);
    }

    private Errno Element(ListElement element, ListState list)
    {
        if (run.Memory[element.Cb]->Error == Status.InProgress) return Errno.EINVAL;
        var block = Prepare(element.Cb, element.Block);
        var error = Accept(block, element.Block.LioOpcode == LioOpcode.LIO_READ ? RequestKind.Read : RequestKind.Write, list);
        if (error != Errno.None) (block->Result, block->Error) = (-1, (int)error);
        return error;
    }

    private IEnumerable<Func<bool>> Cancel(SimulatedThread thread, AioCancel call, Action<Result> ends)
    {
        var fildes = call.Fildes.Number;
        var error = run.Backend.Identify(fildes, out var facts);
        if (error != Errno.None)
        {
            ends(Result.Fail(error));
            yield break;
        }

        var answer = AioCancelResult.AIO_ALLDONE;
        var (canceled, refused) = (false, false);
        foreach (var cb in call.Cb is { } one ? [one] : run.Memory.Blocks.Select(b => b.Key).ToArray())
        {
            if (call.Cb is null && !IsOn(cb, fildes, facts)) continue;
            foreach (var wait in CancelOne(thread, cb, a => answer = a)) yield return wait;
            canceled |= answer == AioCancelResult.AIO_CANCELED;
            refused |= answer == AioCancelResult.AIO_NOTCANCELED;
            thread.Local = ((long)answer << 8) + (canceled ? 1 : 0) + (refused ? 2 : 0);
        }

        // What is over becomes final before the call returns (CANCEL-04).
        while (Settle()) yield return Always;
        ends(new Result((long)(refused ? AioCancelResult.AIO_NOTCANCELED : canceled ? AioCancelResult.AIO_CANCELED : AioCancelResult.AIO_ALLDONE)));
    }

    private bool IsOn(string cb, int fildes, in FileFacts facts) =>
        run.Memory[cb]->Fildes == fildes && run.Memory[cb]->Error == Status.InProgress && run.Core.IsOn(run.Memory[cb], facts);

    private IEnumerable<Func<bool>> CancelOne(SimulatedThread thread, string cb, Action<AioCancelResult> ends)
    {
        if (_canceler is not null) yield return () => _canceler is null;
        var start = BeginCancel(cb);
        if (start != CancelStart.AskBackend)
        {
            ends(start switch { CancelStart.Canceled => AioCancelResult.AIO_CANCELED, CancelStart.AllDone => AioCancelResult.AIO_ALLDONE, _ => AioCancelResult.AIO_NOTCANCELED });
            yield break;
        }

        _canceler = thread;
        yield return Always;
        var isAccepted = AskBackend(cb);
        thread.Local = isAccepted ? 101 : 102;
        yield return Always;
        if (isAccepted)
        {
            AcceptCancel(cb);
            yield return () => HasArrived(cb);
        }
        else
        {
            while (run.Backend.HasCompletions)
            {
                run.Reap();
                yield return Always;
            }
        }

        ends(EndCancel(cb));
        _canceler = null;
        yield return Always;
    }

    // No pointer lives in an iterator.
    private bool IsComplete(string? cb) => cb is not null && run.Memory[cb]->Error != Status.InProgress;

    private CancelStart BeginCancel(string cb) => run.Core.BeginCancel(run.Memory[cb]);

    private bool AskBackend(string cb) => run.Backend.Cancel(run.Memory[cb]) == CancelAnswer.Accepted;

    private void AcceptCancel(string cb) => EngineCore.AcceptCancel(run.Memory[cb]);

    private bool HasArrived(string cb) => EngineCore.HasArrived(run.Memory[cb]);

    private AioCancelResult EndCancel(string cb) => run.Core.EndCancel(run.Memory[cb]);

    /// <summary>One of the steps that are due, as Engine.Settle takes them.</summary>
    private bool Settle()
    {
        if (run.Backend.HasCompletions) run.Reap();
        else if (run.Core.MayPublish) run.Core.TryPublish();
        else if (run.Core.MayIssue) run.Issue();
        else return false;
        return true;
    }
}
