using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    /// <summary>
    /// Ends the engine: nothing more is accepted (EAGAIN), what can be canceled is canceled, the rest is waited for, and all
    /// notifications are delivered. Statuses can still be asked for. The report says what was canceled.
    /// </summary>
    public ShutdownReport Shutdown()
    {
        lock (_gate)
        {
            if (!_core.Close()) return ShutdownReport.Nothing;
        }

        var canceled = new List<CanceledRequest>();
        for (var i = 0; i < _slab.Count; i++)
        {
            var block = _slab[i];
            if (Volatile.Read(ref block->Error) != Status.InProgress) continue;
            var told = new CanceledRequest(block->Fildes, Name(block->Kind), block->Offset, block->Nbytes);
            if (CancelOne(block) == AioCancelResult.AIO_CANCELED) canceled.Add(told);
        }

        _waiting.Wait(Waiter.Own.Drained(_core), long.MaxValue, _settle);
        Deliver();
        _reaper.End();
        lock (_gate)
        {
            for (var file = 1; file < _registrations.Length; file++)
            {
                if (_registrations[file] is { } registration) _core.Unregister(registration);
                _registrations[file] = null;
            }

            _ended = true;
            _backend.Dispose();
        }

        _metrics.Dispose();
        return new ShutdownReport(canceled);
    }

    /// <inheritdoc cref="Shutdown"/>
    public void Dispose() => Shutdown();

    /// <inheritdoc cref="Shutdown"/>
    public ValueTask DisposeAsync() => new(Task.Run(Shutdown));

    private static string Name(RequestKind kind) => kind switch
    {
        RequestKind.Read => "aio_read",
        RequestKind.Write => "aio_write",
        _ => "aio_fsync",
    };
}
