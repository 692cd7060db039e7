using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>What must have come and has not, once nothing more can come.</summary>
public sealed partial class Judge
{
    private static readonly Clause s_mustBeComplete = On.Only("ORDER-06", "a quiet end", On.Anything, Is.CompleteDuring);

    private void EndOfHistory(Histories.End end)
    {
        _over = true;
        _known.AtEnd = true;
        if (end.Kind == EndKind.Crashed) CheckCrash(end.Signo);
        if (end.Kind != EndKind.Quiet || _gone is not null) return;
        foreach (var thread in _known.Threads.ToList()) CheckRequestsWaitedFor(thread);
        CheckPolls();
        AssumeTheRestComplete();
        foreach (var thread in _known.Threads.ToList()) CheckStuck(thread);
        CheckNotifications();
    }

    /// <summary>A request that is waited for and that nothing holds up has not become complete.</summary>
    private void CheckRequestsWaitedFor(KnownThread thread)
    {
        if (thread.Interrupted is not { Call: AioSuspend or LioListio { Mode: LioMode.LIO_WAIT } } open) return;
        if (open.Members.Any(m => m >= 0 && _known.Request(m).By != Moment.Never) && open.Call is AioSuspend) return;
        foreach (var member in open.Members)
        {
            if (member >= 0 && _known.Request(member).By == Moment.Never) CheckOverdue(_known.Request(member));
        }
    }

    /// <summary>The observer thread asks when all is quiet: what is in progress then will be for ever.</summary>
    private void CheckPolls()
    {
        foreach (var request in _known.CurrentRequests.ToList())
        {
            if (request.PolledAtEnd) CheckOverdue(request);
        }
    }

    private void CheckOverdue(KnownRequest request)
    {
        if (request.Tainted || request.Accepted != Truth.Yes) return;
        _known.Entry = _known.Now;
        var scope = new Scope(request.Index, -1, default);
        if (CompletionRules.Step.Overdue(_known, scope) is { } progress) ReportOverdue(progress, scope, $"{request.Info.Cb} is in progress");
    }

    private void AssumeTheRestComplete()
    {
        foreach (var request in _known.CurrentRequests.ToList())
        {
            if (request.By != Moment.Never || request.PolledAtEnd) continue;
            var waitedFor = request is { Accepted: Truth.Maybe, List: { Returned: false, Call.Mode: LioMode.LIO_WAIT } };
            if (request.Accepted != Truth.Yes && !waitedFor) continue;
            var scope = new Scope(request.Index, -1, default);
            if (CompletionRules.Step.Overdue(_known, scope) is not null) _known.LearnComplete(request.Index, Model.When.During, true, s_mustBeComplete);
        }
    }

    private void CheckStuck(KnownThread thread)
    {
        if (thread.Ended || thread.Call is not { } open) return;
        _known.Consider(thread, open);
        _known.Entry = _known.Now;
        if (thread.CanceledBy != Moment.Never && open.Call is AioSuspend)
        {
            Report("SUSPEND-21", -1, $"{thread.Name} was canceled in aio_suspend and goes on", "the thread ends", [thread.CanceledEvent, _known.Now.Sequence]);
            return;
        }

        var rule = RuleOf(open.Call);
        var subject = open.Members.Length > 0 && open.Members[0] >= 0 ? open.Members[0] : -1;
        var scope = new Scope(subject, thread.Index, default) { Call = open.Call };
        if (rule.Overdue(_known, scope) is { } progress) ReportOverdue(progress, scope with { Request = -1 }, $"{thread.Name} is in {Text.CallText.Print(open.Call)}");
    }

    private static Rule RuleOf(Call call) => call switch
    {
        AioRead or AioWrite or AioFsync => SubmissionRules.Rule,
        LioListio => ListRules.Rule,
        AioError => StatusRules.Error,
        AioReturn => StatusRules.Return,
        AioSuspend => SuspendRules.Rule,
        AioCancel => CancelRules.Rule,
        _ => OtherRules.Rule,
    };

    private void CheckNotifications()
    {
        foreach (var group in _senders.Groups)
        {
            _senders.BindSure(group);
            var signo = new Signo(group.Key.Signo);
            var kills = group.Key.Notify == SigEventNotify.SIGEV_SIGNAL && _senders.Kills(signo);
            if (group.Key.Notify == SigEventNotify.SIGEV_SIGNAL && !kills && (!_senders.IsDeliverable(signo) || MayHaveMerged(signo))) continue;
            var owing = group.Open.Where(s => s.Accepted == Truth.Yes && Owes(s) is not null).ToList();
            if (kills && owing.Count > 0) ReportSignal("NOTIFY-15", signo, "it is due, and the process lives", "the default action, which ends the process");
            else for (var i = group.Unbound; i < owing.Count; i++) ReportOwing(owing[i], group.Key);
        }
    }

    private Progress? Owes(Source source)
    {
        _known.Entry = _known.Now;
        if (source.Request is { } request)
        {
            return request.Tainted ? null : NotificationRules.Request.Overdue(_known, new Scope(request.Index, -1, default));
        }

        return NotificationRules.List.Overdue(_known, new Scope(source.List!.Index, -1, default));
    }

    private void ReportOwing(Source source, NotificationKey key)
    {
        var what = key.Notify == SigEventNotify.SIGEV_SIGNAL ? $"{new Signo(key.Signo)} with value {key.Value}" : $"{key.Function}({key.Value})";
        var who = source.Request is { } request ? request.Info.Cb : "the list";
        ReportOverdue(Owes(source)!, new Scope(source.Request?.Index ?? -1, -1, default), $"{what} of {who} has not come");
    }

    /// <summary>Signals that do not queue may merge while they are pending (NOTIFY-04, NOTIFY-06).</summary>
    private bool MayHaveMerged(Signo signo)
    {
        if (signo.IsRealTime && _senders.ActionOf(signo) is not { Siginfo: false }) return false;
        return _delivered.Contains(signo.Number);
    }

    private void CheckCrash(Signo signo)
    {
        var died = _senders.ActionOf(signo) is null or { Disposition: Disposition.Default }
            && (_senders.Sent.Any(s => s.Signo == signo) || _senders.Groups.Any(g => g.Key.Signo == signo.Number && g.Open.Count > 0));
        if (_gone is null && died) return;
        var inHandler = _known.Threads.Exists(t => t.HandlerDepth > 0 && t.Call?.Call is AioError or AioReturn or AioSuspend);
        var ignored = _senders.ActionOf(signo)?.Disposition == Disposition.Ignore;
        var id = _gone ?? (ignored ? "NOTIFY-15" : Killed(inHandler));
        Report(id, -1, $"the process was killed by {signo}", "a process that lives", [_known.Now.Sequence]);
    }

    private string Killed(bool inHandler) => _freedInNotification ? "NOTIFY-17" : _freed.Count > 0 ? "CB-02" : inHandler ? "THREAD-02" : "THREAD-01";

    /// <summary>A thread that was canceled must not come back from a cancellation point (THREAD-03).</summary>
    private void CheckCanceledThread(KnownThread thread, OpenCall open)
    {
        if (open.Call is not (AioSuspend or Close) || thread.CanceledBy >= open.Invoked) return;
        Report("THREAD-03", -1, $"{thread.Name} returned from a cancellation point", "the thread ends in it", [thread.CanceledEvent, _known.Now.Sequence]);
    }
}
