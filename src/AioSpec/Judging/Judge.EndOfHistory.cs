using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>What must have come and has not, once nothing more can come.</summary>
public sealed partial class Judge
{
    private void EndOfHistory(Histories.End end)
    {
        _over = true;
        _known.AtEnd = true;
        if (end.Kind == EndKind.Crashed) CheckDeath(end.Signo);
        if (end.Kind != EndKind.Quiet || _gone is not null || _crash is not null) return;
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
            if (CompletionRules.Step.Overdue(_known, scope) is not null) _known.LearnComplete(request.Index, Model.When.During, true, CompletionRules.Quiet);
        }
    }

    private void CheckStuck(KnownThread thread)
    {
        if (thread.Ended || thread.Call is not { } open) return;
        _known.Consider(thread, open);
        _known.Entry = _known.Now;
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
            _known.Arriving = Showing(group.Key);
            var kills = (_known.Arriving & Arrival.EndsProcess) != 0;
            var owing = group.Open.Where(s => s.Accepted == Truth.Yes && Owes(s) is not null).ToList();
            // One is enough to end the process.
            var (first, last) = kills ? (0, Math.Min(1, owing.Count)) : (group.Unbound, owing.Count);
            for (var i = first; i < last; i++) ReportOwing(owing[i], group.Key);
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
        var progress = Owes(source)!;
        // What came instead has the look that *sig was given after the call.
        if (source.List is { Call.SigReusedFor: not null }) progress = progress with { Id = "LIO-26" };
        ReportOverdue(progress, new Scope(source.Request?.Index ?? -1, -1, default), $"{what} of {who} has not come");
    }

    /// <summary>Signals that do not queue may merge while they are pending (NOTIFY-04, NOTIFY-06).</summary>
    private bool MayHaveMerged(Signo signo)
    {
        if (signo.IsRealTime && _senders.ActionOf(signo) is not { Siginfo: false }) return false;
        return _delivered.Contains(signo.Number);
    }

    /// <summary>Whether a notification that came could be seen.</summary>
    private Arrival Showing(NotificationKey key)
    {
        var signo = new Signo(key.Signo);
        if (key.Notify != SigEventNotify.SIGEV_SIGNAL) return Arrival.Deliverable;
        if (_senders.Kills(signo)) return Arrival.Deliverable | Arrival.EndsProcess;
        return (_senders.IsDeliverable(signo) ? Arrival.Deliverable : Arrival.None) | (MayHaveMerged(signo) ? Arrival.MayHaveMerged : Arrival.None);
    }

    private void CheckDeath(Signo signo)
    {
        var action = _senders.ActionOf(signo);
        var generated = _senders.Sent.Any(s => s.Signo == signo) || _senders.Groups.Any(g => g.Key.Signo == signo.Number && g.Open.Count > 0) || IsOfBrokenPipe(signo);
        var inheritsIt = _gone == Tell.ExecCalled && MayHaveBeenPending(signo);
        _known.Arriving = inheritsIt || (_gone is null && generated && action is null or { Disposition: Disposition.Default }) ? Arrival.EndsProcess : Arrival.None;
        _known.BytesTell = default;
        if (_gone is { } gone) _known.BytesTell.Add(gone);
        if (action?.Disposition == Disposition.Ignore) _known.BytesTell.Add(Tell.SignalIgnored);
        if (_known.Lists.Exists(l => l.Interrupted)) _known.BytesTell.Add(Tell.ListInterrupted);
        if (_freedInNotification) _known.BytesTell.Add(Tell.FreedInNotification);
        if (_freed.Count > 0) _known.BytesTell.Add(Tell.Freed);
        if (_known.Threads.Exists(t => t.HandlerDepth > 0 && t.Call?.Call is AioError or AioReturn or AioSuspend)) _known.BytesTell.Add(Tell.InHandler);
        PutSeen(SignalRules.Death, new Scope(-1, -1, default), $"the process was killed by {signo}");
        _known.BytesTell = default;
    }

    /// <summary>What was pending at exec is so for the new image, which catches nothing (exec/D); its request may have been complete by then.</summary>
    private bool MayHaveBeenPending(Signo signo) => _senders.Sent.Any(s => s.Signo == signo) || _senders.Groups.Any(g => g.Key.Signo == signo.Number && g.Open.Any(source =>
        source.Request is not { } request || ProgressRules.Ready.Ask(_known, new Scope(request.Index, -1, default)) != Truth.No));

    /// <summary>A write to a pipe that nobody may be able to read from any more generates it; for a request that is left open (SUB-20).</summary>
    private bool IsOfBrokenPipe(Signo signo) => signo == Signo.BrokenPipe
        && (_known.Threads.Exists(t => t.Call is { Call: Write, On: { } on } call && on.StreamOf(RequestKind.Write) is { } stream
            && (stream.IsUnknown || stream.Readers.Gone(new Window(call.Invoked, _known.Now)).Or(stream.Shut.Gone(new Window(call.Invoked, _known.Now))) != Truth.No))
            || _known.CurrentRequests.Any(r => r.Info.Kind == RequestKind.Write && _known.PeerClosed(r.Index) != Truth.No));
}
