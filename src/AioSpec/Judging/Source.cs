using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>What a notification is told by: its kind, its signal or function, and its value.</summary>
internal readonly record struct NotificationKey(SigEventNotify Notify, int Signo, string? Function, SigVal Value)
{
    public static NotificationKey? Of(SigEvent? e) => e switch
    {
        { Notify: SigEventNotify.SIGEV_SIGNAL } => new(e.Notify, e.Signo.Number, null, e.Value),
        { Notify: SigEventNotify.SIGEV_THREAD } => new(e.Notify, 0, e.Function, e.Value),
        _ => null,
    };
}

/// <summary>Who may send a notification: a request, or a list.</summary>
internal sealed class Source
{
    private readonly LinkedListNode<Source> _place;

    public Source(SourceGroup group, KnownRequest? request, KnownList? list)
    {
        (Group, Request, List) = (group, request, list);
        _place = group.Open.AddLast(this);
    }

    public SourceGroup Group { get; }

    public KnownRequest? Request { get; }

    public KnownList? List { get; }

    public bool IsOpen => _place.List is not null;

    public bool Refused { get; set; }

    public Truth Accepted => Refused ? Truth.No : Request?.Accepted ?? List!.Accepted;

    /// <summary>It has sent, or never will.</summary>
    public void Close()
    {
        if (IsOpen) Group.Open.Remove(_place);
    }

    /// <summary>What it tells of is surely complete from now on.</summary>
    public void BecomeSure()
    {
        if (IsOpen) Group.Sure.Enqueue(this);
    }
}

/// <summary>The sources of notifications that look the same, and how many of these came that could not be told apart.</summary>
internal sealed class SourceGroup(NotificationKey key)
{
    public NotificationKey Key { get; } = key;

    public LinkedList<Source> Open { get; } = [];

    /// <summary>Those of them that are surely complete, first come first.</summary>
    public Queue<Source> Sure { get; } = [];

    /// <summary>How often it has been left without an open source.</summary>
    public int TimesIdle { get; set; }

    /// <summary>Notifications that came from some of the open sources.</summary>
    public int Unbound { get; set; }

    /// <summary>The latest source whose notification came.</summary>
    public Source? Latest { get; set; }

    /// <summary>The latest source that was refused.</summary>
    public (Source Source, bool InList)? Refused { get; set; }
}

/// <summary>A signal that the program sent itself.</summary>
internal sealed record SentSignal(Signo Signo, SignalCode Code, SigVal Value, Moment At)
{
    /// <summary>When the call that sent it had returned.</summary>
    public Moment Returned { get; set; } = Moment.Never;
}
