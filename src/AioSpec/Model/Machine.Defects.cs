namespace AioSpec.Model;

/// <content>What a <see cref="Defect"/> can make of the state beside refusing and permitting: things that no step does.</content>
public sealed partial class Machine
{
    /// <summary>The status of an outstanding request becomes final, whatever has become of its transfer.</summary>
    internal void Force(int request, Errno status, long result)
    {
        ref var slot = ref State.Requests[request];
        (slot.Covered, slot.Status, slot.Result) = (true, status, result);
        Publish(request);
    }

    /// <summary>A signal is generated that nobody owes.</summary>
    internal void Signal(SigEvent sigevent) => Raise(new PendingSignal(sigevent.Signo, SignalCode.SI_ASYNCIO, sigevent.Value));

    /// <summary>The thread leaves the call that it waits in.</summary>
    internal void Abandon(int thread) => PopWait(thread);
}
