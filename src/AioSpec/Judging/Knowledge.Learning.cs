using AioSpec.Model;
using AioSpec.Model.Rules;

namespace AioSpec.Judging;

/// <summary>What the rules teach.</summary>
internal sealed partial class Knowledge
{
    /// <summary>The members of the obligation that is looked at again.</summary>
    private int[]? _members;
    private const int MostCompleted = 256;

    /// <summary>The requests that were seen complete last, in that order.</summary>
    private readonly List<KnownRequest> _completed = [];
    private long _deadline;
    private int _process;

    /// <summary>Called when learning shows that something is not permitted: the rule, the scope, the clause.</summary>
    public required Action<Rule, Scope, Clause> Contradiction { get; init; }

    /// <summary>The call that is judged from now on.</summary>
    public void Consider(KnownThread thread, OpenCall? call)
    {
        _process = thread.Process;
        Entry = call?.Invoked ?? Now;
        _deadline = call?.Deadline ?? long.MaxValue;
    }

    public void LearnComplete(int request, When when, bool holds, Clause because)
    {
        if (request == Unknown || Request(request) is not { Tainted: false } known) return;
        if (!holds)
        {
            var first = FirstOf(when);
            if (first <= known.NotBefore) return;
            (known.NotBefore, known.NotBeforeBecause) = (first, new Because(because, Now.Sequence));
            AskAgain(known);
            return;
        }

        // That the final status itself was seen says more than that a wait was over.
        if (because.Observes && known.ByBecause.Clause is { Observes: false }) known.ByBecause = new Because(because, Now.Sequence);
        var last = LastOf(when);
        if (last >= known.By) return;
        if (known.By == Moment.Never) NoteFirstCompletion(known);
        (known.By, known.ByBecause) = (last, new Because(because, Now.Sequence));
        NoLongerOutstanding(known);
        if (_completed.Count >= MostCompleted) _completed.RemoveRange(0, MostCompleted / 2);
        _completed.Add(known);
        if (known.Write is { } write) known.On!.File!.End(write, known.By);
        if (known.StreamWrite is { } into) into.End = known.By;
        NoteSynchronization(known);
        Apply(CompletionRules.Step, new Scope(request, -1, default));
    }

    private static void NoteFirstCompletion(KnownRequest known)
    {
        known.Sends?.BecomeSure();
        if (known.List is { } list && --list.Incomplete == 0) list.Sends?.BecomeSure();
    }

    public void LearnStatus(int request, Errno status, bool holds, Clause because)
    {
        if (request == Unknown || Request(request) is not { Tainted: false, Status: null } known) return;
        if (!known.NotSucceeded && !known.NotCanceled) known.StatusBecause = new Because(because, Now.Sequence);
        if (!holds)
        {
            known.NotSucceeded |= status == Errno.None;
            known.NotCanceled |= status == Errno.ECANCELED;
            return;
        }

        known.Status = status;
        // What has succeeded was queued, also where the call that submitted it did not tell of each element.
        if (status == Errno.None && known is { Accepted: Truth.Maybe, MayBeLeftOut: false }) known.Accepted = Truth.Yes;
        known.StatusBecause = new Because(because, Now.Sequence);
        CheckStatus(new Scope(request, -1, new Outcome(-1, status)), because);
        EffectOf(known, status);
        NoteSynchronization(known);
        if (known.Info.Kind == RequestKind.Fsync && status != Errno.ECANCELED) AskAgainOnceCovered(known, status);
        if (known.Info.Kind == RequestKind.Fsync && known.By != Moment.Never) Apply(CompletionRules.Step, new Scope(request, -1, default));
        AskAgain(known);
    }

    /// <summary>A status that cannot be: where it was not seen but promised by another call, that call's promise was broken.</summary>
    private void CheckStatus(in Scope scope, Clause because)
    {
        if (because.Observes) Apply(CompletionRules.Status, scope);
        else if (Forbids(CompletionRules.Status, scope) is not null) Contradiction(CompletionRules.Status, scope, because);
        else CompletionRules.Status.Learn(this, scope);
    }

