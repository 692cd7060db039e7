using AioEngine.Core;
using AioEngine.Notification;
using AioSpec;

namespace AioEngine.Shell;

/// <summary>How notifications reach whom they are for.</summary>
internal sealed unsafe class Delivery(EngineOptions options, AioSignals signals)
{
    private readonly NotificationThreads _threads = new();

    /// <summary>SIGEV_SIGNAL: becomes pending now.</summary>
    internal void Signal(in Notice notice) => signals.Generate(notice.Event is { } sigevent
        ? new SignalInfo(sigevent.Signo, sigevent.Value, SignalCode.SI_ASYNCIO)
        : new SignalInfo(new Signo(notice.Signo), new SigVal((int)notice.Value), SignalCode.SI_ASYNCIO, notice.Value));

    /// <summary>SIGEV_THREAD, or an operation that awaits the end.</summary>
    internal void Call(in Notice notice)
    {
        if (notice.Owner is { } owner) owner.Completed(notice.Result, (Errno)notice.Error);
        if (notice.Kind != SigEventNotify.SIGEV_THREAD) return;
        if (notice.Event is { } sigevent)
        {
            var (function, value) = (options.NotificationFunctions!(sigevent.Function!)!, sigevent.Value);
            Run(() => function(value));
        }
        else
        {
            var (function, value) = ((nint)notice.Function, notice.Value);
            Run(() => ((delegate*<nint, void>)function)(value));
        }
    }

    private void Run(Action action)
    {
        if (options.NotificationScheduler is not { } scheduler) _threads.Run(action);
        else Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.None, scheduler);
    }
}
