using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>Threads and the process: waiting, ending, and what a program asks about its environment.</content>
public sealed partial class Machine
{
    /// <summary>Whether a thread that was canceled ends in the call it waits in (SUSPEND-21).</summary>
    public bool CanCancel(int thread)
    {
        ref var slot = ref State.Threads[thread];
        // aio_cancel is no cancellation point, and what a list has yet to initiate is not left behind.
        return slot.CancelPending && slot.Alive && slot.IsWaiting && !IsOver && State.TopWait(thread).Kind is not (WaitKind.Cancellation or WaitKind.Initiation);
    }

    /// <summary>A thread ends: by itself, or because it was canceled. What it has submitted goes on (CLOSE-11).</summary>
    public Answer EndThread(int thread)
    {
        while (State.Threads[thread].WaitCount > 0) PopWait(thread);
        State.GiveThread(thread);
        Changes.AddThread(thread);
        Changes.Signals = true;
        return Answer.Never;
    }

    /// <summary>A thread more, which blocks all signals. Returns its number.</summary>
    public int AddThread() => State.TakeThread(State.AllSignals, null, default);

    /// <summary>A thread is in a call that does not wait: until the call has its answer, no handler runs on it.</summary>
    public void EnterCall(int thread) => SetInCall(thread, true);

    /// <summary>The call has its answer.</summary>
    public void LeaveCall(int thread) => SetInCall(thread, false);

    private void SetInCall(int thread, bool inCall)
    {
        State.Threads[thread].InCall = inCall;
        Changes.Signals = true;
    }

    private Answer ProcessCall(int thread, PreparedCall prepared)
    {
        switch (prepared.Call)
        {
            case Sleep c: return SleepNow(thread, prepared, c);
            case AwaitGate: return Await(thread, prepared);
            case OpenGate: return Unlock(prepared.Gate);
            case Look: return LookAt(prepared.Block);
            case Poison c: return Overwrite(prepared.Block, c.Bytes);
            case Free: return Forget(prepared.Block);
            case PthreadExit: return EndThread(thread);
            case Exit or Exec: return EndProcess();
            case ClockStep: NoteOnWaits((ref Wait wait) => wait.ClockStepped = true); return Answer.Zero;
            case Sysconf c: return new Answer(ConfigurationOf(c.Name));
            case Fpathconf c: return FileConfiguration(c);
            case SchedGetparam: return new Answer(Declared.Priority);
            default: throw new InvariantException($"{prepared.Call.GetType().Name} is performed by somebody");
        }
    }

    /// <summary>pthread_cancel: the thread ends when it next waits, or reaches a cancellation point (2.9.5).</summary>
    public void CancelThread(int thread)
    {
        State.Threads[thread].CancelPending = true;
        Changes.AddThread(thread);
    }

    private Answer LookAt(int block)
    {
        var bytes = State.BufferOf(block);
        return Answer.With(bytes.Length, bytes);
    }

    private Answer Overwrite(int block, Data bytes)
    {
        var old = State.BufferOf(block);
        ref var slot = ref State.Block(block);
        slot.Buffer = old.Length <= bytes.Length ? bytes : Data.Concat(bytes, old.Slice(bytes.Length, old.Length - bytes.Length));
        slot.Overwritten = true;
        return Answer.Zero;
    }

    private Answer Forget(int block)
    {
        ref var slot = ref State.Block(block);
        if (slot.Current >= 0) State.Release(slot.Current);
        slot = new BlockSlot { Freed = true };
        return Answer.Zero;
    }

    /// <summary>
    /// _exit and exec: what is not canceled completes as if nothing had happened (CLOSE-09, CLOSE-10); no notification comes.
    /// </summary>
    private Answer EndProcess()
    {
        State.Exited = true;
        _coveredCount = 0;
        for (var i = 0; i < State.Requests.Used; i++)
        {
            if (State.Requests[i].IsOutstanding) AddCovered(i);
        }

        SortCovered();
        CancelWhereChosen(CloseRules.Exit);
        for (var i = 0; i < State.Requests.Used; i++) Suppress(i);
        for (var i = 0; i < State.Lists.Used; i++)
        {
            if (!State.Lists[i].Due) continue;
            State.Lists[i].Due = false;
            Changes.AddList(i);
        }

        for (var i = 0; i < State.Threads.Used; i++)
        {
            if (State.Threads[i].Alive) EndThread(i);
        }

        return Answer.Never;
    }

    private void Suppress(int request)
    {
        if (!State.Requests[request].Due) return;
        State.Requests[request].Due = false;
        Changes.AddRequest(request);
        State.Release(request);
    }

    private long ConfigurationOf(string name) => name switch
    {
        "_SC_ASYNCHRONOUS_IO" => 200809,
        "_SC_PRIORITIZED_IO" => Option(PosixOptions.PIO),
        "_SC_SYNCHRONIZED_IO" => Option(PosixOptions.SIO),
        "_SC_FSYNC" => Option(PosixOptions.FSC),
        "_SC_MONOTONIC_CLOCK" => Option(PosixOptions.MON),
        "_SC_THREAD_PRIORITY_SCHEDULING" => Option(PosixOptions.TPS),
        "_SC_REALTIME_SIGNALS" => Option(PosixOptions.RTS),
        "_SC_AIO_LISTIO_MAX" => Declared.ListioMax ?? -1,
        "_SC_AIO_MAX" => Declared.AioMax ?? -1,
        "_SC_AIO_PRIO_DELTA_MAX" => Declared.PrioDeltaMax,
        _ => -1,
    };

    private long Option(PosixOptions option) => (Declared.Options & option) != 0 ? 200809 : -1;

    private Answer FileConfiguration(Fpathconf call)
    {
        var description = State.DescriptionOf(call.Fildes.Number);
        if (description < 0) return Answer.Fail(Errno.EBADF);
        var stream = State.Descriptions[description].Info!.IsStream;
        return call.Name switch
        {
            "_PC_ASYNC_IO" => new Answer(1),
            "_PC_PRIO_IO" => new Answer(Declared.Profile.Prioritized == true ? 1 : -1),
            "_PC_SYNC_IO" => new Answer(stream || (Declared.Options & PosixOptions.SIO) == 0 ? -1 : 1),
            "_PC_PIPE_BUF" => new Answer(Declared.PipeBuf),
            _ => Answer.Fail(Errno.EINVAL),
        };
    }
}
