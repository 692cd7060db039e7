using System.Diagnostics;
using AioEngine.Backends;
using AioEngine.Core;

namespace AioEngine.Shell;

/// <summary>
/// Who waits, and who of them reaps. One waiting thread, the leader, waits in the kernel and reaps for all; the others
/// wait for it. When it leaves, it hands over.
/// </summary>
internal sealed class Waiting(Lock gate, IIoBackend backend, EngineCore core)
{
    /// <summary>A leader waits for at most so many completions at once: waking it costs as many no-operations.</summary>
    private const int MostAtOnce = 64;

    private readonly List<Waiter> _waiters = [];
    private int _awaited;

    /// <summary>The one that waits in the kernel.</summary>
    internal Waiter? Leader { get; private set; }

    /// <summary>Whether a thread waits, which can lead.</summary>
    internal bool IsAnyone => _waiters.Count > 0;

    /// <summary>Called with the gate held when the leader has left, nobody else waits, and somebody has to reap.</summary>
    internal Action Abandoned { get; set; } = () => { };

    /// <summary>Waits. The time is a stopwatch timestamp, or <see cref="long.MaxValue"/>.</summary>
    internal WaitEnd Wait(Waiter waiter, long deadline, Action settle)
    {
        // Before anything is settled: what that notifies may wait on this very thread, and needs a waiter of its own.
        waiter.InUse = true;
        settle();
        lock (gate)
        {
            if (waiter.IsSatisfied)
            {
                waiter.InUse = false;
                return WaitEnd.Satisfied;
            }

            _waiters.Add(waiter);
            Reconsider();
        }

        while (true)
        {
            bool leads;
            long nanoseconds;
            lock (gate)
            {
                nanoseconds = Left(deadline);
                if (Ends(waiter, nanoseconds) is { } end) return end;
                waiter.Mark();
                leads = TryLead(waiter);
                if (!leads) waiter.Event.Reset();
            }

            if (leads)
            {
                backend.Wait(nanoseconds);
                StopLeading();
                settle();
            }
            else
            {
                waiter.Event.Wait(Milliseconds(nanoseconds));
            }
        }
    }

    /// <summary>Takes the lead, if nobody has it; with the gate held.</summary>
    internal bool TryLead(Waiter waiter)
    {
        if (Leader is not null) return false;
        Leader = waiter;
        _awaited = MayWaitForMany ? Math.Clamp(waiter.Needs, 1, MostAtOnce) : 1;
        backend.PrepareWait(_awaited);
        return true;
    }

    /// <summary>Whether the leader sleeps through completions: nobody else may depend on them.</summary>
    internal bool WaitsForMany => Leader is not null && _awaited > 1;

    /// <summary>
    /// Something was submitted, or somebody waits: a leader that sleeps through completions may have to be one that does
    /// not; with the gate held.
    /// </summary>
    internal void Reconsider()
    {
        if (!WaitsForMany || MayWaitForMany) return;
        _awaited = 1;
        backend.Kick();
    }

    /// <summary>One thread waits, nothing is awaited by others, and nothing waits for its turn behind what runs.</summary>
    private bool MayWaitForMany => _waiters.Count == 1 && core.Autonomous == 0 && core.Outstanding == core.Running;

    internal void StopLeading()
    {
        lock (gate) Leader = null;
    }

    /// <summary>The lead is free: somebody who waits takes it, or else the reaper; with the gate held.</summary>
    internal void HandOver()
    {
        if (Leader is not null) return;
        if (_waiters.Count > 0) _waiters[0].Event.Set();
        else if (core.Autonomous > 0) Abandoned();
    }

    /// <summary>Tells those whose wait is over; with the gate held.</summary>
    internal void WakeSatisfied()
    {
        core.WaitersAreDue = false;
        foreach (var waiter in _waiters)
        {
            if (waiter.IsSatisfied) Wake(waiter);
        }
    }

    /// <summary>A signal was caught by the thread of this waiter.</summary>
    internal void Interrupt(Waiter waiter)
    {
        lock (gate)
        {
            waiter.Interrupted = true;
            if (_waiters.Contains(waiter)) Wake(waiter);
        }
    }

    private void Wake(Waiter waiter)
    {
        if (waiter == Leader) backend.Kick();
        else waiter.Event.Set();
    }

    private WaitEnd? Ends(Waiter waiter, long nanoseconds)
    {
        WaitEnd end;
        if (waiter.IsSatisfied) end = WaitEnd.Satisfied;
        else if (waiter.Interrupted) end = WaitEnd.Interrupted;
        else if (nanoseconds == 0) end = WaitEnd.TimedOut;
        else return null;
        _waiters.Remove(waiter);
        waiter.InUse = false;
        HandOver();
        return end;
    }

    /// <summary>-1 is for ever.</summary>
    private static long Left(long deadline)
    {
        if (deadline == long.MaxValue) return -1;
        var ticks = deadline - Stopwatch.GetTimestamp();
        return ticks <= 0 ? 0 : Math.Max(1, (long)(ticks * (1e9 / Stopwatch.Frequency)));
    }

    private static int Milliseconds(long nanoseconds) =>
        nanoseconds < 0 ? Timeout.Infinite : (int)Math.Min(int.MaxValue, (nanoseconds + 999_999) / 1_000_000);
}

/// <summary>How a wait ended.</summary>
internal enum WaitEnd
{
    Satisfied,
    Interrupted,
    TimedOut,
}
