using AioSpec.Model.Rules;

namespace AioSpec.Model;

/// <content>The notification of requests and lists.</content>
public sealed partial class Machine
{
    /// <summary>Whether the notification of a request can come.</summary>
    public bool CanNotify(int request) => State.Requests[request].Due
        && Permits(NotificationRules.Request, new Scope(request, State.None, default));

    /// <summary>The notification of a request comes. Returns the thread that runs the notification function, or -1.</summary>
    public int Notify(int request)
    {
        ref var slot = ref State.Requests[request];
        Invariant.Holds(slot.Due, $"a notification is due");
        (slot.Due, slot.Notified) = (false, true);
        var thread = Generate(slot.Info!.Block.SigEvent, slot.Info.Cb, request);
        Changes.AddRequest(request);
        if (Defect?.Repeats(this, request) == true)
        {
            slot.Due = true;
            return thread;
        }

        State.Release(request);
        return thread;
    }

    /// <summary>Whether the notification of a list can come.</summary>
    public bool CanNotifyList(int list)
    {
        if (!State.Lists[list].Due) return false;
        State.AskedList = list;
        return Permits(NotificationRules.List, default);
    }

    /// <summary>The notification of a list comes. Returns the thread that runs the notification function, or -1.</summary>
    public int NotifyList(int list)
    {
        ref var slot = ref State.Lists[list];
        Invariant.Holds(slot.Due, $"a list notification is due");
        slot.Due = Defect?.Repeats(this, State.None) == true;
        var thread = Generate(slot.Sig!, null, State.None);
        Changes.AddList(list);
        State.ReleaseList(list);
        return thread;
    }

    /// <summary>Whether anything is delivered: SIGEV_THREAD_ID delivers nothing (GNU-04), nor does what is not usable (SUB-19).</summary>
    private static bool IsNotifiable(SigEvent? sigevent) => sigevent switch
    {
        { Notify: SigEventNotify.SIGEV_SIGNAL } => sigevent.Signo.IsValid,
        { Notify: SigEventNotify.SIGEV_THREAD } => sigevent.Function is not null,
        _ => false,
    };

    private int Generate(SigEvent sigevent, string? cb, int request)
    {
        if (Defect is not null)
        {
            if (Defect.Notifies(this, request, sigevent) is not { } other) return State.None;
            sigevent = other;
        }

        if (sigevent.Notify == SigEventNotify.SIGEV_SIGNAL)
        {
            Raise(new PendingSignal(sigevent.Signo, SignalCode.SI_ASYNCIO, sigevent.Value) { Cb = cb });
            return State.None;
        }

        // The signal mask of such a thread is implementation-defined (NOTIFY-09): it blocks all.
        var thread = State.TakeThread(State.AllSignals, sigevent.Function, sigevent.Value);
        Changes.AddThread(thread);
        return thread;
    }
}
