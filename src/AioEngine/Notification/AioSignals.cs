using System.Diagnostics;
using AioEngine.Notification;
using AioSpec;

namespace AioEngine;

/// <summary>
/// The signals of SIGEV_SIGNAL. A .NET process is no place to receive signals: here they are generated for the process,
/// stay pending, and are accepted (<see cref="Wait"/>) or delivered by the rules of POSIX 2.4, to threads that take part.
/// </summary>
/// <remarks>
/// A thread has all signals blocked until it calls <see cref="Unblock"/>. An unblocked signal is delivered to a thread that
/// waits in the engine, which ends its wait with EINTR, or that calls <see cref="RunHandlers"/>. While a handler runs, its
/// signal is blocked in its thread; SIGKILL and SIGSTOP never are.
/// </remarks>
public sealed class AioSignals
{
    private static readonly UInt128 s_all = UInt128.MaxValue;
    private static readonly UInt128 s_blockable = ~((UInt128.One << 9) | (UInt128.One << 19));

    private readonly Lock _lock = new();
    private readonly SignalQueue _queue = new();
    private readonly SignalAction?[] _actions = new SignalAction?[Signo.RealTimeMax + 1];
    private readonly List<Participant> _waiting = [];
    private readonly ThreadLocal<Participant> _own = new(() => new Participant());

    /// <summary>Called on the thread to which a signal is delivered whose action is the default one, which ends the process.</summary>
    /// <value>The default ends the process with a message (NOTIFY-15).</value>
    public Action<SignalInfo> Terminate { get; set; } = info => Environment.FailFast($"Terminated by {info.Signo}.");

    /// <summary>All that is pending, lowest number first.</summary>
    public IReadOnlyList<SignalInfo> Pending
    {
        get { lock (_lock) return _queue.ToList(); }
    }

    /// <summary>sigaction.</summary>
    /// <exception cref="ArgumentNullException">There is no action: the default one is <see cref="SignalAction.Default"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal.</exception>
    public void SetAction(Signo signo, SignalAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Check(signo);
        lock (_lock)
        {
            _actions[signo.Number] = action;
            if (IsIgnored(signo)) _queue.Discard(signo);
        }
    }

    /// <summary>pthread_sigmask(SIG_BLOCK) of the calling thread; no signal named is all of them.</summary>
    public void Block(params IReadOnlyList<Signo> set)
    {
        lock (_lock) Own.Blocked |= SetOf(set) & s_blockable;
    }

    /// <summary>pthread_sigmask(SIG_UNBLOCK) of the calling thread; what is pending of them is delivered before it returns.</summary>
    public void Unblock(params IReadOnlyList<Signo> set)
    {
        lock (_lock) Own.Blocked &= ~SetOf(set);
        RunHandlers();
    }

    /// <summary>kill, sigqueue: generates a signal for the process.</summary>
    public void Raise(Signo signo, SigVal value = default, SignalCode code = SignalCode.SI_USER) => Generate(new SignalInfo(signo, value, code));

    /// <summary>sigtimedwait: accepts the first pending signal of the set, which the thread should have blocked. None, EAGAIN, EINTR or EINVAL.</summary>
    public Errno Wait(IReadOnlyList<Signo> set, Timespec? timeout, out SignalInfo info) => Await(set, timeout, CancellationToken.None, out info);

    /// <summary>As <see cref="Wait"/>, until it is canceled.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    internal Errno Await(IReadOnlyList<Signo> set, Timespec? timeout, CancellationToken canceled, out SignalInfo info)
    {
        info = default;
        if (timeout is { IsValid: false }) return Errno.EINVAL;
        var own = Own;
        var awaited = SetOf(set);
        var deadline = Engine.Deadline(timeout);
        while (!TryAccept(own, awaited, out info))
        {
            var (arrived, interrupted) = (false, false);
            try
            {
                arrived = own.Event.Wait(Milliseconds(deadline), canceled);
            }
            finally
            {
                lock (_lock)
                {
                    own.Awaited = 0;
                    _waiting.Remove(own);
                }
            }

            lock (_lock)
            {
                info = own.Accepted.GetValueOrDefault();
                if (own.Accepted is not null) return Errno.None;
                interrupted = HasDeliverable(own);
            }

            // A handler ends it, whatever its SA_RESTART; where another thread took the signal, the wait goes on.
            if (interrupted && RunPending() != HandlersRun.None) return Errno.EINTR;
            if (!interrupted && !arrived) return Errno.EAGAIN;
        }

        return Errno.None;
    }

    /// <summary>Accepts a pending signal, or else begins to wait for one.</summary>
    private bool TryAccept(Participant own, UInt128 awaited, out SignalInfo info)
    {
        lock (_lock)
        {
            if (_queue.TryTake(awaited, out info)) return true;
            own.Awaited = awaited;
            own.Accepted = null;
            own.Event.Reset();
            _waiting.Add(own);
            if (HasDeliverable(own)) own.Event.Set();
            return false;
        }
    }

    /// <summary>
    /// Delivers what is pending and unblocked to the calling thread: its handlers run here. True where one ran that does not
    /// restart what it interrupts.
    /// </summary>
    public bool RunHandlers() => RunPending() == HandlersRun.Interrupting;

