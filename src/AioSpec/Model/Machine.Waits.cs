using System.Numerics;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>Calls that wait: how they begin, how their time passes, how they return.</content>
public sealed partial class Machine
{
    /// <summary>How long the innermost waiting call of a thread may wait, in nanoseconds; -1 without limit.</summary>
    public long TimeoutOf(int thread)
    {
        ref var wait = ref State.TopWait(thread);
        if (!wait.HasDeadline || wait.Passed) return -1;
        return wait.Call.Call switch
        {
            AioSuspend { Timeout: { } timeout } => timeout.TotalNanoseconds,
            Sigwait { Timeout: { } timeout } => timeout.TotalNanoseconds,
            Sleep sleep => sleep.Nanoseconds,
            _ => -1,
        };
    }

    /// <summary>The time of a waiting call is up: its timeout can pass (<see cref="Expire"/>). The calls of a thread count from the outermost.</summary>
    public void DeadlineDue(int thread, int wait)
    {
        State.Threads[thread].Waits[wait].DeadlineDue = true;
        Changes.AddThread(thread);
    }

    /// <summary>Whether the timeout of a call that the thread waits in can pass.</summary>
    public bool CanExpire(int thread) => FirstDue(thread) >= 0;

    /// <summary>The timeout of a waiting call passes.</summary>
    public void Expire(int thread)
    {
        Pass(ref State.Threads[thread].Waits[FirstDue(thread)]);
        Changes.AddThread(thread);
    }

    /// <summary>Whether the innermost waiting call of a thread can return, or go on with its transfer.</summary>
    public bool CanReturn(int thread)
    {
        ref var slot = ref State.Threads[thread];
        if (!slot.Alive || !slot.IsWaiting || IsOver || Defect?.MayReturn(this, thread) == false) return false;
        ref var wait = ref State.TopWait(thread);
        switch (wait.Kind)
        {
            case WaitKind.Suspend: return CanLeaveSuspend(thread);
            case WaitKind.List: OfferList(thread, atCall: false); break;
            case WaitKind.Initiation: return true;
            case WaitKind.Cancellation: return IsCanceled(wait);
            case WaitKind.Signal: return (State.PendingMask & SetOf(wait)) != 0 || wait.Passed || wait.Caught || wait.CaughtRestart;
            case WaitKind.Sleep: return wait.Passed || wait.Caught || wait.CaughtRestart;
            case WaitKind.Gate: return State.IsOpen(wait.Object);
            case WaitKind.Read: return wait.Caught || CanRead(FileOf(wait.Object));
            default: return wait.Caught || CanWrite(OutputOf(wait.Object), ((Write)wait.Call.Call).Bytes.Length, wait.Moved);
        }

        var can = _count > 0;
        _count = 0;
        return can;
    }

    /// <summary>The innermost waiting call of a thread returns; a long write may move a part and wait on.</summary>
    public Answer Return(int thread)
    {
        if (Defect is null) return GoOn(thread);
        var call = State.TopWait(thread).Call;
        var answer = GoOn(thread);
        return answer.Waits ? answer : Defect.Answers(this, thread, call, answer);
    }

    private Answer GoOn(int thread)
    {
        ref var wait = ref State.TopWait(thread);
        switch (wait.Kind)
        {
            case WaitKind.Suspend: OfferSuspend(thread, atCall: false); return Leave(thread, Choose(SuspendRules.Rule));
            case WaitKind.List: OfferList(thread, atCall: false); return Leave(thread, Choose(ListRules.Rule));
            case WaitKind.Initiation: return InitiateNext(thread);
            case WaitKind.Cancellation: return Leave(thread, new Outcome(wait.Moved));
            case WaitKind.Signal: return LeaveSignal(thread);
            case WaitKind.Read: return LeaveRead(thread);
            case WaitKind.Write: return LeaveWrite(thread);
            default: return Leave(thread, Interrupted(wait) ? new Outcome(-1, Errno.EINTR) : new Outcome(0));
        }
    }

