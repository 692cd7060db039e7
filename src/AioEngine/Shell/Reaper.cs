using AioEngine.Backends;
using AioEngine.Core;

namespace AioEngine.Shell;

/// <summary>
/// The thread that reaps whenever no caller does: an accepted request completes without a further call by the program.
/// While nobody but lookers (aio_error, aio_suspend) cares, it only glances now and then, and takes no completion away from
/// a thread that waits for it; where a notification or an await is outstanding, it waits in the kernel. It glances often
/// only while something waits for another's end: a glance takes the processor from those who work.
/// </summary>
internal sealed class Reaper(Lock gate, IIoBackend backend, EngineCore core, Waiting waiting, Action settle)
{
    private const long LingerNanoseconds = 10_000_000;
    private const int ShortGlance = 1;
    private const int LongestGlance = 32;
    private const int MostIdleGlances = 8;

    /// <summary>A kernel's event: a semaphore that spins before it sleeps would take the processor from those who work, at each glance.</summary>
    private readonly AutoResetEvent _wake = new(false);
    private readonly Waiter _waiter = Waiter.ForReaper();
    private Thread? _thread;
    private Mode _mode = Mode.Asleep;
    private int _glance = ShortGlance;
    private int _idleGlances;
    private bool _lingers;
    private bool _ended;

    private enum Mode
    {
        Asleep,
        Glancing,
        Waking,
        Waiting,
    }

    /// <summary>
    /// Something was submitted and flushed: where it is still outstanding, sees to it that it is reaped. Without the gate:
    /// what the caller has submitted is counted, or over.
    /// </summary>
    internal void Attend()
    {
        if (core.Outstanding == 0) return;
        lock (gate)
        {
            if (_mode == Mode.Asleep || (_mode == Mode.Glancing && IsNeededNow)) Wake();
        }
    }

    private bool IsNeededNow => (core.Autonomous > 0 && waiting.Leader is null) || (_glance > ShortGlance && core.HasSuccessors);

    /// <summary>Wakes the thread; with the gate held.</summary>
    internal void Wake()
    {
        if (_ended || _mode is Mode.Waking or Mode.Waiting) return;
        _mode = Mode.Waking;
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "aio reaper" };
            _thread.UnsafeStart();
        }
        else
        {
            _wake.Set();
        }
    }

    /// <summary>Ends the thread; nothing is outstanding any more.</summary>
    internal void End()
    {
        lock (gate)
        {
            _ended = true;
            if (waiting.Leader == _waiter) backend.Kick();
            _wake.Set();
        }

        if (_thread != Thread.CurrentThread) _thread?.Join();
    }

    private void Run()
    {
        while (true)
        {
            lock (gate)
            {
                if (_ended) return;
                _mode = NextMode();
            }

            switch (_mode)
            {
                case Mode.Waiting:
                    backend.Wait(core.Autonomous > 0 ? -1 : LingerNanoseconds);
                    waiting.StopLeading();
                    settle();
                    lock (gate) waiting.HandOver();
                    break;
                case Mode.Glancing:
                    _wake.WaitOne(_glance);
                    if (waiting.Leader is null || waiting.WaitsForMany) settle();
                    break;
                default:
                    _wake.WaitOne();
                    break;
            }
        }
    }

    private Mode NextMode()
    {
        // Where requests are awaited one by one, the thread stays in the kernel between them.
        var wanted = core.Autonomous > 0;
        if ((wanted || _lingers) && !waiting.IsAnyone && waiting.TryLead(_waiter))
        {
            _lingers = wanted;
            return Mode.Waiting;
        }

        _lingers = false;
        _glance = core.HasSuccessors || _mode != Mode.Glancing ? ShortGlance : Math.Min(LongestGlance, _glance * 2);
        _idleGlances = core.Outstanding > 0 ? 0 : _idleGlances + 1;
        if (_idleGlances <= MostIdleGlances) return Mode.Glancing;
        _idleGlances = 0;
        return Mode.Asleep;
    }
}
