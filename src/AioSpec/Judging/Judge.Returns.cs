using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>What a return shows.</summary>
public sealed partial class Judge
{
    /// <summary>The thread that asks when all is quiet.</summary>
    private const string Observer = "-";

    private void End(Return returned)
    {
        if (_forked is { } inherited && returned.Result.Value == 0 && !_known.Knows(returned.Thread))
        {
            _known.StartChild(returned.Thread, inherited);
            return;
        }

        var thread = _known.Thread(returned.Thread);
        if (thread.Call is not { } open)
        {
            Doubt($"thread {returned.Thread} returns from a call that it did not make");
            return;
        }

        _known.Consider(thread, open);
        if (thread.CanceledBy != Moment.Never) CheckCanceledThread(thread, open);
        Finish(thread, open, returned.Result);
        _known.Release(open);
        thread.End(open);
    }

    private void Finish(KnownThread thread, OpenCall open, Result result)
    {
        var outcome = new Outcome(result.Value, result.Errno);
        var scope = new Scope(open.Members.Length > 0 ? open.Members[0] : -1, thread.Index, outcome) { Call = open.Call };
        switch (open.Call)
        {
            case AioRead or AioWrite or AioFsync: EndSubmission(scope); break;
            case LioListio: EndList(open, scope with { Request = -1 }); break;
            case AioError c: if (Subject(scope, c.Cb)) EndError(thread, scope); break;
            case AioReturn c:
                if (scope.Request >= 0) _known.Request(scope.Request).OpenReturns--;
                else if (_known.Current(thread.Process, c.Cb) is { } perhaps) perhaps.ReapedFrom = Moment.Earlier(perhaps.ReapedFrom, open.Invoked);
                if (Subject(scope, c.Cb)) EndReturn(scope, result.Bytes);
                break;
            case AioSuspend: EndSuspend(open, scope with { Request = -1 }); break;
            case AioCancel: EndCancel(open, scope with { Request = -1 }); break;
            default: EndOther(thread, open, result); break;
        }
    }

    /// <summary>Whether the call is about a request: of a block never submitted, or refused, nothing is specified (ERROR-04, SUB-06).</summary>
    private bool Subject(in Scope scope, string cb) =>
        scope.Request >= 0 && _known.Request(scope.Request) is { IsCurrent: true } request && request.Info.Cb == cb
        && !(request.Returned > _known.Entry && (request.Previous is not null || MayNotBeSubmitted(request, scope.Outcome)));

    /// <summary>
    /// The call that submits it was under way: it may not have come to this request yet, and then the block says what its memory held.
    /// </summary>
    private static bool MayNotBeSubmitted(KnownRequest request, in Outcome outcome) =>
        !request.Notified && request.By == Moment.Never && (request.Info.Block.Garbage || outcome.Value is 0 or -1);

    private void EndError(KnownThread thread, in Scope scope)
    {
        var absent = scope.Outcome.Is(Errno.EINVAL) && _known.Request(scope.Request) is { MayNotBeInitiated: true, OpenReturns: 0 } one && one.ReapedFrom == Moment.Never;
        var asked = Put(StatusRules.Error, scope);
        if (asked && absent) Refuse(_known.Request(scope.Request), inList: false);
        if (asked && thread.Name == Observer && scope.Outcome.Value == (long)Errno.EINPROGRESS) _known.Request(scope.Request).PolledAtEnd = true;
        var request = _known.Request(scope.Request);
        // What is in progress was accepted, also where the call that submitted it did not tell of each element.
        if (asked && request is { Accepted: Truth.Maybe, Returned.Sequence: < long.MaxValue } && scope.Outcome.Value == (long)Errno.EINPROGRESS) request.Accepted = Truth.Yes;
        request.StatusTold |= scope.Outcome.Value >= 0 && scope.Outcome.Value != (long)Errno.EINPROGRESS;
        request.On?.File?.Settle(_known.Soonest);
    }

