using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>Keeps the accounts of notifications: who owes one, which came.</summary>
internal sealed class Senders(Knowledge known)
{
    private readonly Dictionary<NotificationKey, SourceGroup> _groups = [];
    private readonly List<SourceGroup> _all = [];
    private readonly List<SentSignal> _sent = [];
    private readonly SortedDictionary<int, Sigaction> _actions = [];

    public IReadOnlyList<SourceGroup> Groups => _all;

    public IReadOnlyList<SentSignal> Sent => _sent;

    /// <summary>A request was submitted: its notification may come from now on, before the call returns too (R41).</summary>
    public void Announce(KnownRequest request)
    {
        if (NotificationKey.Of(request.Info.Block.SigEvent) is not { } key) return;
        GroupOf(key).Open.Add(new Source(key, request, null));
        request.Owed = true;
    }

    public void Announce(KnownList list)
    {
        if (list.Call.Mode == LioMode.LIO_NOWAIT && NotificationKey.Of(list.Call.Sig) is { } key) GroupOf(key).Open.Add(new Source(key, null, list));
    }

    /// <summary>A submission was refused: it owes nothing, and nothing may come (NOTIFY-12).</summary>
    public void Refuse(KnownRequest request, bool inList)
    {
        if (NotificationKey.Of(request.Info.Block.SigEvent) is not { } key || Find(key) is not { } group) return;
        if (group.Open.Find(s => ReferenceEquals(s.Request, request)) is not { } source) return;
        source.Refused = true;
        group.Open.Remove(source);
        request.Owed = false;
        group.Refused = (source, inList);
    }

    /// <summary>The list has returned: where it was refused, or waits, it owes nothing.</summary>
    public void Settle(KnownList list)
    {
        if (list.Accepted != Truth.No || NotificationKey.Of(list.Call.Sig) is not { } key || Find(key) is not { } group) return;
        group.Open.RemoveAll(s => ReferenceEquals(s.List, list));
    }

    public SourceGroup? Find(NotificationKey key) => _groups.GetValueOrDefault(key);

    /// <summary>Takes one notification off a group: the source that it surely came from, where that can be told.</summary>
    public Source? Take(SourceGroup group)
    {
        BindSure(group);
        if (group.Open.Count - group.Unbound == 1 && group.Unbound == 0) return Bind(group, group.Open[0]);
        if (group.Open.Find(IsSurelyComplete) is { } sure) return Bind(group, sure);
        group.Unbound++;
        return null;
    }

    /// <summary>Notifications that could not be told apart belong to the sources that are surely complete first.</summary>
    public void BindSure(SourceGroup group)
    {
        while (group.Unbound > 0 && group.Open.Find(IsSurelyComplete) is { } sure)
        {
            group.Unbound--;
            Bind(group, sure);
        }
    }

    public void Send(Signo signo, SignalCode code, SigVal value, Moment at) => _sent.Add(new SentSignal(signo, code, value, at, known.Submissions));

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
            if (thread.Ended || thread.IsCallback || thread.Name == "-" || thread.Process > 0) continue;
            if (thread.Call?.Call is Sigwait wait && wait.Set.Contains(signo)) return true;
            if (caught && (thread.Mask >> (signo.Number - 1) & 1) == 0 && thread.HandlerDepth == 0) return true;
        }

        return false;
    }

    private bool IsSurelyComplete(Source source)
    {
        if (source.Request is { } request) return known.Complete(request.Index, Model.When.Return) == Truth.Yes;
        return NotificationRules.List.Clauses[^1].OnlyIf.Ask(known, new Scope(source.List!.Index, -1, default)) == Truth.Yes;
    }

    private static Source Bind(SourceGroup group, Source source)
    {
        group.Open.Remove(source);
        if (group.Latest?.Request is { } former) former.Owed = false;
        group.Latest = source;
        return source;
    }

    private SourceGroup GroupOf(NotificationKey key)
    {
        if (_groups.TryGetValue(key, out var group)) return group;
        group = new SourceGroup(key);
        _groups.Add(key, group);
        _all.Add(group);
        return group;
    }
}
