using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>Threads, what they wait in, and signals.</content>
public sealed partial class State
{
    internal const ulong AllSignals = ulong.MaxValue;

    internal Pool<ThreadSlot> Threads;

    /// <summary>What each signal does. The array is never changed, so that states may share it.</summary>
    internal SignalAction[] Actions = [];

    /// <summary>The signals that wait, in the order of their generation, and which numbers are among them.</summary>
    internal List<PendingSignal> Pending = [];
    internal ulong PendingMask;

    /// <summary>How many slots for threads there are.</summary>
    public int ThreadSlots => Threads.Used;

    /// <summary>Whether a thread has started and not ended.</summary>
    public bool IsAlive(int thread) => thread < Threads.Used && Threads[thread].Alive;

    /// <summary>Whether a thread waits in a call, with no handler on top of it.</summary>
    public bool IsWaiting(int thread) => Threads[thread].IsWaiting;

    /// <summary>Whether a thread waits in a call, beneath its handlers or on top of them.</summary>
    public bool IsInWait(int thread) => Threads[thread].WaitCount > 0;

    /// <summary>How many handlers run on a thread.</summary>
    public int HandlersOn(int thread) => Threads[thread].Depth;

    /// <summary>The notification function that a thread runs, or null for a thread of the program.</summary>
    public string? FunctionOf(int thread) => Threads[thread].Function;

    /// <summary>The value that a thread's notification function got.</summary>
    public SigVal ValueOf(int thread) => Threads[thread].Value;

    /// <summary>How many calls a thread waits in, one beneath the other.</summary>
    public int WaitsOf(int thread) => Threads[thread].WaitCount;

    internal static ulong Bit(int signo) => 1UL << (signo - 1);

    internal int TakeThread(ulong mask, string? function, SigVal value)
    {
        var slot = Threads.Take();
        ref var thread = ref Threads[slot];
        thread = new ThreadSlot
        {
            Alive = true,
            Mask = mask,
            Function = function,
            Value = value,
            SavedMasks = thread.SavedMasks ?? new ulong[2],
            Waits = thread.Waits ?? new Wait[2],
        };
        return slot;
    }

    internal void GiveThread(int thread)
    {
        ref var slot = ref Threads[thread];
        slot = new ThreadSlot { SavedMasks = slot.SavedMasks, Waits = slot.Waits };
        Threads.Give(thread);
    }

    internal ref Wait TopWait(int thread)
    {
        ref var slot = ref Threads[thread];
        return ref slot.Waits[slot.WaitCount - 1];
    }

    /// <summary>Puts a call that waits, or may come to, on top of what the thread does.</summary>
    internal ref Wait PushWait(int thread, WaitKind kind, PreparedCall call)
    {
        ref var slot = ref Threads[thread];
        if (slot.WaitCount == slot.Waits.Length) Array.Resize(ref slot.Waits, slot.WaitCount * 2);
        ref var wait = ref slot.Waits[slot.WaitCount++];
        var listed = wait.Listed ?? [];
        wait = default;
        (wait.Kind, wait.Depth, wait.Call, wait.Listed, wait.Object) = (kind, slot.Depth, call, listed, None);
        return ref wait;
    }

    internal SignalAction ActionOf(Signo signo) => Actions[signo.Number];

    internal void SetAction(Signo signo, SignalAction action)
    {
        Actions = [.. Actions];
        Actions[signo.Number] = action;
    }

    /// <summary>Whether a signal that is generated now, and that nobody blocks, does nothing.</summary>
    public bool IsIgnored(Signo signo) => ActionOf(signo) is var action
        && (action.Disposition == Disposition.Ignore || (action.Disposition == Disposition.Default && signo.IsIgnoredByDefault));

    internal void AddPending(in PendingSignal signal)
    {
        // Standard signals merge while they are pending (NOTIFY-06); real-time signals queue (NOTIFY-05).
        if (!signal.Signo.IsRealTime && (PendingMask & Bit(signal.Signo.Number)) != 0) return;
        Pending.Add(signal);
        PendingMask |= Bit(signal.Signo.Number);
    }

    /// <summary>Takes the oldest pending instance of a signal.</summary>
    internal PendingSignal TakePending(int signo)
    {
        var at = 0;
        while (Pending[at].Signo.Number != signo) at++;
        var signal = Pending[at];
        Pending.RemoveAt(at);
        if (!IsPending(signo, at)) PendingMask &= ~Bit(signo);
        return signal;
    }

    /// <summary>Forgets all pending instances of a signal.</summary>
    internal void DropPending(int signo)
    {
        while ((PendingMask & Bit(signo)) != 0) TakePending(signo);
    }

    private bool IsPending(int signo, int from)
    {
        for (var i = from; i < Pending.Count; i++)
        {
            if (Pending[i].Signo.Number == signo) return true;
        }

        return false;
    }
}
