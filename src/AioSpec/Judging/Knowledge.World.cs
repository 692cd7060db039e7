using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;
using When = AioSpec.Model.When;

namespace AioSpec.Judging;

/// <summary>The answers to the questions of the rules.</summary>
internal sealed partial class Knowledge
{
    private static readonly RequestInfo s_unknown = new()
    {
        Cb = "?",
        Submission = -1,
        Kind = RequestKind.Read,
        Block = new ControlBlock(),
        Description = null,
        Open = Truth.Maybe,
    };

    private Promises _askedChange;
    private RequestInfo _unknown = s_unknown;

    public Range64 OutstandingCount
    {
        get
        {
            var sure = 0;
            foreach (var request in _outstanding)
            {
                if (request.NotBefore >= Now) sure++;
            }

            // The submission in question is itself in the list; what was submitted and not seen complete may be.
            var most = _outstanding.Count;
            for (var i = _completed.Count - 1; i >= 0 && _completed[i].By >= Entry; i--) most++;
            return new Range64(Math.Max(0, sure - 1), Math.Max(0, most - 1));
        }
    }

    public RequestInfo Info(int request) => request == Unknown ? _unknown : Request(request).Info;

    public ReadOnlySpan<int> Members(Relation relation, in Scope scope) => relation switch
    {
        Relation.Listed or Relation.Elements or Relation.Requested when _members is { } members => members,
        Relation.Elements when scope.Thread < 0 => ListOf(scope.Request),
        Relation.Listed or Relation.Elements or Relation.Requested => MembersOfCall(scope),
        Relation.CoveredSameDescriptor => Request(scope.Request).CoveredSame,
        Relation.CoveredOtherDescriptor => Request(scope.Request).CoveredOther,
        Relation.PerhapsCovered => Request(scope.Request).PerhapsCovered,
        Relation.AppendsBefore => AppendsBefore(Request(scope.Request)),
        Relation.Preferred => Preferred(Request(scope.Request)),
        Relation.Before => Before(Request(scope.Request)),
        _ => [],
    };

    public Truth Complete(int request, When when)
    {
        if (request == Unknown || Request(request) is not { Tainted: false } known) return Truth.Maybe;
        if (known.By <= FirstOf(when)) return Definite(known.ByBecause, Truth.Yes);
        if (known.NotBefore >= LastOf(when)) return Definite(known.NotBeforeBecause, Truth.No);
        return Truth.Maybe;
    }

    public Truth Running(int request, When when) => Truth.Maybe;

    public Truth Reaped(int request, When when)
    {
        if (request == Unknown || Request(request) is not { Tainted: false } known) return Truth.Maybe;
        if (known.ReapedBy <= Entry) return Truth.Yes;
        return known.ReapedFrom <= Now || known.OpenReturns > 0 ? Truth.Maybe : Truth.No;
    }

    public Truth HasStatus(int request, Errno status)
    {
        if (request == Unknown || Request(request) is not { Tainted: false } known) return Truth.Maybe;
        if (known.Status is { } seen) return Definite(known.StatusBecause, TruthLogic.Known(seen == status));
        if (status == Errno.None && known.NotSucceeded) return Definite(known.StatusBecause, Truth.No);
        if (status == Errno.ECANCELED && known.NotCanceled) return Definite(known.StatusBecause, Truth.No);
        return Truth.Maybe;
    }

    public Truth HasResult(int request, long result)
    {
        if (request == Unknown || Request(request) is not { Tainted: false } known) return Truth.Maybe;
        return known.Result is { } seen ? Definite(known.ResultBecause, TruthLogic.Known(seen == result)) : Truth.Maybe;
    }

    public Truth NotInitiated(int request) => request != Unknown && Request(request).MayNotBeInitiated ? Truth.Maybe : Truth.No;

    public Truth CancelTried(int request) => request != Unknown && Request(request).CancelTried ? Truth.Maybe : CancelCovered(request);

    public Truth CancelCovered(int request) =>
        request == Unknown || Request(request) is { OpenCancels: > 0 } or { MayBeCanceled: true } or { Tainted: true } ? Truth.Maybe : Truth.No;