    /// <summary>As <see cref="RunHandlers"/>: nanosleep and sigtimedwait are ended by a handler that restarts other calls, too.</summary>
    internal HandlersRun RunPending()
    {
        var run = HandlersRun.None;
        while (true)
        {
            SignalInfo info;
            SignalAction action;
            lock (_lock)
            {
                if (!_queue.TryTake(~Own.Blocked, out info)) return run;
                action = _actions[info.Signo.Number] ?? SignalAction.Default;
            }

            if (action.Handler is null)
            {
                Terminate(info);
                continue;
            }

            Run(action.Handler, info);
            if (!action.Restart) run = HandlersRun.Interrupting;
            else if (run == HandlersRun.None) run = HandlersRun.Restarting;
        }
    }

    /// <summary>The handler's own signal is blocked meanwhile; afterwards the mask is what it was, however the handler leaves.</summary>
    private void Run(Action<SignalInfo> handler, in SignalInfo info)
    {
        var own = Own;
        UInt128 before;
        lock (_lock)
        {
            before = own.Blocked;
            own.Blocked |= UInt128.One << info.Signo.Number;
        }

        try
        {
            handler(info);
        }
        finally
        {
            lock (_lock) own.Blocked = before;
        }
    }

    internal void Generate(in SignalInfo info)
    {
        Check(info.Signo);
        Participant? receiver;
        lock (_lock)
        {
            if (IsIgnored(info.Signo)) return;
            var bit = UInt128.One << info.Signo.Number;
            receiver = _waiting.Find(p => (p.Awaited & bit) != 0 && p.Accepted is null);
            if (receiver is not null)
            {
                receiver.Accepted = info;
            }
            else
            {
                _queue.Add(info);
                receiver = _waiting.Find(p => (p.Blocked & bit) == 0);
            }
        }

        // Without the lock: whoever waits in the engine is woken under the engine's.
        receiver?.Interrupt();
    }

    /// <summary>Whether a thread that waits has to take notice of a signal and has not yet.</summary>
    internal bool IsAnyDue
    {
        get { lock (_lock) return _waiting.Exists(p => p.Accepted is not null || HasDeliverable(p)); }
    }

    /// <summary>The calling thread waits until the visit ends; a signal delivered to it interrupts it.</summary>
    /// <param name="wait">How it waits; where a signal is there to be delivered already, it is interrupted at once.</param>
    internal Visit Enter(IInterruptible wait)
    {
        var own = Own;
        bool isDue;
        lock (_lock)
        {
            own.Wait = wait;
            _waiting.Add(own);
            isDue = HasDeliverable(own);
        }

        if (isDue) wait.Interrupt();
        return new Visit(this, own);
    }

    private void Leave(Participant own)
    {
        lock (_lock)
        {
            own.Wait = null;
            _waiting.Remove(own);
        }
    }

    private Participant Own => _own.Value!;

    private bool HasDeliverable(Participant own) => (_queue.Pending & ~own.Blocked) != 0;

    private bool IsIgnored(Signo signo)
    {
        var action = _actions[signo.Number] ?? SignalAction.Default;
        return action.IsIgnored || (action.Handler is null && signo.IsIgnoredByDefault);
    }

    private static UInt128 SetOf(IReadOnlyList<Signo> set)
    {
        if (set.Count == 0) return s_all;
        UInt128 bits = 0;
        foreach (var signo in set)
        {
            Check(signo);
            bits |= UInt128.One << signo.Number;
        }

        return bits;
    }

    private static int Milliseconds(long deadline) => deadline == long.MaxValue
        ? Timeout.Infinite
        : (int)Math.Clamp(Math.Ceiling((deadline - Stopwatch.GetTimestamp()) * 1e3 / Stopwatch.Frequency), 0, int.MaxValue);

    private static void Check(Signo signo)
    {
        if (!signo.IsValid) throw new ArgumentOutOfRangeException(nameof(signo), signo.Number, "A signal number is 1 to 64.");
    }

    /// <summary>A thread's wait in the engine.</summary>
    internal readonly struct Visit : IDisposable
    {
        private readonly AioSignals _signals;
        private readonly Participant _own;

        internal Visit(AioSignals signals, Participant own) => (_signals, _own) = (signals, own);

        public void Dispose() => _signals.Leave(_own);
    }

    /// <summary>What is known about a thread.</summary>
    internal sealed class Participant
    {
        internal UInt128 Blocked { get; set; } = s_blockable;

        /// <summary>What it waits for in <see cref="Wait"/>.</summary>
        internal UInt128 Awaited { get; set; }

        internal SignalInfo? Accepted { get; set; }

        /// <summary>How it waits, where it does not in <see cref="AioSignals.Wait"/>.</summary>
        internal IInterruptible? Wait { get; set; }

        internal ManualResetEventSlim Event { get; } = new(false, spinCount: 0);

        internal void Interrupt()
        {
            if (Wait is { } wait) wait.Interrupt();
            else Event.Set();
        }
    }
}