    /// <summary>The status of a synchronization is looked at again when more is known of what it covers (FSYNC-10).</summary>
    private void AskAgainOnceCovered(KnownRequest known, Errno status)
    {
        int[] covered = [.. known.CoveredSame, .. known.CoveredOther, .. known.PerhapsCovered];
        var obligation = new Obligation(CompletionRules.Status, new Scope(known.Index, -1, new Outcome(-1, status)), covered, new Window(Entry, Now));
        foreach (var member in covered)
        {
            if (Request(member) is { Status: null } open) (open.Obligations ??= []).Add(obligation);
        }
    }

    /// <summary>Looks again at outcomes that were open because too little was known of this request.</summary>
    private void AskAgain(KnownRequest known)
    {
        if (known.Obligations is not { Count: > 0 } || _members is not null) return;
        var (entry, now) = (Entry, Now);
        foreach (var obligation in known.Obligations.ToArray())
        {
            if (obligation.Over) continue;
            _members = obligation.Members;
            (Entry, Now) = (obligation.Window.From, obligation.Window.To);
            var clause = obligation.Rule.Forbids(this, obligation.Scope);
            (Entry, Now) = (entry, now);
            _members = null;
            if (clause is null) continue;
            obligation.Over = true;
            Contradiction(obligation.Rule, obligation.Scope, clause);
        }

        known.Obligations?.RemoveAll(o => o.Over);
    }

    /// <summary>An aio_fsync is complete and has succeeded: what it was called for survives a crash.</summary>
    private static void NoteSynchronization(KnownRequest known)
    {
        if (known is not { Status: Errno.None, On.File.Platter: { } platter, Info.Kind: RequestKind.Fsync } || known.By == Moment.Never) return;
        platter.Synchronized(known.Submitted, queued: true);
    }

    public void LearnResult(int request, long result, bool holds, Clause because)
    {
        if (request == Unknown || !holds || Request(request) is not { Tainted: false, Result: null } known) return;
        (known.Result, known.ResultBecause) = (result, new Because(because, Now.Sequence));
    }

    /// <summary>The first clause that forbids an outcome of a request, or null.</summary>
    public Clause? Forbids(Rule rule, in Scope scope) =>
        scope.Request >= 0 && Request(scope.Request).Rules is { } rules && rules.Permits(this, rule, scope) ? null : rule.Forbids(this, scope);

    /// <summary>Judges an outcome that was not seen itself but follows from what was.</summary>
    public bool Apply(Rule rule, in Scope scope)
    {
        if (Forbids(rule, scope) is { } clause)
        {
            Contradiction(rule, scope, clause);
            return false;
        }

        rule.Learn(this, scope);
        return true;
    }

    /// <summary>What a status says of the effect of a write: none, perhaps, or all.</summary>
    private void EffectOf(KnownRequest known, Errno status)
    {
        var range = status == Errno.None && known.Info.Kind == RequestKind.Write ? Counts.Of(this, known.Index) : default;
        // What a request ends with whose aio_sigevent is of no use may be the error of its notification (SUB-19).
        if (status == Errno.EINVAL && Arguments.OddSigEvent.Ask(this, new Scope(known.Index, -1, default)) == Truth.Yes) return;
        if (known.Write is { } write)
        {
            if (DataRules.MovesNothing(status, isStream: false)) write.Most = 0;
            else if (status == Errno.None && known.Result is null) (write.Sure, write.Most) = (Math.Min(range.Min, write.Most), Math.Min(range.Max, write.Most));
        }

        if (known.StreamWrite is not { } into) return;
        if (DataRules.MovesNothing(status, isStream: true)) into.Most = into.Consumed;
        else if (status == Errno.None && !Declared.MayTransferShort && range.Min == range.Max) into.Sure = into.Most;
    }
}
