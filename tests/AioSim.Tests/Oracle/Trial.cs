using AioSpec;
using AioSpec.Model;
using AioSpec.Model.Rules;

namespace AioSim.Tests.Oracle;

/// <summary>
/// A step tried on a copy of a node: each method takes one and says whether it leads to something that the history may have.
/// </summary>
internal sealed partial class Trial : IDevice
{
    /// <summary>The longest transfer of which every count is tried.</summary>
    private const int MostCounts = 32;

    private readonly Track _track;
    private readonly Choices _choices;

    public Trial(Track track, Node node, Choices choices)
    {
        (_track, _choices, Node) = (track, choices, node);
        Machine = new Machine(node.State, choices, this);
    }

    public Node Node { get; }

    public Machine Machine { get; }

    /// <summary>Something was met that is not enumerated, so that nothing is impossible any more.</summary>
    public string? Gap { get; private set; }

    private State State => Node.State;

    /// <summary>A queued request starts, and no more.</summary>
    public bool Start(int request)
    {
        Machine.Start(request);
        return true;
    }

    /// <summary>The system crashes: any change that nobody synchronized may be lost.</summary>
    public bool Crash()
    {
        Machine.LetCrash();
        Machine.Crash();
        return true;
    }

    /// <summary>The bytes of a request move, if need be after its start, in one of the ways that may have been seen.</summary>
    public bool Transfer(int request)
    {
        if (State.PhaseOf(request) == Phase.Queued) Machine.Start(request);
        var treatments = Treatments(request);
        Machine.Treat(request, treatments[_choices.Pick(treatments.Count)]);
        // Asked after the treatment: what fails does not wait for data.
        if (!Machine.CanTransfer(request)) return false;
        Machine.Transfer(request);
        if (State.PhaseOf(request) != Phase.Transferred) return true;
        if (Wish(request) is { Bytes: { } bytes } && ((IWorld)State).BytesFit(request, bytes) == Truth.No) return false;
        // A synchronization has moved nothing that others could see before it is complete.
        return State.Info(request).Kind != RequestKind.Fsync || Complete(request);
    }

    /// <summary>The status of a request becomes final.</summary>
    public bool Complete(int request)
    {
        if (!Machine.CanComplete(request)) return false;
        Machine.Complete(request);
        // The slot may be another's by now; a control block that has gone to a new request tells nothing.
        return State.PhaseOf(request) != Phase.Complete || Wish(request) is not { } wish || IsAsSeen(request, wish);
    }

    /// <summary>Whether there are no resources for a submission: where the rules permit that, both are tried.</summary>
    public bool Refuses(RequestInfo info)
    {
        var request = 0;
        while (!ReferenceEquals(State.Info(request), info)) request++;
        var scope = new Scope(request, info.Thread, new Outcome(-1, Errno.EAGAIN));
        var rule = info.List >= 0 ? CompletionRules.Status : SubmissionRules.Rule;
        return rule.Permits(State, scope) && _choices.Pick(2) == 1;
    }

    private Wished? Wish(int request) => _track.Wishes.GetValueOrDefault(State.Info(request).Block);

    private bool IsAsSeen(int request, Wished wish)
    {
        IWorld world = State;
        if (wish.Statuses.Count > 0 && !wish.Statuses.Any(status => world.HasStatus(request, status) == Truth.Yes)) return false;
        return wish.Count is not { } count || world.HasResult(request, count) == Truth.Yes;
    }

    private List<Treatment> Treatments(int request)
    {
        var wish = Wish(request);
        var ways = new List<Treatment> { Treatment.Good };
        if (wish is null) return ways;
        if (wish.Count is { } count) AddShort(request, ways, count);
        foreach (var status in wish.Statuses) AddFault(request, ways, status);
        if (wish.Failed && wish.Statuses.Count == 0) AddFault(request, ways, Errno.EIO);
        if (wish.Unseen) AddUnseen(request, ways);
        else if (wish.Count is null && wish.Statuses.Contains(Errno.None)) AddAnyShort(request, ways);
        return ways;
    }

    /// <summary>What nobody asks about may show in the bytes of a file, or in what a list or a synchronization says.</summary>
    private void AddUnseen(int request, List<Treatment> ways)
    {
        var info = State.Info(request);
        if (info.Kind == RequestKind.Write || info.List >= 0) AddFault(request, ways, Errno.EIO);
        if (info.Kind == RequestKind.Write) AddAnyShort(request, ways);
    }

    /// <summary>Nobody asks how many bytes a write has moved.</summary>
    private void AddAnyShort(int request, List<Treatment> ways)
    {
        var info = State.Info(request);
        if (info.Kind != RequestKind.Write || !_track.Header.Declaration.MayTransferShort) return;
        if (info.Nbytes > MostCounts) Gap = "a write of which nobody asks what has moved";
        for (var count = Math.Min(info.Nbytes, MostCounts) - 1; count > 0; count--) AddShort(request, ways, count);
    }

    private void AddShort(int request, List<Treatment> ways, long count)
    {
        if (CompletionRules.Result.Permits(State, new Scope(request, -1, new Outcome(count)))) ways.Add(new Treatment(Errno.None, count));
    }

    private void AddFault(int request, List<Treatment> ways, Errno status)
    {
        // Nothing but a cancellation brings ECANCELED, and that is no transfer.
        if (status is Errno.None or Errno.ECANCELED) return;
        if (CompletionRules.Status.Permits(State, new Scope(request, -1, new Outcome(-1, status)))) AddFailures(request, ways, status);
    }

    /// <summary>What has moved of what fails is left open; tried are nothing, all, and of a small one any part.</summary>
    private void AddFailures(int request, List<Treatment> ways, Errno status)
    {
        ways.Add(Treatment.Fails(status));
        var info = State.Info(request);
        if (info.Kind is not (RequestKind.Read or RequestKind.Write) || info.Nbytes <= 0 || DataRules.MovesNothing(status, info.Description is { IsStream: true })) return;
        ways.Add(new Treatment(status, long.MaxValue));
        for (var count = Math.Min(info.Nbytes, MostCounts) - 1; count > 0; count--) ways.Add(new Treatment(status, count));
    }
}
