using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Oracle;

/// <content>Steps that bring an event of the history, and such that must not.</content>
internal sealed partial class Trial
{
    private Event Next => _track.Events[Node.Position];

    /// <summary>A notification comes: as a signal it becomes pending; a function starts only as the next event.</summary>
    public bool Notify(Step step)
    {
        var thread = step.Kind == StepKind.Notify ? Machine.Notify(step.Id) : Machine.NotifyList(step.Id);
        if (thread < 0) return true;
        if (Next is not CallbackStarted e || State.FunctionOf(thread) != e.Function || State.ValueOf(thread) != e.Value) return false;
        Node.Slots[_track.Actors[Node.Position++]] = thread;
        return true;
    }

    /// <summary>A signal is delivered: it is ignored, or it is the next event.</summary>
    public bool Deliver(Step step)
    {
        var caught = Machine.Deliver(step.Id, step.Signo);
        if (State.Crashed.Number != 0) return Node.Position == _track.Tail && _track.Events[^1] is End { Kind: EndKind.Crashed } end && end.Signo == State.Crashed;
        if (caught is not var (signal, action)) return true;
        if (Next is not SignalCaught e || Node.Slots[_track.Actors[Node.Position]] != step.Id) return false;
        if (!MayInterrupt(_track.Actors[Node.Position])) return false;
        if (e.Signo != signal.Signo || e.Code != signal.Code || (action.Siginfo && e.Value != signal.Value)) return false;
        Node.Push(_track.Actors[Node.Position++], new Frame(-1, Stage.Handler));
        return true;
    }

    /// <summary>A thread that was canceled ends in the call it waits in.</summary>
    public bool Cancel(int thread)
    {
        if (Next is not ThreadEnded { Canceled: true } || Node.Slots[_track.Actors[Node.Position]] != thread) return false;
        Machine.EndThread(thread);
        Node.End(_track.Actors[Node.Position++]);
        return true;
    }

    /// <summary>A thread ends: in pthread_exit, or at a cancellation point that it has come to after it was canceled.</summary>
    public bool EndIn(int actor)
    {
        var call = _track.Calls[Node.Top(actor)!.Value.Invoke]!.Call;
        return call is PthreadExit != ((ThreadEnded)Next).Canceled && call is not (Exit or Exec) && Effect(actor) && Node.Slots[actor] < 0;
    }

    /// <summary>A thread has ended: that is the next event.</summary>
    private bool EndsNext(int actor)
    {
        if (Next is not ThreadEnded || _track.Actors[Node.Position] != actor) return false;
        Node.End(actor);
        Node.Position++;
        return true;
    }

    /// <summary>A handler runs before a call that waits or while it does; not between the call and the wait, unless all is one instant.</summary>
    private bool MayInterrupt(int actor) => Node.Top(actor) is not { Stage: Stage.Called } frame
        || _track.Events[frame.Invoke].Time == Next.Time || !Waits(_track.Calls[frame.Invoke]!.Call);

    private static bool Waits(Call call) =>
        call is AioSuspend or LioListio { Mode: LioMode.LIO_WAIT } or Sigwait or Sleep or AwaitGate or Read or Write;
}
