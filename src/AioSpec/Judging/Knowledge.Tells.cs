using AioSpec.Model;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>The circumstances that tell which sentence an outcome breaks.</summary>
internal sealed partial class Knowledge
{
    public bool Tells(Tell tell, in Scope scope) => tell switch
    {
        Tell.HasNull => CallHas(scope, nop: false),
        Tell.HasNop => CallHas(scope, nop: true),
        Tell.ListedCanceled => AnyMember(scope, r => r.Status == Errno.ECANCELED),
        Tell.ListedFsync => AnyMember(scope, r => r.Info.Kind == RequestKind.Fsync),
        Tell.SeveralWaiters => AnyMember(scope, r => r.Waits > 1),
        Tell.UnlistedCompleted => UnlistedCompleted(scope),
        Tell.ElementCanceled => AnyElement(scope, r => r.Status == Errno.ECANCELED),
        Tell.NopSubmitted => FindList(scope.Request) is { } list && NopIsOutstanding(list),
        Tell.ElementResubmitted => AnyElement(scope, r => !r.IsCurrent),
        Tell.InHandler when scope.Thread < 0 => BytesTell.Has(tell),
        Tell.InHandler => CallOf(scope.Thread)?.InHandler ?? false,
        Tell.InCallback => scope.Thread >= 0 && Threads[scope.Thread].IsCallback,
        Tell.ClosedBefore => CallOf(scope.Thread)?.ClosedBefore ?? false,
        Tell.OtherThread => scope.Thread >= 0 && Known(scope) is { } r && r.Submitter != Threads[scope.Thread],
        Tell.StatusSeen => Known(scope)?.StatusTold ?? false,
        Tell.ReturnOverlaps => Known(scope)?.ReturnsOverlapped ?? false,
        Tell.PreviousResult => Known(scope) is { Previous: { Tainted: false, Result: { } before } } again && again.ReapedFrom != Moment.Never && before == scope.Outcome.Value,
        Tell.FailureSeenEarly => Known(scope) is { Status: not (null or Errno.None) } early && early.By < Now,
        Tell.SiblingFailed => Known(scope) is { } element && SiblingFailed(element),
        Tell.SubmitterEnded => Known(scope) is { Submitter.Ended: true },
        Tell.ListNotified => FindList(scope.Request)?.Notified ?? false,
        Tell.LeftOut => scope.Bytes is null ? Known(scope) is { MayBeLeftOut: true } : Writes.Any(w => w.Request is { MayBeLeftOut: true, StatusTold: true }),
        Tell.BytesOfRejectedList when scope.Bytes is null => Known(scope) is { On: { } on } && (on.File?.Refused.Exists(r => r.InList && r.Write.Data.Length > 0) ?? on.Stream?.Refused.Exists(r => r.InList) ?? false),
        Tell.OnDescriptorOfRejectedList => scope is { Thread: >= 0, Call: AioCancel asked } && RejectedInLists.Contains((Threads[scope.Thread].Process, asked.Fildes.Number)),
        Tell.NeighbourCanceled when AtEnd => Known(scope) is { } stuck && IsBehindNeighbour(stuck),
        Tell.TakenSince => Known(scope) is { Info: { Open: Truth.No, Block.Fildes.Number: var fd }, Process: var process } && Descriptors[process].Find(fd) is not null,
        Tell.InChild => Known(scope) is { Process: > 0 },
        Tell.ClosedSince or Tell.ReplacedSince or Tell.ListInterrupted when scope.Request < 0 => BytesTell.Has(tell),
        Tell.ClosedSince or Tell.ReplacedSince or Tell.NotCanceledSaid or Tell.OtherDescriptorCanceled or Tell.NeighbourCanceled
            or Tell.TwinCanceled or Tell.ListInterrupted or Tell.SuspendInterrupted => Known(scope)?.Tells.Has(tell) ?? false,
        _ => BytesTell.Has(tell),
    };

    /// <summary>The members of a call or a list that are known one by one.</summary>
    private bool AnyMember(in Scope scope, Predicate<KnownRequest> test)
    {
        foreach (var member in CallOf(scope.Thread)?.Members ?? [])
        {
            if (member >= 0 && test(Request(member))) return true;
        }

        return false;
    }

    private bool AnyElement(in Scope scope, Predicate<KnownRequest> test)
    {
        foreach (var member in Members(Relation.Elements, scope))
        {
            if (member >= 0 && test(Request(member))) return true;
        }

        return false;
    }

    /// <summary>The block of a LIO_NOP element, which is the program's at once, has a request of its own in progress.</summary>
    private bool NopIsOutstanding(KnownList list) => list.Call.List.Any(e =>
        e is { Block.LioOpcode: LioOpcode.LIO_NOP } && Current(list.Process, e.Cb) is { OutstandingPlace: >= 0 });

    /// <summary>A neighbour of the request was canceled, or of one that was submitted before it and is stuck as well.</summary>
    private bool IsBehindNeighbour(KnownRequest request)
    {
        return request.Tells.Has(Tell.NeighbourCanceled) || _outstanding.Exists(IsBefore) || _tainted.Exists(IsBefore);

        bool IsBefore(KnownRequest other) => other.Tells.Has(Tell.NeighbourCanceled) && other.Submitted < request.Submitted
            && other.Process == request.Process && other.Info.Block.Fildes == request.Info.Block.Fildes;
    }

    private KnownRequest? Known(in Scope scope) => scope.Request >= 0 && scope.Request < _requests.Count ? _requests[scope.Request] : null;

    private static bool CallHas(in Scope scope, bool nop) => scope.Call switch
    {
        LioListio list => list.List.Any(e => nop ? e is { Block.LioOpcode: LioOpcode.LIO_NOP } : e is null),
        AioSuspend suspend => !nop && suspend.List.Any(cb => cb is null),
        _ => false,
    };

    private bool UnlistedCompleted(in Scope scope)
    {
        var members = CallOf(scope.Thread)?.Members ?? [];
        for (var i = _completed.Count - 1; i >= 0 && _completed[i].By >= Entry; i--)
        {
            if (_completed[i].By <= Now && Array.IndexOf(members, _completed[i].Index) < 0) return true;
        }

        return false;
    }

    private bool SiblingFailed(KnownRequest element)
    {
        if (element.Info.List < 0) return false;
        foreach (var other in CurrentRequests)
        {
            if (other.Info.List == element.Info.List && (other.NotSucceeded || other.Status is not (null or Errno.None))) return true;
        }

        return false;
    }
}
