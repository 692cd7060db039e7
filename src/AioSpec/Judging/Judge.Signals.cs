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
            else open.Catch(new Moment(_known.Stamp, _known.Now.Sequence), _known.Declared);
        }

        thread.Frames.Add(null);
        thread.HandlerDepth++;
        thread.SavedMasks.Push(thread.Mask);
        _delivered.Add(e.Signo.Number);
        Signal(thread, e.Signo, e.Code, e.Value, byWait: false);
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
        var key = new NotificationKey(SigEventNotify.SIGEV_SIGNAL, signo.Number, null, value);
        var sent = code == SignalCode.SI_ASYNCIO ? null : _senders.FindSent(signo, code, value);
        _known.Arriving = ArrivalOf(thread, key, code, sent, byWait);
        var scope = new Scope(-1, thread.Index, new Outcome((long)code));
        var what = $"{signo} with value {value}";
        if (!PutSeen(SignalRules.Delivery, scope, $"{what} came"))
        {
            // It is that of a request, disguised: nothing more is expected of it.
            if (sent is null && code != SignalCode.SI_ASYNCIO && (_known.Arriving & Arrival.Owed) != 0) _senders.Take(_senders.Find(key)!);
            return;
        }

        if (sent is not null || code == SignalCode.SI_ASYNCIO) PutSeen(SignalRules.Queue, scope, $"{what} came");
        if (sent is not null) _senders.Taken(sent);
        if (code != SignalCode.SI_ASYNCIO || (LacksValue(key) && TakeAny(key))) return;
        Notification(thread, key, what);
    }

    /// <summary>What the signal that comes is like, as far as the accounts tell.</summary>
    private Arrival ArrivalOf(KnownThread thread, NotificationKey key, SignalCode code, SentSignal? sent, bool byWait)
    {
        var (arrival, signo) = (Arrival.None, new Signo(key.Signo));
        if (!byWait && (thread.Mask >> (key.Signo - 1) & 1) != 0) arrival |= Arrival.Blocked;
        if (!byWait && _senders.ActionOf(signo)?.Disposition == Disposition.Ignore) arrival |= Arrival.Ignored;
        if (sent is not null) arrival |= Arrival.Sent;
        if (_senders.Find(key) is { } group && group.Open.Count > group.Unbound) arrival |= Arrival.Owed;
        if (!signo.IsRealTime) return arrival;
        if (sent is null ? code == SignalCode.SI_ASYNCIO && IsOvertaken(key) : IsOvertaken(sent)) arrival |= Arrival.QueuedBefore;
        return byWait && sent is not null && IsLowerPending(signo) ? arrival | Arrival.LowerPending : arrival;
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
        var group = _senders.Find(key);
        var owed = group is not null && group.Open.Count > group.Unbound;
        _known.Arriving = owed ? Arrival.Owed : Arrival.None;
        if (!owed && group?.Latest is { } latest)
        {
            Notify(latest);
            return;
        }

        _known.BytesTell = owed ? default : WhoseElse(key, group);
        var permitted = PutSeen(NotificationRules.Coming, new Scope(-1, -1, default), $"{what} came");
        _known.BytesTell = default;
        if (!permitted || _senders.Take(group!) is not { } source) return;
        var isElsewhere = thread.Process > 0 && (source.Request?.Process ?? source.List!.Process) != thread.Process;
        _known.Arriving = isElsewhere ? Arrival.InAnotherProcess : Arrival.None;
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
    private TellSet WhoseElse(NotificationKey key, SourceGroup? group)
    {
        var tells = default(TellSet);
        group ??= _senders.Groups.FirstOrDefault(g => g.Refused is not null && g.Key.Signo == key.Signo && g.Key.Notify == key.Notify && LacksValue(key));
        tells.Add(group?.Refused is { } refused ? (refused.InList ? Tell.RefusedListNotified : Tell.RefusedNotified) : OfList(key) ?? Disfigured(key) ?? OfNobody());
        return tells;
    }

    /// <summary>Without SA_SIGINFO the value that comes is not that of anybody (NOTIFY-04).</summary>
    private bool LacksValue(NotificationKey key) =>
        key.Notify == SigEventNotify.SIGEV_SIGNAL && _senders.ActionOf(new Signo(key.Signo)) is { Siginfo: false, Disposition: Disposition.Catch };

    private Tell? OfList(NotificationKey key)
    {
        foreach (var list in _known.Lists)
        {
            if (list.Call.SigReusedFor is { } reused && reused == key.Value)
            {
                if (list.Sends is { IsOpen: true } disguised) _senders.Take(disguised.Group);
                return Tell.ReusedSigEvent;
            }

            if (list.Call.List.Any(e => e is { Block.LioOpcode: LioOpcode.LIO_NOP } && NotificationKey.Of(e.Block.SigEvent) == key)) return Tell.NopNotified;
            if (list.Call.Mode == LioMode.LIO_WAIT && NotificationKey.Of(list.Call.Sig) == key) return list.Interrupted ? Tell.ListInterrupted : Tell.WaitingListNotified;
        }

        return null;
    }

    private Tell? Disfigured(NotificationKey key)
    {
        foreach (var group in _senders.Groups)
        {
            if (group.Open.Count <= group.Unbound || group.Key.Notify != key.Notify) continue;
            var sameTarget = group.Key.Signo == key.Signo && group.Key.Function == key.Function;
            if (!sameTarget && group.Key.Value != key.Value) continue;
            // It is this one's notification: nothing more is expected of it.
            _senders.Take(group);
            return key.Notify == SigEventNotify.SIGEV_THREAD ? Tell.FunctionDisfigured : sameTarget ? Tell.Disfigured : Tell.Misdirected;
        }

        return null;
    }

    private Tell OfNobody() =>
        _known.Lists.Exists(l => l.Call.Mode == LioMode.LIO_NOWAIT && NotificationKey.Of(l.Call.Sig) is null) ? Tell.ListWithoutSig : Tell.RequestWithoutSignal;

    /// <summary>Of the signals that the program sent itself, one of this number was queued before and has not come.</summary>
    private bool IsOvertaken(SentSignal taken) => taken.Code == SignalCode.SI_QUEUE && _senders.Sent.Any(sent =>
        sent.Signo == taken.Signo && !ReferenceEquals(sent, taken) && sent.Code == SignalCode.SI_QUEUE && sent.Returned < taken.At);

    /// <summary>The same for the signal of a request: it was queued before the request was even made.</summary>
    private bool IsOvertaken(NotificationKey key)
    {
        if (_senders.Sent.Count == 0 || _senders.Find(key) is not { Open: { Count: > 0 } open }) return false;
        var from = open.Select(s => s.Request?.Submitted ?? s.List!.Submitted).Aggregate(Moment.Earlier);
        return _senders.Sent.Any(sent => sent.Signo.Number == key.Signo && sent.Code == SignalCode.SI_QUEUE && sent.Returned < from);
    }

    /// <summary>A real-time signal of a lower number was pending before the wait for both began.</summary>
    private bool IsLowerPending(Signo signo) =>
        _senders.Sent.Any(sent => sent.Signo.IsRealTime && sent.Signo.Number < signo.Number && WaitsFor(sent));

    /// <summary>The signal was pending before the wait in question began, and the wait asked for it.</summary>
    private bool WaitsFor(SentSignal sent) => _known.Threads.Exists(thread =>
        thread.Call is { Call: Sigwait wait } open && wait.Set.Contains(sent.Signo) && sent.Returned < open.Invoked);
}