    private static bool Interrupted(in Wait wait) => wait.Kind == WaitKind.Sleep && !wait.Passed;

    private int FirstDue(int thread)
    {
        ref var slot = ref State.Threads[thread];
        if (!slot.Alive || IsOver) return State.None;
        for (var i = 0; i < slot.WaitCount; i++)
        {
            ref var wait = ref slot.Waits[i];
            if (wait.DeadlineDue && !wait.Passed) return i;
        }

        return State.None;
    }

    private int FileOf(int description) => State.Descriptions[description].Info!.File;

    private int OutputOf(int description) => State.Descriptions[description].Info!.Output;

    private static ulong SetOf(in Wait wait)
    {
        ulong set = 0;
        foreach (var signo in ((Sigwait)wait.Call.Call).Set) set |= signo.IsValid ? State.Bit(signo.Number) : 0;
        return set;
    }

    private Answer SleepNow(int thread, PreparedCall prepared, Sleep call)
    {
        if (call.Nanoseconds < 0) return Answer.Fail(Errno.EINVAL);
        ref var wait = ref State.PushWait(thread, WaitKind.Sleep, prepared);
        wait.HasDeadline = true;
        return Answer.Waiting;
    }

    private Answer Await(int thread, PreparedCall prepared)
    {
        if (State.IsOpen(prepared.Gate)) return Answer.Zero;
        State.PushWait(thread, WaitKind.Gate, prepared).Object = prepared.Gate;
        return Answer.Waiting;
    }

    private Answer Unlock(int gate)
    {
        if (gate >= State.GatesOpen.Length) Array.Resize(ref State.GatesOpen, gate + 1);
        State.GatesOpen[gate] = true;
        TouchWaiting();
        return Answer.Zero;
    }

    private Answer WaitForSignal(int thread, PreparedCall prepared, Sigwait call)
    {
        if (call.Timeout is { IsValid: false }) return Answer.Fail(Errno.EINVAL);
        ref var wait = ref State.PushWait(thread, WaitKind.Signal, prepared);
        wait.HasDeadline = call.Timeout is not null;
        if (call.Timeout is { TotalNanoseconds: 0 }) wait.Passed = true;
        return CanReturn(thread) ? LeaveSignal(thread) : Answer.Waiting;
    }

    /// <summary>The lowest real-time signal first (2.4.2); a standard signal before it, which the standard leaves open.</summary>
    private Answer LeaveSignal(int thread)
    {
        ref var wait = ref State.TopWait(thread);
        var pending = State.PendingMask & SetOf(wait);
        var errno = wait.Passed ? Errno.EAGAIN : Errno.EINTR;
        PopWait(thread);
        if (pending == 0) return Answer.Fail(errno);
        var signal = State.TakePending(BitOperations.TrailingZeroCount(pending) + 1);
        Changes.Signals = true;
        TouchWaiting();
        return Answer.With(signal.Signo.Number, signal);
    }

    private Answer LeaveRead(int thread)
    {
        ref var wait = ref State.TopWait(thread);
        var file = FileOf(wait.Object);
        if (!CanRead(file)) return Leave(thread, new Outcome(-1, Errno.EINTR));
        var bytes = TakeStream(file, ((Read)wait.Call.Call).Nbytes);
        PopWait(thread);
        return Answer.With(bytes.Length, bytes);
    }

    private Answer LeaveWrite(int thread)
    {
        ref var wait = ref State.TopWait(thread);
        var bytes = ((Write)wait.Call.Call).Bytes;
        var file = OutputOf(wait.Object);
        var (moved, errno) = PutStream(file, bytes, wait.Moved);
        wait.Moved += moved;
        Changes.AddThread(thread);
        if (errno != Errno.None) return Leave(thread, new Outcome(-1, errno));
        if (wait.Moved < bytes.Length && !wait.Caught) return Answer.Waiting;
        return Leave(thread, wait.Moved > 0 ? new Outcome(wait.Moved) : new Outcome(-1, Errno.EINTR));
    }
}