    public Truth CanceledElsewhere(int request) =>
        request == Unknown || Request(request) is { OpenCancels: > 0 } or { Cancelers: > 1 } or { Tainted: true } ? Truth.Maybe : Truth.No;

    public Truth Notified(int request) => request == Unknown ? Truth.Maybe : TruthLogic.Known(Request(request).Notified);

    public Truth OutstandingAtSubmissionOf(int request, int later)
    {
        var (known, sync) = (Request(request), Request(later));
        if (known.Tainted || sync.Tainted) return Truth.Maybe;
        if (known.NotBefore >= sync.Returned) return Truth.Yes;
        return known.By <= sync.Submitted ? Truth.No : Truth.Maybe;
    }

    public Truth DescriptorOpen(int fildes, When when) => Descriptors[_process].IsOpen(fildes, Entry);

    public Range64 SizeDuring(int request)
    {
        var known = Request(request);
        return known.On?.File is { IsJudged: true } file
            ? file.Size(known.Span(Now))
            : new Range64(0, long.MaxValue);
    }

    public Range64 StreamDuring(int request)
    {
        var known = Request(request);
        if (known.On?.StreamOf(known.Info.Kind) is not { IsUnknown: false } stream) return new Range64(0, long.MaxValue);
        return known.Info.Kind == RequestKind.Read ? stream.Available(known, known.Span(Now).To) : stream.Room();
    }

    public bool MayWantThread(int request) => ThreadsAllowed is { } threads && _outstanding.Count(r => r.Index != request) >= threads;

    public Truth PeerClosed(int request)
    {
        var known = Request(request);
        if (known.On is not { } description || description.StreamOf(known.Info.Kind) is not { } stream) return Truth.No;
        if (stream.IsUnknown) return Truth.Maybe;
        if (description.Is.Type == FileType.Character) return Truth.No;
        var isReader = description.Is.Type == FileType.PipeReadEnd || (stream.IsSocket && known.Info.Kind == RequestKind.Read);
        var peer = isReader ? stream.Writers : stream.Readers;
        var span = AtEnd ? new Window(Now, Now) : known.Span(Now);
        var gone = peer.Gone(span).Or(stream.Shut.Gone(span));
        return gone == Truth.No ? gone : gone.And(peer.HeldUntil > span.From || AnyHolds(description) ? Truth.Maybe : Truth.Yes);
    }

    public Truth BytesFit(int request, Data bytes) => BytesTell.Any ? Truth.No : Truth.Yes;

    /// <summary>What the signal or notification that is asked about is like.</summary>
    public Arrival Arriving { get; set; }

    public Truth Coming(Arrival fact, int thread) => TruthLogic.Known((Arriving & fact) != 0);

    public Truth CanceledBefore(int thread) =>
        TruthLogic.Known(thread >= 0 && Threads[thread].CanceledBy is var by && by != Moment.Never && (AtEnd || by < Entry));

    public Truth BytesAsSeen(int request, Data bytes) =>
        TruthLogic.Known(Request(request) is { Poison: not null } or { SeenBytes: null } || Request(request).SeenBytes!.StartsAs(bytes));

    public Truth BytesAsStored(int request, Data bytes) => TruthLogic.Known(Request(request).Poison is not { } stored || stored.StartsAs(bytes));

    public Truth Promised(int change, Promises promise) => TruthLogic.Known((_askedChange & promise) != 0);

    /// <summary>The clause that forbids the loss of what is promised so; null where it may be lost.</summary>
    public Clause? LossForbidden(Promises promised)
    {
        _askedChange = promised;
        return CrashRules.Survival.Forbids(this, new Scope(-1, -1, new Outcome(0)));
    }

    /// <summary>The same for a change, with what is known of who relied on it.</summary>
    public Clause? LossForbidden(KnownWrite change)
    {
        BytesTell = default;
        if (change.Request is { } request && request.ReapedFrom == Moment.Never) BytesTell.Add(Tell.StatusAlone);
        var clause = LossForbidden(change.Promised);
        BytesTell = default;
        return clause;
    }

