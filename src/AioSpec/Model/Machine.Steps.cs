using AioSpec.Model.Rules;

namespace AioSpec.Model;

/// <content>What the system does with a request: start, transfer, completion.</content>
public sealed partial class Machine
{
    /// <summary>The step that comes next for a request and can be taken now, or None.</summary>
    public StepKind NextStep(int request) => State.Requests[request].Phase switch
    {
        Phase.Queued or Phase.Running or Phase.Transferred when State.Requests[request].Canceling => StepKind.Complete,
        Phase.Queued => CanStart(request) ? StepKind.Start : StepKind.None,
        Phase.Running => CanTransfer(request) ? StepKind.Transfer : StepKind.None,
        Phase.Transferred => CanComplete(request) ? StepKind.Complete : StepKind.None,
        Phase.Complete => CanNotify(request) ? StepKind.Notify : StepKind.None,
        _ => StepKind.None,
    };

    /// <summary>Whether a request is queued at the device, whose queue decides when it starts.</summary>
    public bool IsQueuedAtDevice(int request) => State.Requests[request] is { Phase: Phase.Queued, Canceling: false } && State.ThroughDevice(request);

    /// <summary>Whether nothing but the device's queue keeps a queued request from starting.</summary>
    public bool MayStart(int request)
    {
        var scope = new Scope(request, State.None, default);
        // aio_fsync begins to work when all that it covers is complete; one that will fail as well: it waits for them in any
        // case, and must not take their place at the device meanwhile.
        if (Defect?.MayGoOn(this, request) == false) return false;
        ref var slot = ref State.Requests[request];
        return slot.Phase == Phase.Queued && !slot.Canceling && Permits(slot.Info!.Rules.Start, scope, default)
            && (slot.Info.Kind != RequestKind.Fsync || Permits(slot.Info.Rules.Completion, scope, default));
    }

    /// <summary>Whether the device works on as many transfers as it can.</summary>
    public bool IsDeviceFull => State.Setting.QueueDepth > 0 && State.RunningCount >= State.Setting.QueueDepth;

    /// <summary>The queued transfer that starts next on a device that keeps the order of submission, or -1.</summary>
    public int FirstToStart()
    {
        if (IsDeviceFull) return State.None;
        var request = State.FirstQueued;
        while (request >= 0 && !MayStart(request)) request = State.Requests[request].NextQueued;
        return request;
    }

    /// <summary>Whether a queued request can start.</summary>
    public bool CanStart(int request)
    {
        if (!MayStart(request)) return false;
        if (!State.ThroughDevice(request)) return true;
        return State.Setting.Reorder ? !IsDeviceFull : FirstToStart() == request;
    }

    /// <summary>A queued request starts to run.</summary>
    public void Start(int request)
    {
        ref var slot = ref State.Requests[request];
        Invariant.Holds(slot.Phase == Phase.Queued, $"a request that starts is queued");
        LeaveQueue(request);
        slot.Phase = Phase.Running;
        if (State.ThroughDevice(request)) State.RunningCount++;
        Changes.AddRequest(request);
        if (slot.File >= 0 && IsOrdered(slot.File)) TouchFile(slot.File);
    }

    /// <summary>The device says how the transfer of a request that has started ends; what is wrong with its arguments comes first.</summary>
    public void Treat(int request, Treatment treatment)
    {
        ref var slot = ref State.Requests[request];
        if (slot.Treatment.Fault == Errno.None) slot.Treatment = treatment;
    }

    /// <summary>The device is not done with a request before <see cref="Unhold"/>: its bytes do not move.</summary>
    public void Hold(int request) => SetHeld(request, true);

    /// <summary>Whether the device is not done with a request.</summary>
    public bool IsHeld(int request) => State.Requests[request].Held;

    /// <summary>The device is done with a request.</summary>
    public void Unhold(int request) => SetHeld(request, false);

    /// <summary>Whether the bytes of a request can move.</summary>
    public bool CanTransfer(int request)
    {
        ref var slot = ref State.Requests[request];
        if (Defect?.MayGoOn(this, request) == false) return false;
        // What moves no bytes comes in no order.
        return slot.Phase == Phase.Running && !slot.Held && IsReady(request)
            && ((slot.Treatment.Fault != Errno.None && !MovesThoughItFails(slot)) || Permits(slot.Info!.Rules.Transfer, new Scope(request, State.None, default), default));
    }

