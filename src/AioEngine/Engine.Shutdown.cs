using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    /// <summary>The thread that ends the engine: a notification that it calls may want to end it, too.</summary>
    private int _ender;

    /// <summary>
    /// Ends the engine: nothing more is accepted (EAGAIN), what can be canceled is canceled, the rest is waited for, and all
    /// notifications are delivered: their functions were called, which may not have returned. Statuses can still be asked for. The report says what was
    /// canceled. A request that the system neither ends nor cancels, as one of a file server that does not answer, is waited for without end, for its buffer is not
    /// free: <see cref="Shutdown(TimeSpan)"/> does not.
    /// </summary>
    public ShutdownReport Shutdown() => Shutdown(Timeout.InfiniteTimeSpan);

    /// <summary>
    /// The same, and waits no longer than for this time. Where requests are outstanding then, the report says how many, their status stays EINPROGRESS, and the
    /// end can be asked for again; until it has come the engine goes on with them, and their buffers and control blocks must be left alone.
    /// </summary>
    /// <param name="timeout">How long it waits at most; <see cref="Timeout.InfiniteTimeSpan"/> is without end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public ShutdownReport Shutdown(TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        var thread = Environment.CurrentManagedThreadId;
        if (Volatile.Read(ref _ender) == thread) return ShutdownReport.Nothing;
        lock (_gate)
        {
            if (_core.Close()) _ender = thread;
        }

        try
        {
            return CancelAndWait(timeout);
        }
        finally
        {
            if (_ender == thread) Volatile.Write(ref _ender, 0);
        }
    }

    private ShutdownReport CancelAndWait(TimeSpan timeout)
    {
        var deadline = timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : Deadline(new Timespec(timeout.Ticks / TimeSpan.TicksPerSecond, timeout.Ticks % TimeSpan.TicksPerSecond * 100));
        for (var i = 0; i < _slab.Count; i++)
        {
            if (Volatile.Read(ref _slab[i]->Error) == Status.InProgress) CancelOne(_slab[i]);
        }

        var end = _waiting.Wait(Waiter.Own.Drained(_core), deadline, _settle);
        Deliver();
        _delivery.AwaitCalls();
        if (end == WaitEnd.Satisfied) LetGo();
        lock (_gate) return new ShutdownReport(_core.TakeCanceled(), end == WaitEnd.Satisfied ? 0 : _core.Outstanding);
    }

    /// <summary>Nothing is outstanding any more.</summary>
    private void LetGo()
    {
        _reaper.End();
        lock (_gate)
        {
            if (_ended) return;
            for (var file = 1; file < _registrations.Length; file++)
            {
                if (_registrations[file] is { } registration) _core.Unregister(registration);
                _registrations[file] = null;
            }

            _ended = true;
            _backend.Dispose();
        }

        _metrics.Dispose();
    }

    /// <inheritdoc cref="Shutdown()"/>
    public void Dispose() => Shutdown();

    /// <inheritdoc cref="Shutdown()"/>
    public ValueTask DisposeAsync() => new(Task.Run(Shutdown));

    internal static string Name(RequestKind kind) => kind switch
    {
        RequestKind.Read => "aio_read",
        RequestKind.Write => "aio_write",
        _ => "aio_fsync",
    };
}
