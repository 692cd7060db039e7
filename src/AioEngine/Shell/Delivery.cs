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
    private readonly object _calls = new();
    private int _underWay;
    private int _toBeCalled;

    internal Delivery(EngineOptions options, AioSignals signals)
    {
        (_options, _signals) = (options, signals);
        _threads = new NotificationThreads<Notice>(RunOnItsThread);
    }

    /// <summary>How many were taken to be called and whose function has not returned.</summary>
    internal int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Notifications that are to be called were taken from those that are due; with the gate held, so that none is ever in neither.</summary>
    internal void Take(int count) => Interlocked.Add(ref _underWay, count);

    /// <summary>The same of one that is not awaited.</summary>
    internal void Take(in Notice notice)
    {
        Take(1);
        if (notice.Kind != SigEventNotify.SIGEV_THREAD || _options.NotificationScheduler is not null) return;
        lock (_calls) _toBeCalled++;
    }

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

    /// <summary>Waits until the functions that have threads of their own were called: whoever ends the engine may end the process next, and these threads with it.</summary>
    internal void AwaitCalls()
    {
        lock (_calls)
        {
            while (_toBeCalled > 0) Monitor.Wait(_calls);
        }
    }

    private void RunOnItsThread(Notice notice)
    {
        lock (_calls)
        {
            if (--_toBeCalled == 0) Monitor.PulseAll(_calls);
        }

        Run(notice);
    }

    /// <summary>The function has no context of whoever happens to deliver it (NOTIFY-07).</summary>
    private void RunOn(TaskScheduler scheduler, Notice notice)
    {
        using (ExecutionContext.SuppressFlow())
        {
            Task.Factory.StartNew(() => Run(notice), CancellationToken.None, TaskCreationOptions.None, scheduler);
        }
    }

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
