using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>When the notification of a request and of a list comes (NOTIFY, LIO).</summary>
public static class NotificationRules
{
    private static readonly Fact Owed = Is.Coming("somebody has yet to send it", Arrival.Owed);

    private static readonly Fact InItsProcess = !Is.Coming("it comes to another process", Arrival.InAnotherProcess);

    /// <summary>Whether it must have come: it can be seen, and did not merge with another (NOTIFY-04, NOTIFY-06).</summary>
    private static readonly Fact Shows =
        Is.Coming("somebody has to take it", Arrival.Deliverable) & !Is.Coming("it may have merged with another", Arrival.MayHaveMerged);

    private static readonly Fact Ends = Is.Coming("its default action ends the process", Arrival.EndsProcess);

    /// <summary>That a notification comes at all: only if somebody owes it. Circumstances tell which sentence another one breaks.</summary>
    public static readonly Rule Coming = new("notification",
    [
        Unless("LIO-16", Tell.RefusedListNotified),
        Unless("NOTIFY-12", Tell.RefusedNotified),
        Unless("LIO-26", Tell.ReusedSigEvent),
        Unless("LIO-06", Tell.NopNotified),
        Unless("LIO-31", Tell.ListInterrupted),
        Unless("LIO-10", Tell.WaitingListNotified),
        Unless("NOTIFY-07", Tell.FunctionDisfigured),
        Unless("NOTIFY-03", Tell.Disfigured),
        Unless("NOTIFY-02", Tell.Misdirected),
        Unless("LIO-21", Tell.ListWithoutSig),
        Unless("NOTIFY-01", Tell.RequestWithoutSignal),
        Only("NOTIFY-12", "a notification", Anything, Owed),
    ],
    []);

    /// <summary>The element notification: the aio_sigevent of a request.</summary>
    public static readonly Rule Request = new("notification",
    [
        Only("CLOSE-07", "a notification", Anything, InItsProcess),
        Only("CANCEL-06", "a notification", Anything, !(Is.Notified & Is.Canceled)),
        Only("NOTIFY-12", "a notification", Anything, !Is.Notified),
        Only("NOTIFY-11", "a notification", Anything, Is.CompleteAtEntry),
    ],
    [
        new("NOTIFY-15", "the default action, which ends the process", Shows & Is.CompleteDuring & Ends),
        new("CANCEL-06", "the notification comes", Shows & Is.CompleteDuring & Is.Canceled),
        new("FSYNC-13", "the notification comes", Shows & Is.CompleteDuring & Is.Request("it is aio_fsync", r => r.Kind == RequestKind.Fsync)),
        new("LIO-22", "the notification comes", Shows & Is.CompleteDuring & Is.Request("it is a list element", r => r.List >= 0)),
        new("NOTIFY-12", "the notification comes", Shows & Is.CompleteDuring),
    ]);

    /// <summary>Whether a list without operations is notified is not specified (LIO-24).</summary>
    private static readonly Fact Over =
        Shows & Is.Some(Relation.Elements, Is.Always) & Is.Every(Relation.Elements, Is.CompleteDuring);

    /// <summary>The requests of a list are all complete.</summary>
    internal static readonly Fact AllComplete = Is.Every(Relation.Elements, Is.CompleteAtEntry);

    /// <summary>The list notification: the sig argument of lio_listio.</summary>
    public static readonly Rule List = new("list notification",
    [
        Only("CLOSE-07", "the list notification", Anything, InItsProcess),
        Only("LIO-20", "the list notification", Anything, !Is.Told(Tell.ListNotified)),
        Only("LIO-24", "the list notification", Anything, Is.Some(Relation.Elements, Is.Always)
            | !Is.Declared("a list without operations is not notified", d => d.Profile.NotifiesEmptyList == false)),
        Only("LIO-23", "the list notification", Anything, AllComplete),
    ],
    [
        new("NOTIFY-15", "the default action, which ends the process", Over & Ends),
        new("LIO-06", "the list notification comes", Over & Is.Told(Tell.NopSubmitted)),
        new("CANCEL-18", "the list notification comes", Over & Is.Told(Tell.ElementCanceled)),
        new("LIO-29", "the list notification comes", Over & Is.Told(Tell.ElementResubmitted)),
        new("LIO-24", "the list notification comes", Shows & Is.Every(Relation.Elements, Is.Never)
            & Is.Declared("a list without operations is notified", d => d.Profile.NotifiesEmptyList == true)),
        new("LIO-20", "the list notification comes", Over),
    ]);

    private static Clause Unless(string id, Tell tell) => Only(id, "a notification", Anything, Owed | !Is.Told(tell));
}
