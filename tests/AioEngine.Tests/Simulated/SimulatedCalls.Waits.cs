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

    /// <summary>sigtimedwait without a limit, of signals that the thread has blocked.</summary>
    private IEnumerable<Func<bool>> Sigwait(Sigwait call, Action<Result> ends)
    {
        var set = UInt128.Zero;
        foreach (var signo in call.Set) set |= UInt128.One << signo.Number;
        if ((run.Signals.Pending & set) == 0) yield return () => (run.Signals.Pending & set) != 0;
        run.Signals.TryTake(set, out var info);
        ends(new Result(info.Signo.Number) { Code = info.Code, SigValue = info.Value });
    }

    private IEnumerable<Func<bool>> ListIo(SimulatedThread thread, LioListio call, Action<Result> ends)
    {
        var (list, submitted) = (Open(call.Mode == LioMode.LIO_WAIT, call.Sig), new ListTally());
        foreach (var element in call.List)
        {
            if (IsIgnored(element)) continue;
            yield return Always;
            submitted.Add(Element(element!, list.List));
            thread.Local = submitted.Refused;
        }

        yield return Always;
        thread.Local = -1;
        if (list.Close(submitted)) yield return () => list.List.Remaining <= 0;
        ends(ToResult(list.End(submitted, interrupted: false)));
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

        var tally = new CancelTally(run.Core);
        foreach (var cb in call.Cb is { } one ? [one] : run.Memory.Blocks.Select(b => b.Key).ToArray())
        {
            FileFacts? on = call.Cb is null ? facts : null;
            if (on is not null && !IsOn(cb, fildes, facts)) continue;
            foreach (var wait in CancelOne(thread, cb, a => tally.Add(a), fildes, on)) yield return wait;
            thread.Local = (long)tally.Answer + 1;
        }

        // What is over becomes final before the call returns (CANCEL-04).
        while (Settle()) yield return Always;
        ends(new Result((long)tally.Answer));
    }

    /// <summary>The end of the engine: nothing more is accepted, what is outstanding is canceled or waited for.</summary>
    private IEnumerable<Func<bool>> Shutdown(SimulatedThread thread)
    {
        if (!run.Core.Close()) yield break;
        foreach (var cb in run.Memory.Blocks.Select(b => b.Key).ToArray())
        {
            yield return Always;
            if (IsComplete(cb)) continue;

            // To the history it is a program that cancels before it exits.
            run.Note(new Invoke(run.Tick(), thread.Name, new AioCancel(new Fd(FildesOf(cb)), cb)), 4, 0);
            var answer = AioCancelResult.AIO_ALLDONE;
            foreach (var wait in CancelOne(thread, cb, a => answer = a)) yield return wait;
            while (Settle()) yield return Always;
            run.Note(new Return(run.Tick(), thread.Name, new Result((long)answer)), 5, (long)answer);
        }

        yield return () => run.Core.Outstanding == 0;
        while (run.Core.Notices.Count > 0)
        {
            run.Deliver();
            yield return Always;
        }
    }

    /// <summary>One request; with a file, if it is of that file's descriptor.</summary>
    private IEnumerable<Func<bool>> CancelOne(SimulatedThread thread, string cb, Action<AioCancelResult> ends, int fildes = -1, FileFacts? on = null)
    {
        if (_canceler is not null) yield return () => _canceler is null;
        var row = Cancellation(cb);
        var step = on is { } facts ? row.BeginIfOn(fildes, facts) : row.Begin();
        if (step == CancelStep.NotOfIt) yield break;
        if (step != CancelStep.Done) _canceler = thread;
        while (step != CancelStep.Done)
        {
            thread.Local = 100 + (int)step;
            switch (step)
            {
                case CancelStep.Begin:
                    yield return Always;
                    step = row.Begin();
                    continue;
                case CancelStep.AskBackend:
                    yield return Always;
                    step = row.Told(AskBackend(cb));
                    yield return Always;
                    continue;
                case CancelStep.AwaitArrival:
                    yield return () => HasArrived(cb);
                    break;
                default:
                    while (run.Backend.HasCompletions)
                    {
                        run.Reap();
                        yield return Always;
                    }

                    break;
            }

            step = row.End();
        }

        ends(row.Answer);
        if (_canceler != thread) yield break;
        _canceler = null;
        yield return Always;
    }

    private ListCall Open(bool waits, SigEvent? sig)
    {
        var notice = Notice.None;
        if (sig is not null) (notice.Kind, notice.Signo, notice.Value) = (sig.Notify, sig.Signo.Number, ValueOf(sig));
        return new ListCall(run.Core, waits, notice);
    }

    private bool IsIgnored(ListElement? element) => SubmissionCheck.IsIgnored(element is null ? null : Prepare(element.Cb, element.Block), run.Core.Defect);

    private Errno Element(ListElement element, ListState list)
    {
        var block = run.Memory[element.Cb];
        var error = SubmissionCheck.Element(block) is { } kind ? Accept(block, kind, list) : Errno.EINVAL;
        if (error != Errno.None) run.Core.Refuse(block, error);
        return error;
    }

    private static Result ToResult(Errno error) => error == Errno.None ? Result.Zero : Result.Fail(error);

    // No pointer lives in an iterator.
    private bool IsComplete(string? cb) => cb is not null && run.Memory[cb]->Error != Status.InProgress;

    private int FildesOf(string cb) => run.Memory[cb]->Fildes;

    private bool IsOn(string cb, int fildes, in FileFacts facts) => run.Core.IsOn(run.Memory[cb], fildes, facts);

    private Cancellation Cancellation(string cb) => new(run.Core, run.Memory[cb]);

    private CancelAnswer AskBackend(string cb) => run.Backend.Cancel(run.Memory[cb]);

    private bool HasArrived(string cb) => EngineCore.HasArrived(run.Memory[cb]);

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