    public Truth DeadlinePassed(int thread) =>
        CallOf(thread)?.Deadline is { } deadline ? TruthLogic.Known(Stamp + Declared.ClockResolution >= deadline) : Truth.No;

    public Truth Caught(int thread, bool restart)
    {
        if (CallOf(thread) is not { } call) return Truth.No;
        if (restart) return TruthLogic.Known(call.CaughtWithRestart);
        return !call.MayBeInterrupted ? Truth.No : call.InterruptedAt is null ? Truth.Maybe : Truth.Yes;
    }

    public Truth CaughtBeforeDeadline(int thread) =>
        CallOf(thread) is { InterruptedAt: { } at, Deadline: { } deadline } && at.Time + Declared.ClockResolution < deadline
            ? Truth.Yes
            : Caught(thread, restart: false).And(Truth.Maybe);

    public Truth IgnoredSignalSent(int thread) => TruthLogic.Known(CallOf(thread)?.IgnoredSignalSent ?? false);

    public Truth ClockStepped(int thread) => TruthLogic.Known(CallOf(thread)?.ClockStepped ?? false);

    // What is asked most often: a moment each, not both of them in a window.

    /// <summary>The first moment that is meant.</summary>
    private Moment FirstOf(When when) => when switch
    {
        When.Entry or When.During => Entry,
        When.Return => Now,
        _ => Moment.At(_deadline),
    };

    /// <summary>The last moment that is meant.</summary>
    private Moment LastOf(When when) => when == When.Entry ? Entry : Now;

    private Truth Definite(Because because, Truth truth)
    {
        Refuted = because;
        return truth;
    }

    private OpenCall? CallOf(int thread) => thread >= 0 ? Threads[thread].Interrupted : null;

    private ReadOnlySpan<int> MembersOfCall(in Scope scope)
    {
        var members = CallOf(scope.Thread)?.Members ?? [];
        if (scope.Call is AioCancel cancel && _unknown.Block.Fildes != cancel.Fildes)
        {
            _unknown = new RequestInfo
            {
                Cb = "?",
                Submission = -1,
                Kind = RequestKind.Read,
                Block = new ControlBlock { Fildes = cancel.Fildes },
                Description = null,
                Open = Truth.Maybe,
            };
        }

        return members;
    }

    private ReadOnlySpan<int> ListOf(int list) => FindList(list)?.Elements ?? [];

    /// <summary>The list with this number; lists stand in the order of their numbers.</summary>
    private KnownList? FindList(int number)
    {
        var (from, to) = (0, Lists.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (Lists[middle].Index < number) from = middle + 1;
            else to = middle;
        }

        return from < Lists.Count && Lists[from].Index == number ? Lists[from] : null;
    }

    private int[] Preferred(KnownRequest request) =>
        [.. _outstanding.Where(r => r.Info.Kind == request.Info.Kind && r.Info.Block.Reqprio < request.Info.Block.Reqprio && r.Info.Description?.File == request.Info.Description!.File).Select(r => r.Index)];

    private int[] Before(KnownRequest request)
    {
        // That of which nothing is known any more may be outstanding as well.
        return [.. _outstanding.Concat(_tainted.Where(r => r.Status is null && r.IsCurrent)).Where(IsBefore).Select(r => r.Index)];

        // Also one that was submitted later may have its turn first: the order of processing is not specified (ORDER-01).
        bool IsBefore(KnownRequest other) => !ReferenceEquals(other, request) && other.Info.Description?.File == request.Info.Description?.File;
    }

    private int[] AppendsBefore(KnownRequest request) =>
        [.. _outstanding.Where(r => r.Info.Appends && r.Info.Submission < request.Info.Submission && r.Info.Description!.File == request.Info.Description!.File).Select(r => r.Index)];

    /// <summary>Whether some request or descriptor of the other end may hold it open although its descriptors are closed.</summary>
    private bool AnyHolds(KnownDescription description)
    {
        foreach (var request in _outstanding)
        {
            if (request.Info.Description is not { } other) continue;
            if (other.File == description.Is.File && other.Type != description.Is.Type) return true;
            if (description.Output is not null && (other.File == description.Is.Output || other.Output == description.Is.File)) return true;
        }

        return false;
    }
}