    private void EndSubmission(in Scope scope)
    {
        var request = _known.Request(scope.Request);
        request.Returned = _known.Now;
        Put(SubmissionRules.Rule, scope);
        if (scope.Outcome.Value == -1) Refuse(request, inList: false);
        else Accept(request);
    }

    private void Accept(KnownRequest request)
    {
        request.Accepted = Truth.Yes;
        request.Returned = _known.Now;
        if (request.StreamWrite is { } into) request.On!.StreamOf(RequestKind.Write)!.Accepted(into);
    }

    /// <summary>Nothing was queued: no transfer, no notification (SUB-02).</summary>
    private void Refuse(KnownRequest request, bool inList)
    {
        request.Accepted = Truth.No;
        if (inList) _known.RejectedInLists.Add((request.Process, request.Info.Block.Fildes.Number));
        _known.NoLongerOutstanding(request);
        _senders.Refuse(request, inList);
        if (request.On is { File: { } file })
        {
            if (request.Read is { } read) read.End();
            if (request.Write is { } write) file.Refuse(write, inList);
        }

        if (request.On?.StreamOf(request.Info.Kind) is not { } stream) return;
        stream.HasRefusedReads |= stream.Reads.Remove(request) && inList && request.Info.Nbytes > 0;
        if (request.StreamWrite is { } into) stream.Refuse(into, inList);
    }

    private void EndList(OpenCall open, Scope scope)
    {
        var list = open.List!;
        var permitted = Put(ListRules.Rule, scope);
        var oughtNotTo = scope.Outcome.Value == 0 && !permitted;
        // With no choice among elements there is nothing to wait for.
        if (permitted && open.Members.Length < 2) permitted = Put(ListRules.Statuses, scope);
        else Owe(ListRules.Statuses, open, scope);
        list.Returned = true;
        list.Interrupted = scope.Outcome.Is(Errno.EINTR);
        list.LeftOut = scope.Outcome.Is(Errno.EAGAIN);
        var refused = scope.Outcome.Is(Errno.EINVAL) && permitted;
        list.Accepted = refused ? Truth.No : scope.Outcome.Value == 0 && permitted ? Truth.Yes : Truth.Maybe;
        foreach (var element in open.Members)
        {
            var request = _known.Request(element);
            request.Returned = _known.Now;
            if (refused) Refuse(request, inList: true);
            else if (scope.Outcome.Is(Errno.EINVAL) || oughtNotTo) _known.Taint(request);
            else if (scope.Outcome.Value == 0 && CanBeQueued(request)) Accept(request);
            if (list.Interrupted) request.Tells.Add(Tell.ListInterrupted);
        }

        _senders.Settle(list);
        _known.ForgetLists();
    }

    /// <summary>Whether nothing in the arguments of an element keeps it from being queued.</summary>
    private bool CanBeQueued(KnownRequest request)
    {
        var scope = new Scope(request.Index, -1, default);
        return (Arguments.BadDescriptor | Arguments.Invalid | Arguments.PastOffsetMaximum | Arguments.TooBig).Ask(_known, scope) == Truth.No
            && !_known.Declared.MayExhaust && _known.Declared.AioMax is null;
    }

    private void EndReturn(in Scope scope, Data? bytes)
    {
        var request = _known.Request(scope.Request);
        // It was not queued and is no operation: its error status is EAGAIN (LIO-17), and of a return status nothing is said.
        if (request is { MayBeLeftOut: true, Status: Errno.EAGAIN })
        {
            request.ReapedFrom = Moment.Earlier(request.ReapedFrom, _known.Entry);
            return;
        }

        if (!Put(StatusRules.Return, scope)) return;
        // The operation may have failed with EINVAL itself, and the result is retrieved then (RETURN-05).
        if (scope.Outcome.Is(Errno.EINVAL) && request.Status is null) request.ReapedFrom = Moment.Earlier(request.ReapedFrom, _known.Entry);
        // Before completion it is undefined (RETURN-03), and EINPROGRESS what most systems say then.
        var undefined = (scope.Outcome.Is(Errno.EINPROGRESS) && StatusRules.Early.Ask(_known, scope) != Truth.No) || (scope.Outcome.Is(Errno.EINVAL) && request.Status is null);
        if (undefined || (scope.Outcome.Value == -1 && request.ReapedBy != Moment.Never)) return;
        Reap(request, scope, bytes);
    }

