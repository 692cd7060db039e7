using AioEngine.Backends;
using AioEngine.Core;
using AioEngine.Metrics;
using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

/// <summary>
/// POSIX asynchronous I/O for .NET on Linux: the eight calls of aio.h over the contract (<see cref="IAio"/>) and over native
/// control blocks, and async/await. All members can be called by any thread at any time (THREAD-01).
/// </summary>
public sealed unsafe partial class Engine : IAio, IDisposable, IAsyncDisposable
{
    /// <summary>AIO_PRIO_DELTA_MAX.</summary>
    public const int PriorityDeltaMax = 20;

    private readonly EngineOptions _options;
    private readonly BlockSlab _slab = new();
    private readonly IIoBackend _backend;

    /// <summary>The backend again, where it is this one: who polls aio_error asks it without a detour, for a call costs as much as the answer.</summary>
    private readonly UringBackend? _uring;
    private readonly EngineCore _core;
    private readonly Waiting _waiting;
    private readonly Reaper _reaper;
    private readonly Delivery _delivery;
    private readonly EngineMetrics _metrics;
    private readonly AnsweredAtOnce _atOnce = new();

    /// <summary>Made once: a wait would allocate it each time.</summary>
    private readonly Action _settle;

    /// <summary>Whoever takes a step of the core holds it; never during a system call that can wait.</summary>
    private readonly Lock _gate = new();
    private bool _ended;

    /// <summary>An engine with these options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option has no such value.</exception>
    /// <exception cref="PlatformNotSupportedException">io_uring was asked for, and the system refuses it.</exception>
    public Engine(EngineOptions? options = null)
        : this(options ?? new EngineOptions(), null)
    {
    }

    /// <summary>The engine over a backend of somebody else's.</summary>
    internal Engine(EngineOptions options, IIoBackend? backend)
    {
        options.Validate();
        _options = options;
        _backend = backend ?? BackendChooser.Choose(options);
        _uring = _backend as UringBackend;
        _core = new EngineCore(_backend, _slab, new CoreLimits(options.MaxOutstanding, options.Admission));
        _waiting = new Waiting(_gate, _backend, _core);
        _copying = new Copying(_backend, options.CopiesInParallel);
        _delivery = new Delivery(options, Signals);
        _settle = Settle;
        _reaper = new Reaper(_gate, _backend, _core, _waiting, _settle);
        _waiting.Abandoned = _reaper.Wake;
        _metrics = new EngineMetrics(_core, _atOnce, _backend.Name);
        FileSizeSignal.Ignore();
    }

    /// <summary>Which backend runs: <c>io_uring</c> or <c>threads</c>.</summary>
    public string BackendName => _backend.Name;

    /// <summary>The signals that SIGEV_SIGNAL generates: a .NET process cannot receive them itself.</summary>
    public AioSignals Signals { get; } = new();

    internal System.Diagnostics.Metrics.Meter Meter => _metrics.Meter;

    /// <summary>A fresh control block, until <see cref="FreeBlock"/>. It is never moved by the garbage collector.</summary>
    public NativeAiocb* AllocateBlock() => _slab.Rent();

    /// <summary>Gives a control block back.</summary>
    /// <exception cref="ArgumentNullException">There is no block.</exception>
    /// <exception cref="ArgumentException">It is not of this engine.</exception>
    /// <exception cref="InvalidOperationException">
    /// A request of it is in progress: the kernel may still write to its buffer. Or it was given back before.
    /// </exception>
    public void FreeBlock(NativeAiocb* block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (!_slab.Has(block)) throw new ArgumentException("The block is not of this engine.", nameof(block));
        if (Volatile.Read(ref block->Error) == Status.InProgress) throw new InvalidOperationException("The request is in progress.");
        if (!_slab.Return(block)) throw new InvalidOperationException("The block was given back before.");
    }

    /// <summary>
    /// Takes what the backend has done, stores statuses, starts what may start and delivers notifications, until there is
    /// nothing more to do without waiting.
    /// </summary>
    internal void Settle()
    {
        bool pushed, notices, again;
        do
        {
            List<(RequestKind, long)>? durations;
            lock (_gate)
            {
                pushed = Pump();
                notices = _core.Notices.Count > 0;
                durations = _core.Counters.TakeDurations();
            }

            if (pushed) _backend.Flush();
            if (durations is not null) _metrics.Record(durations);
            if (notices) Deliver();

            // With the gate: another thread may have ended the engine since, and the memory of the ring with it.
            if (!pushed) return;
            lock (_gate) again = !_ended && _backend.HasCompletions;
        }
        while (again);
    }

    /// <summary>The steps that are due, with the gate held. True: something was pushed, and has to be flushed without it.</summary>
    private bool Pump()
    {
        if (_ended) return false;
        while (_backend.TryReap(out var request, out var result)) _core.Complete(request, result);
        while (_core.TryPublish())
        {
        }

        if (_core.WaitersAreDue) _waiting.WakeSatisfied();
        return Issue();
    }

    private bool Issue()
    {
        var pushed = false;
        while (_core.TryIssue(out var request))
        {
            _backend.Push(request);
            pushed = true;
        }

        return pushed;
    }

    /// <summary>Signals become pending in the order of completion; everything else is called without the gate.</summary>
    private void Deliver()
    {
        while (true)
        {
            Notice notice;
            RequestOwner? awaited;
            int count;
            lock (_gate)
            {
                awaited = _core.Notices.TakeAwaited(out count);
                _delivery.Take(count);
                notice = default;
                if (awaited is null && !_core.Notices.TryTake(out notice)) return;
                if (awaited is null && notice.Kind == SigEventNotify.SIGEV_SIGNAL)
                {
                    _delivery.Signal(notice);
                    continue;
                }

                if (awaited is null) _delivery.Take(notice);
            }

            if (awaited is not null) _delivery.Tell(awaited, count);
            else _delivery.Call(notice);
        }
    }
}
