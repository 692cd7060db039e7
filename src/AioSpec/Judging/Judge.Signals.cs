using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>Notifications that came.</summary>
public sealed partial class Judge
{
    private readonly SortedSet<int> _delivered = [];

    private void Caught(KnownThread thread, SignalCaught e)
    {
        if (thread.Call is { } open)
        {
            var restart = _senders.ActionOf(e.Signo)?.Restart ?? false;
            if (restart) open.CaughtWithRestart = true;
            else open.CaughtAt ??= new Moment(_known.Stamp, _known.Now.Sequence);
        }

        thread.Frames.Add(null);
        thread.HandlerDepth++;
        thread.SavedMasks.Push(thread.Mask);
        _delivered.Add(e.Signo.Number);
        var blocked = (thread.Mask >> (e.Signo.Number - 1) & 1) != 0;
        if (blocked) ReportSignal("NOTIFY-02", e.Signo, "it is blocked in this thread", "delivery to a thread that has it unblocked");
        else if (_senders.ActionOf(e.Signo)?.Disposition == Disposition.Ignore) ReportSignal("NOTIFY-15", e.Signo, "it is ignored", "no delivery");
        else Signal(thread, e.Signo, e.Code, e.Value, byWait: false);
    }

    private void EndHandler(KnownThread thread)
    {
        if (thread.Frames.Count == 0 || thread.Frames[^1] is not null)
        {
            Doubt($"thread {thread.Name} returns from a handler that did not start");
            return;
        }

        thread.Frames.RemoveAt(thread.Frames.Count - 1);
        thread.HandlerDepth--;
        thread.Mask = thread.SavedMasks.Pop();
    }

    private void Taken(KnownThread thread, Result result)
    {
        _delivered.Add((int)result.Value);
        Signal(thread, new Signo((int)result.Value), result.Code ?? SignalCode.SI_USER, result.SigValue ?? default, byWait: true);
    }

    private void Callback(CallbackStarted e)
    {
        var thread = _known.Thread(e.Thread);
        thread.IsCallback = true;
        Notification(thread, new NotificationKey(SigEventNotify.SIGEV_THREAD, 0, e.Function, e.Value), $"{e.Function}({e.Value})");
    }

    private void Signal(KnownThread thread, Signo signo, SignalCode code, SigVal value, bool byWait)
    {
        if (code != SignalCode.SI_ASYNCIO && TakeSent(signo, code, value, byWait)) return;
        var key = new NotificationKey(SigEventNotify.SIGEV_SIGNAL, signo.Number, null, value);
        if (code != SignalCode.SI_ASYNCIO)
        {
            if (_senders.Find(key) is not { } disguised || disguised.Open.Count <= disguised.Unbound) return;
            ReportSignal("NOTIFY-03", signo, $"si_code {code}", "si_code SI_ASYNCIO");
            _senders.Take(disguised);
            return;
        }

        CheckOvertaking(signo, key);
        if (_senders.ActionOf(signo) is { Siginfo: false, Disposition: Disposition.Catch } && TakeAny(key)) return;
        Notification(thread, key, $"{signo} with value {value}");
    }

    /// <summary>Without SA_SIGINFO the value that comes is not specified (NOTIFY-04).</summary>
    private bool TakeAny(NotificationKey key)
    {
        foreach (var group in _senders.Groups)
        {
            if (group.Key.Notify != key.Notify || group.Key.Signo != key.Signo || group.Open.Count <= group.Unbound) continue;
            group.Unbound++;
            return true;
        }

        return false;
    }

    private void Notification(KnownThread thread, NotificationKey key, string what)
    {
        if (_senders.Find(key) is not { } group || group.Open.Count <= group.Unbound)
        {
            Unexpected(key, what);
            return;
        }

        if (_senders.Take(group) is not { } source) return;
        if (thread.Process > 0 && (source.Request?.Process ?? source.List!.Process) != thread.Process)
        {
            Report("CLOSE-07", source.Request?.Index ?? -1, $"{what} came in a child", "notification of the parent alone", [_known.Now.Sequence]);
            return;
        }

        Notify(source);
    }

    private void Notify(Source source)
    {
        _known.Entry = _known.Now;
        if (source.Request is { } request)
        {
            if (Put(NotificationRules.Request, new Scope(request.Index, -1, default))) request.Notified = true;
        }
        else if (Put(NotificationRules.List, new Scope(source.List!.Index, -1, default)))
        {
            source.List.Notified = true;
        }
    }

