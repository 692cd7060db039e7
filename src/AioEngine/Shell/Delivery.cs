using AioEngine.Core;
using AioEngine.Notification;
using AioSpec;

namespace AioEngine.Shell;

/// <summary>How notifications reach whom they are for.</summary>
internal sealed unsafe class Delivery
{
    private readonly EngineOptions _options;
    private readonly AioSignals _signals;
    private readonly NotificationThreads<Notice> _threads;
    private int _underWay;

    internal Delivery(EngineOptions options, AioSignals signals)
    {
        (_options, _signals) = (options, signals);
        _threads = new NotificationThreads<Notice>(Run);
    }

    /// <summary>How many were taken to be called and whose function has not returned.</summary>
    internal int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Notifications that are to be called were taken from those that are due; with the gate held, so that none is ever in neither.</summary>
    internal void Take(int count) => Interlocked.Add(ref _underWay, count);

    /// <summary>A row of operations whose end is awaited.</summary>
    internal void Tell(RequestOwner? awaited, int count)
    {
        while (awaited is { } owner)
        {
            // Before it is told: it may be another request's by then.
            var (result, error) = owner.End;
            awaited = owner.Following;
            owner.Following = null;
            owner.Completed(result, (Errno)error);
        }

        Interlocked.Add(ref _underWay, -count);
    }

    /// <summary>SIGEV_SIGNAL: becomes pending now.</summary>
    internal void Signal(in Notice notice) => _signals.Generate(notice.Event is { } sigevent
        ? new SignalInfo(sigevent.Signo, sigevent.Value, SignalCode.SI_ASYNCIO)
        : new SignalInfo(new Signo(notice.Signo), new SigVal((int)notice.Value), SignalCode.SI_ASYNCIO, notice.Value));

    /// <summary>SIGEV_THREAD.</summary>
    internal void Call(in Notice notice)
    {
        if (notice.Kind != SigEventNotify.SIGEV_THREAD) Interlocked.Decrement(ref _underWay);
        else if (_options.NotificationScheduler is { } scheduler) RunOn(scheduler, notice);
        else _threads.Run(notice);
    }

    private void RunOn(TaskScheduler scheduler, Notice notice) =>
        Task.Factory.StartNew(() => Run(notice), CancellationToken.None, TaskCreationOptions.None, scheduler);

    private void Run(Notice notice)
    {
        try
        {
            if (notice.Event is { } sigevent) _options.NotificationFunctions!(sigevent.Function!)!(sigevent.Value);
            else notice.Function(notice.Value);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