    private void Reap(KnownRequest request, in Scope scope, Data? bytes)
    {
        var first = request.ReapedFrom == Moment.Never;
        request.ReapedFrom = Moment.Earlier(request.ReapedFrom, _known.Entry);
        request.ReapedBy = Moment.Earlier(request.ReapedBy, _known.Now);
        if (!first) return;
        if (scope.Outcome.Value >= 0) LearnSuccess(_known, request);
        if (scope.Outcome.Value >= 0 && !request.Tainted) CheckResult(request, scope.Outcome.Value, bytes);
        EndEffects(request);
        request.On?.File?.Settle(_known.Soonest);
    }

    /// <summary>A count was retrieved: the program may do so only after completion (RETURN-03), and it means success.</summary>
    private static void LearnSuccess(Knowledge known, KnownRequest request)
    {
        known.LearnComplete(request.Index, Model.When.Entry, true, StatusRules.Retrieval);
        known.LearnStatus(request.Index, Errno.None, true, StatusRules.Retrieval);
    }

    private void CheckResult(KnownRequest request, long count, Data? bytes)
    {
        if (!_known.Apply(CompletionRules.Result, new Scope(request.Index, -1, new Outcome(count)))) return;
        if (request.Write is { } write) write.Sure = write.Most = Math.Min(count, write.Data.Length);
        if (request.StreamWrite is { } into) into.Sure = into.Most = Math.Min(count, into.Most);
        if (request.Info.Kind == RequestKind.Read && bytes is not null && request.Poison is null) CheckBytes(request, bytes);
    }

    private void EndSuspend(OpenCall open, in Scope scope)
    {
        if (Put(SuspendRules.Rule, scope)) Owe(SuspendRules.Statuses, open, scope);
        if (!scope.Outcome.Is(Errno.EINTR)) return;
        foreach (var member in open.Members)
        {
            if (member >= 0) _known.Request(member).Tells.Add(Tell.SuspendInterrupted);
        }
    }

    /// <summary>What the outcome says of some of several requests cannot be told yet: it is asked again as more is known of them.</summary>
    private void Owe(Rule rule, OpenCall open, in Scope scope)
    {
        if (open.Members.Length < 2 || Array.IndexOf(open.Members, Knowledge.Unknown) >= 0) return;
        var outcome = scope.Outcome;
        if (!rule.SpeaksOf(outcome)) return;
        var obligation = new Obligation(rule, scope with { Thread = -1 }, open.Members, new Window(open.Invoked, _known.Now));
        foreach (var member in open.Members) (_known.Request(member).Obligations ??= []).Add(obligation);
    }

    private void EndCancel(OpenCall open, in Scope scope)
    {
        _cancels.RemoveAll(c => ReferenceEquals(c.Call, open));
        // Of a descriptor with one outstanding request the answer is that request's, if nothing of a refused list is left there.
        var call = (AioCancel)open.Call;
        var (process, number) = (_known.Threads[scope.Thread].Process, call.Fildes.Number);
        var mayHaveOthers = _known.MayBeOn(process, number) || _known.RejectedInLists.Contains((process, number));
        var single = call.Cb is not null || (open.Members is [>= 0] && !mayHaveOthers);
        if (CancelRules.MayHaveCanceled(scope.Outcome, single))
        {
            foreach (var request in open.Covers) request.Cancelers++;
        }

        // Of what was just being submitted nobody can say whether it was covered: it may be cut short all the same (CANCEL-17).
        foreach (var request in open.Covers) request.CancelTried = true;
        if (Put(CancelRules.Rule, scope)) Owe(CancelRules.Statuses, open, scope);
        foreach (var request in open.Covers)
        {
            request.OpenCancels--;
            if (single && scope.Outcome.Value == (long)AioCancelResult.AIO_NOTCANCELED) request.Tells.Add(Tell.NotCanceledSaid);
        }
    }
}