    /// <summary>
    /// The bytes of a request move, at this instant, or it fails. A long write to a stream may move a part and go on later.
    /// </summary>
    public void Transfer(int request)
    {
        ref var slot = ref State.Requests[request];
        Invariant.Holds(slot.Phase == Phase.Running && !slot.Held, $"a request that transfers is running");
        NoteWhatItSees(ref slot);
        Defect?.Transfers(this, request);
        var (result, errno) = Perform(request);
        CountTransfer();
        if (Defect is not null && errno != Errno.EINPROGRESS) (result, errno) = Defect.Transferred(this, request, result, errno);
        var file = slot.File;
        if (errno != Errno.EINPROGRESS)
        {
            (slot.Phase, slot.Result, slot.Status) = (Phase.Transferred, errno == Errno.None ? result : -1, errno);
        }

        Changes.AddRequest(request);
        if (file < 0) return;
        if (IsOrdered(file)) TouchFile(file);
        if (State.Files[file].IsStream) TouchWaiting();
    }

    /// <summary>Whether the status of a request can become final.</summary>
    public bool CanComplete(int request)
    {
        ref var slot = ref State.Requests[request];
        return slot.Phase == Phase.Transferred
            && Permits(slot.Info!.Rules.Completion, new Scope(request, State.None, default), new Outcome(slot.Result, slot.Status));
    }

    /// <summary>The status of a request becomes final.</summary>
    public void Complete(int request)
    {
        ref var slot = ref State.Requests[request];
        Invariant.Holds(slot.Phase == Phase.Transferred || slot.Canceling, $"a request that completes has transferred");
        if (slot.Canceling) CancelRequest(request);
        else Publish(request);
    }

    private void LeaveQueue(int request)
    {
        if (State.Requests[request].Phase != Phase.Queued || !State.ThroughDevice(request)) return;
        State.Dequeue(request);
        Changes.Queue = true;
    }

    private void SetHeld(int request, bool held)
    {
        State.Requests[request].Held = held;
        Changes.AddRequest(request);
    }

    private void NoteWhatItSees(ref RequestSlot slot)
    {
        if (slot.File < 0) return;
        ref var file = ref State.Files[slot.File];
        slot.SizeSeen = file.Content.Length;
        if (!file.IsStream) return;
        var reads = slot.Info!.Kind == RequestKind.Read;
        slot.StreamSeen = reads ? file.Available : file.Room;
        slot.PeerClosed = State.IsPeerClosed(slot.File, reads);
    }

    /// <summary>The result is final: nothing holds the control block, the file and the device any more.</summary>
    private void Publish(int request)
    {
        ref var slot = ref State.Requests[request];
        if (Defect is null) CheckAgainstRules(request);
        else Defect.Completes(this, request);
        KeepPromise(slot);
        LeaveQueue(request);
        if (slot.Phase is Phase.Running or Phase.Transferred && State.ThroughDevice(request))
        {
            State.RunningCount--;
            Changes.Queue = true;
        }

        (slot.Phase, slot.Held) = (Phase.Complete, false);
        State.Outstanding--;
        LeaveFile(request);
        foreach (var covered in slot.Covers) State.Release(covered);
        slot.Covers = [];
        if (slot.Info!.List >= 0) ElementDone(slot.Info.List);
        slot.Due = !State.Exited && !slot.NotQueued && IsNotifiable(slot.Info.Block.SigEvent);
        if (slot.Due) slot.References++;
        Changes.AddRequest(request);
        TouchWaitingFor(request);
        State.Release(request);
    }

    private void CheckAgainstRules(int request)
    {
        ref var slot = ref State.Requests[request];
        var (rules, outcome) = (slot.Info!.Rules, new Outcome(slot.Result, slot.Status));
        var scope = new Scope(request, State.None, default);
        if (!rules.Status.Permits(State, scope, outcome)) throw Against(CompletionRules.Status, scope with { Outcome = outcome });
        if (slot.Status != Errno.None || rules.Result.Permits(State, scope, outcome)) return;
        throw Against(CompletionRules.Result, scope with { Outcome = outcome });
    }

    private InvariantException Against(Rule rule, in Scope scope)
    {
        var info = State.Info(scope.Request);
        return new($"{info.Kind} of {info.Cb} ends with {scope.Outcome.Errno} and {scope.Outcome.Value}: {rule.Forbids(State, scope)?.Id}");
    }

    private void LeaveFile(int request)
    {
        ref var slot = ref State.Requests[request];
        var (file, description) = (slot.File, slot.Description);
        if (file >= 0)
        {
            if (IsOrdered(file)) TouchFile(file);
            State.Delist(request);
        }

        slot.Description = State.None;
        State.ReleaseDescription(description);
    }
}
