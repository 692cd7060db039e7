using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>Keeps the accounts of notifications: who owes one, which came.</summary>
internal sealed class Senders(Knowledge known)
{
    private const int MostIdle = 1024;

    private readonly Dictionary<NotificationKey, LinkedListNode<SourceGroup>> _groups = [];
    private readonly LinkedList<SourceGroup> _all = [];
    private readonly Queue<(SourceGroup Group, int TimesIdle)> _idle = [];
    private readonly List<SentSignal> _sent = [];
    private readonly SortedDictionary<int, Sigaction> _actions = [];

    /// <summary>The groups in the order in which they were made; those that are idle for long are forgotten.</summary>
    public IReadOnlyCollection<SourceGroup> Groups => _all;

    public IReadOnlyList<SentSignal> Sent => _sent;

    /// <summary>A request was submitted: its notification may come from now on, before the call returns too (R41).</summary>
    public void Announce(KnownRequest request)
    {
        if (NotificationKey.Of(request.Info.Block.SigEvent) is not { } key) return;
        request.Sends = new Source(GroupOf(key), request, null);
        request.Owed = true;
    }

    public void Announce(KnownList list)
    {
        // An invalid mode that is taken for valid is one finding; that the list is then told of is none.
        if (list.Call.Mode == LioMode.LIO_WAIT || NotificationKey.Of(list.Call.Sig) is not { } key) return;
        list.Sends = new Source(GroupOf(key), null, list);
        if (list.Incomplete == 0) list.Sends.BecomeSure();
    }

    /// <summary>A submission was refused: it owes nothing, and nothing may come (NOTIFY-12).</summary>
    public void Refuse(KnownRequest request, bool inList)
    {
        if (request.Sends is not { IsOpen: true } source) return;
        source.Refused = true;
        request.Owed = false;
        source.Group.Refused = (source, inList);
        Close(source);
    }

    /// <summary>The list has returned: where it was refused, or waits, it owes nothing.</summary>
    public void Settle(KnownList list)
    {
        if (list.Accepted != Truth.No || list.Sends is not { IsOpen: true } source) return;
        source.Group.Refused = (source, true);
        Close(source);
    }

    public SourceGroup? Find(NotificationKey key) => _groups.GetValueOrDefault(key)?.Value;

    /// <summary>Takes one notification off a group: the source that it surely came from, where that can be told.</summary>
    public Source? Take(SourceGroup group)
    {
        BindSure(group);
        if (group.Open.Count == 1 && group.Unbound == 0) return Bind(group.Open.First!.Value);
        if (FirstSure(group) is { } sure) return Bind(sure);
        group.Unbound++;
        return null;
    }

    /// <summary>Notifications that could not be told apart belong to the sources that are surely complete first.</summary>
    public void BindSure(SourceGroup group)
    {
        while (group.Unbound > 0 && FirstSure(group) is { } sure)
        {
            group.Unbound--;
            Bind(sure);
        }
    }

    public SentSignal Send(Signo signo, SignalCode code, SigVal value, Moment at)
    {
        var sent = new SentSignal(signo, code, value, at);
        _sent.Add(sent);
        return sent;
    }

    /// <summary>The first signal that the program has sent itself and that looks like this.</summary>
    public SentSignal? FindSent(Signo signo, SignalCode code, SigVal value) =>
        _sent.Find(sent => sent.Signo == signo && sent.Code == code && (sent.Value == value || code == SignalCode.SI_USER));

    public void Taken(SentSignal sent) => _sent.Remove(sent);

    public void Dispose(Sigaction action) => _actions[action.Signo.Number] = action;

    public Sigaction? ActionOf(Signo signo) => _actions.GetValueOrDefault(signo.Number);

    public bool IsIgnored(Signo signo) => ActionOf(signo) is { } action
        ? action.Disposition == Disposition.Ignore || (action.Disposition == Disposition.Default && signo.IsIgnoredByDefault)
        : signo.IsIgnoredByDefault;

    /// <summary>Whether a thread is there that would have to take the signal.</summary>
    public bool IsDeliverable(Signo signo)
    {
        var caught = ActionOf(signo)?.Disposition == Disposition.Catch;
        foreach (var thread in known.Threads)
        {
            if (!Takes(thread) || thread.Process > 0) continue;
            if (thread.Call?.Call is Sigwait wait && wait.Set.Contains(signo)) return true;
            if (caught && (thread.Mask >> (signo.Number - 1) & 1) == 0 && thread.HandlerDepth == 0) return true;
        }

        return false;
    }

    /// <summary>Whether the signal, once generated, ends the process: its action is the default one, and a thread has it unblocked.</summary>
    public bool Kills(Signo signo)
    {
        if (!signo.IsValid || ActionOf(signo) is { Disposition: not Disposition.Default } || signo.IsIgnoredByDefault) return false;
        return known.Threads.Exists(t => Takes(t) && t.Process == 0 && t.HandlerDepth == 0
            && (t.Mask >> (signo.Number - 1) & 1) == 0);
    }

    /// <summary>A thread of the program that is there; one of the implementation's own may have taken a signal, and need not be there for the next.</summary>
    private static bool Takes(KnownThread thread) => !thread.Ended && !thread.IsCallback && thread.Name != "-" && thread.HasCalled;

    private Source? FirstSure(SourceGroup group)
    {
        while (group.Sure.TryPeek(out var source))
        {
            if (source.IsOpen && IsSurelyComplete(source)) return source;
            group.Sure.Dequeue();
        }

        return null;
    }

    private bool IsSurelyComplete(Source source)
    {
        if (source.Request is { } request) return request.Accepted == Truth.Yes && known.Complete(request.Index, Model.When.Return) == Truth.Yes;
        return NotificationRules.AllComplete.Ask(known, new Scope(source.List!.Index, -1, default)) == Truth.Yes;
    }

    private Source Bind(Source source)
    {
        if (source.Group.Latest?.Request is { } former) former.Owed = false;
        source.Group.Latest = source;
        Close(source);
        return source;
    }

    private void Close(Source source)
    {
        source.Close();
        if (source.Group.Open.Count > 0) return;
        _idle.Enqueue((source.Group, ++source.Group.TimesIdle));
        if (_idle.Count > MostIdle) ForgetIdle();
    }

    /// <summary>A group that has long had nobody who owes a notification is let go: values may be used once and never again.</summary>
    private void ForgetIdle()
    {
        var (group, times) = _idle.Dequeue();
        if (group.TimesIdle != times || group.Open.Count > 0 || !_groups.Remove(group.Key, out var place)) return;
        if (group.Latest?.Request is { } former) former.Owed = false;
        _all.Remove(place);
    }

    private SourceGroup GroupOf(NotificationKey key)
    {
        if (_groups.TryGetValue(key, out var place)) return place.Value;
        var group = new SourceGroup(key);
        _groups.Add(key, _all.AddLast(group));
        return group;
    }
}