    /// <summary>Nobody owes this notification: what it looks like tells which sentence it breaks.</summary>
    private void Unexpected(NotificationKey key, string what)
    {
        var group = _senders.Find(key);
        if (group?.Latest is { } latest) { Notify(latest); return; }
        var id = group?.Refused is { } refused ? (refused.InList ? "LIO-16" : "NOTIFY-12") : Misdirected(key);
        Report(id, -1, $"{what} came", "no such notification", [_known.Now.Sequence]);
    }

    private string Misdirected(NotificationKey key)
    {
        foreach (var list in _known.Lists)
        {
            if (list.Call.SigReusedFor is { } reused && reused == key.Value)
            {
                if (list.Sends is { IsOpen: true } disguised) _senders.Take(disguised.Group);
                return "LIO-26";
            }

            if (list.Call.List.Any(e => e is { Block.LioOpcode: LioOpcode.LIO_NOP } && NotificationKey.Of(e.Block.SigEvent) == key)) return "LIO-06";
            if (list.Call.Mode == LioMode.LIO_WAIT && NotificationKey.Of(list.Call.Sig) == key) return list.Interrupted ? "LIO-31" : "LIO-10";
        }

        foreach (var group in _senders.Groups)
        {
            if (group.Open.Count <= group.Unbound || group.Key.Notify != key.Notify) continue;
            var sameTarget = group.Key.Signo == key.Signo && group.Key.Function == key.Function;
            if (!sameTarget && group.Key.Value != key.Value) continue;
            // It is this one's notification, disfigured: nothing more is expected of it.
            _senders.Take(group);
            return key.Notify == SigEventNotify.SIGEV_THREAD ? "NOTIFY-07" : sameTarget ? "NOTIFY-03" : "NOTIFY-02";
        }

        if (_known.Lists.Exists(l => l.Call.Mode == LioMode.LIO_NOWAIT && NotificationKey.Of(l.Call.Sig) is null)) return "LIO-21";
        return _known.CurrentRequests.Any(r => r.Info.Block.SigEvent.Notify == SigEventNotify.SIGEV_NONE) ? "NOTIFY-01" : "NOTIFY-12";
    }

    /// <summary>Signals that the program sent itself: queued ones of one number come first in, first out (NOTIFY-05).</summary>
    private bool TakeSent(Signo signo, SignalCode code, SigVal value, bool byWait)
    {
        SentSignal? taken = null;
        foreach (var sent in _senders.Sent)
        {
            if (sent.Signo == signo && sent.Code == code && (sent.Value == value || code == SignalCode.SI_USER)) { taken = sent; break; }
        }

        if (taken is null) return false;
        foreach (var sent in _senders.Sent)
        {
            var earlier = sent.Signo == signo && signo.IsRealTime && !ReferenceEquals(sent, taken) && sent.Code == SignalCode.SI_QUEUE
                && sent.Returned < taken.At && code == SignalCode.SI_QUEUE;
            var lower = byWait && sent.Signo.IsRealTime && signo.IsRealTime && sent.Signo.Number < signo.Number && WaitsFor(sent);
            if (!earlier && !lower) continue;
            ReportSignal("NOTIFY-05", signo, $"value {value} came before {sent.Signo} with value {sent.Value}", "first in, first out; the lowest number first");
            break;
        }

        _senders.Taken(taken);
        return true;
    }

    /// <summary>A signal of the same number was queued before the request was even made.</summary>
    private void CheckOvertaking(Signo signo, NotificationKey key)
    {
        if (!signo.IsRealTime || _senders.Sent.Count == 0 || _senders.Find(key) is not { Open: { Count: > 0 } open }) return;
        var from = open.Select(s => s.Request?.Submitted ?? s.List!.Submitted).Aggregate(Moment.Earlier);
        foreach (var sent in _senders.Sent)
        {
            if (sent.Signo != signo || sent.Code != SignalCode.SI_QUEUE || sent.Returned >= from) continue;
            ReportSignal("NOTIFY-05", signo, $"value {key.Value} came before value {sent.Value}, which was queued first", "first in, first out");
            return;
        }
    }

    /// <summary>The signal was pending before the wait in question began, and the wait asked for it.</summary>
    private bool WaitsFor(SentSignal sent)
    {
        foreach (var thread in _known.Threads)
        {
            if (thread.Call is { Call: Sigwait wait } open && wait.Set.Contains(sent.Signo) && sent.Returned < open.Invoked) return true;
        }

        return false;
    }

    private void ReportSignal(string id, Signo signo, string saw, string permitted) =>
        Report(id, -1, $"{signo}: {saw}", permitted, [_known.Now.Sequence]);
}
