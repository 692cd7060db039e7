using AioEngine;
using AioEngine.Notification;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Targets.Hosting;

/// <summary>
/// The signals of a program: those of the engine (<see cref="AioSignals"/>), which no other process sees. They are delivered to the threads of
/// the program between its calls, and while they wait.
/// </summary>
internal sealed class HostSignals(HostedProgram program, AioSignals signals)
{
    private const int SIGKILL = 9;
    private const int SIGSTOP = 19;

    private static readonly ManualResetEvent s_never = new(false);

    /// <summary>Whether a thread that waits is to be interrupted and has not noticed yet.</summary>
    public bool IsAnyDue => signals.IsAnyDue;

    /// <summary>A thread of the program begins: nothing is blocked in it.</summary>
    public void Begin() => signals.Unblock();

    /// <summary>Runs the handlers of what is pending and not blocked in the calling thread.</summary>
    public void Deliver()
    {
        if (program.UsesSignals) signals.RunPending();
    }

    /// <summary>Performs a call; null where it is none on signals.</summary>
    public Result? Perform(Call call, HostThread thread) => call switch
    {
        Sigaction c => SetAction(c),
        Sigmask c => SetMask(c),
        Kill c => Send(c.Signo, default, SignalCode.SI_USER),
        Sigqueue c => Send(c.Signo, c.Value, SignalCode.SI_QUEUE),
        Sigwait c => Wait(c, thread),
        _ => null,
    };

    /// <summary>Waits until it is over, or a handler has run: the first that does not restart the call, or where it cannot be restarted, any.</summary>
    /// <param name="restarts">Whether SA_RESTART makes the call go on.</param>
    /// <param name="wait">Waits until what is waited for has come (true), or until the handle says that it was interrupted.</param>
    /// <returns>False: EINTR.</returns>
    public bool WaitFor(bool restarts, Func<WaitHandle, bool> wait)
    {
        if (!program.UsesSignals) return wait(s_never);
        var interruption = new Interruption();
        while (true)
        {
            using (signals.Enter(interruption))
            {
                if (wait(interruption)) return true;
            }

            interruption.Reset();
            program.Stop.ThrowIfCancellationRequested();
            var run = signals.RunPending();
            if (run == HandlersRun.Interrupting || (run == HandlersRun.Restarting && !restarts)) return false;
        }
    }

    private Result SetAction(Sigaction call)
    {
        if (!call.Signo.IsValid || call.Signo.Number is SIGKILL or SIGSTOP) return Result.Fail(Errno.EINVAL);
        signals.SetAction(call.Signo, call.Disposition switch
        {
            Disposition.Default => SignalAction.Default,
            Disposition.Ignore => SignalAction.Ignore,
            _ => SignalAction.Catch(info => HostThread.Current.Handle(info, call), call.Restart),
        });
        return Result.Zero;
    }

    private Result SetMask(Sigmask call)
    {
        if (call.Set.Any(s => !s.IsValid)) return Result.Fail(Errno.EINVAL);
        if (call.Change == MaskChange.SIG_BLOCK) signals.Block(call.Set);
        else signals.Unblock(call.Set);
        return Result.Zero;
    }

    /// <summary>Where the calling thread does not block it and nobody else takes it, it is delivered before the call returns.</summary>
    private Result Send(Signo signo, SigVal value, SignalCode code)
    {
        if (signo.Number == 0) return Result.Zero;
        if (!signo.IsValid) return Result.Fail(Errno.EINVAL);
        signals.Raise(signo, value, code);
        signals.RunPending();
        return Result.Zero;
    }

    private Result Wait(Sigwait call, HostThread thread)
    {
        if (call.Set.Any(s => !s.IsValid)) return Result.Fail(Errno.EINVAL);
        var info = default(SignalInfo);
        var errno = thread.Waiting(call.Timeout, () => signals.IsAnyDue, () => signals.Await(call.Set, call.Timeout, program.Stop, out info));
        return errno == Errno.None ? new Result(info.Signo.Number) { Code = info.Code, SigValue = info.Value } : Result.Fail(errno);
    }

    /// <summary>Never disposed of: somebody may still mean to interrupt a wait that is over.</summary>
    private sealed class Interruption() : EventWaitHandle(false, EventResetMode.ManualReset), IInterruptible
    {
        public void Interrupt() => Set();
    }
}
