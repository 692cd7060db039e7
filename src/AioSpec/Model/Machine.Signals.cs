using System.Numerics;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>Signals: generation, delivery, handlers (2.4).</content>
public sealed partial class Machine
{
    /// <summary>A handler that is done makes way for what it interrupted.</summary>
    public void HandlerReturns(int thread)
    {
        ref var slot = ref State.Threads[thread];
        Invariant.Holds(slot.Depth > 0, $"a handler that returns runs");
        slot.Mask = slot.SavedMasks[--slot.Depth];
        Changes.AddThread(thread);
        Changes.Signals = true;
    }

    /// <summary>
    /// Whether a pending signal can be delivered to a thread: of the real-time signals only the lowest number (NOTIFY-05), and
    /// none while the thread is in a call that does not wait.
    /// </summary>
    public bool CanDeliver(int thread, int signo)
    {
        var deliverable = Deliverable(thread);
        if ((deliverable & State.Bit(signo)) == 0) return false;
        State.AskedArrival = new Signo(signo).IsRealTime && BitOperations.TrailingZeroCount(deliverable & RealTime) != signo - 1 ? Arrival.LowerPending : Arrival.None;
        return SignalRules.Queue.Permits(State, new Scope(State.None, thread, default));
    }

    /// <summary>The pending signals that a thread does not block, number n as bit n - 1.</summary>
    public ulong Deliverable(int thread)
    {
        ref var slot = ref State.Threads[thread];
        return slot.Alive && !slot.InCall && !IsOver ? State.PendingMask & ~slot.Mask : 0;
    }

    /// <summary>
    /// A signal is delivered to a thread. Returns it with its action where a handler starts now; else it was ignored, or has
    /// ended the process (<see cref="State.Crashed"/>).
    /// </summary>
    public (PendingSignal Signal, SignalAction Action)? Deliver(int thread, int signo)
    {
        var signal = State.TakePending(signo);
        var action = State.ActionOf(signal.Signo);
        Changes.Signals = true;
        TouchWaiting();
        State.AskedArrival = ArrivalOf(thread, signal, action);
        var scope = new Scope(State.None, thread, new Outcome((long)signal.Code));
        if (!SignalRules.Delivery.Permits(State, scope)) return null;
        if (SignalRules.Death.Permits(State, scope))
        {
            State.Crashed = signal.Signo;
            return null;
        }

        Interrupt(thread, action.Restart);
        ref var slot = ref State.Threads[thread];
        if (slot.Depth == slot.SavedMasks.Length) Array.Resize(ref slot.SavedMasks, slot.Depth * 2);
        slot.SavedMasks[slot.Depth++] = slot.Mask;
        slot.Mask |= State.Bit(signo);
        Changes.AddThread(thread);
        return (signal, action);
    }

    private Arrival ArrivalOf(int thread, in PendingSignal signal, SignalAction action)
    {
        var arrival = Arrival.Sent | Arrival.Owed;
        if ((State.Threads[thread].Mask & State.Bit(signal.Signo.Number)) != 0) arrival |= Arrival.Blocked;
        if (State.IsIgnored(signal.Signo)) arrival |= Arrival.Ignored;
        return action.Disposition == Disposition.Default ? arrival | Arrival.EndsProcess : arrival;
    }

    private const ulong RealTime = ~((1UL << (Signo.RealTimeMin - 1)) - 1);

    private bool IsOver => State.Exited || State.Crashed.Number != 0;

    private void Interrupt(int thread, bool restart)
    {
        if (!State.Threads[thread].IsWaiting) return;
        ref var wait = ref State.TopWait(thread);
        if (restart) wait.CaughtRestart = true;
        else wait.Caught = true;
        if (!restart && !wait.Passed) wait.CaughtBeforeDeadline = true;
    }

    /// <summary>A signal is generated for the process.</summary>
    private void Raise(in PendingSignal signal)
    {
        if (State.IsIgnored(signal.Signo) && !IsBlockedByAll(signal.Signo))
        {
            NoteOnWaits((ref Wait wait) => wait.IgnoredSent = true);
            return;
        }

        State.AddPending(signal);
        Changes.Signals = true;
        TouchWaiting();
    }

    /// <summary>A signal that nobody can get now stays pending, even if it would be ignored: sigwait may take it.</summary>
    private bool IsBlockedByAll(Signo signo)
    {
        foreach (ref var thread in State.Threads.Items)
        {
            if (thread.Alive && (thread.Mask & State.Bit(signo.Number)) == 0) return false;
        }

        return true;
    }

    private delegate void WaitAction(ref Wait wait);

    private void NoteOnWaits(WaitAction action)
    {
        foreach (ref var thread in State.Threads.Items)
        {
            for (var i = 0; i < thread.WaitCount; i++) action(ref thread.Waits[i]);
        }
    }

    private Answer? SignalCall(int thread, PreparedCall call)
    {
        switch (call.Call)
        {
            case Sigaction c: return SetAction(c);
            case Sigmask c: return SetMask(thread, c);
            case Kill c: return Send(new PendingSignal(c.Signo, SignalCode.SI_USER, default));
            case Sigqueue c: return Send(new PendingSignal(c.Signo, SignalCode.SI_QUEUE, c.Value));
            case Sigwait c: return WaitForSignal(thread, call, c);
            case Siglongjmp: return Jump(thread);
            default: return null;
        }
    }

    private Answer SetAction(Sigaction call)
    {
        // SIGKILL and SIGSTOP cannot be caught or ignored (sigaction/E).
        if (!call.Signo.IsValid || call.Signo.Number is 9 or 19) return Answer.Fail(Errno.EINVAL);
        State.SetAction(call.Signo, new SignalAction(call.Disposition, call.Handler, call.Restart, call.Siginfo));
        if (State.IsIgnored(call.Signo)) State.DropPending(call.Signo.Number);
        Changes.Signals = true;
        return Answer.Zero;
    }

    private Answer SetMask(int thread, Sigmask call)
    {
        ulong set = 0;
        foreach (var signo in call.Set)
        {
            if (!signo.IsValid) return Answer.Fail(Errno.EINVAL);
            set |= State.Bit(signo.Number);
        }

        if (call.Set.IsEmpty) set = State.AllSignals;
        ref var slot = ref State.Threads[thread];
        slot.Mask = call.Change == MaskChange.SIG_BLOCK ? slot.Mask | set : slot.Mask & ~set;
        Changes.Signals = true;
        return Answer.Zero;
    }

    private Answer Send(in PendingSignal signal)
    {
        if (signal.Signo.Number == 0) return Answer.Zero;
        if (!signal.Signo.IsValid) return Answer.Fail(Errno.EINVAL);
        Raise(signal);
        return Answer.Zero;
    }

    /// <summary>siglongjmp leaves the handler and the call that it interrupted, and gives the mask back.</summary>
    private Answer Jump(int thread)
    {
        HandlerReturns(thread);
        if (State.Threads[thread].IsWaiting) PopWait(thread);
        return Answer.Never;
    }
}
