using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>When the notification of a request and of a list comes (NOTIFY, LIO).</summary>
public static class NotificationRules
{
    /// <summary>The element notification: the aio_sigevent of a request.</summary>
    public static readonly Rule Request = new("notification",
    [
        Only("CANCEL-06", "a notification", Anything, !(Is.Notified & Is.Canceled)),
        Only("NOTIFY-12", "a notification", Anything, !Is.Notified),
        Only("NOTIFY-11", "a notification", Anything, Is.CompleteAtEntry),
    ],
    [
        new("CANCEL-06", "the notification comes", Is.CompleteDuring & Is.Canceled),
        new("FSYNC-13", "the notification comes", Is.CompleteDuring & Is.Request("it is aio_fsync", r => r.Kind == RequestKind.Fsync)),
        new("LIO-22", "the notification comes", Is.CompleteDuring & Is.Request("it is a list element", r => r.List >= 0)),
        new("NOTIFY-12", "the notification comes", Is.CompleteDuring),
    ]);

    /// <summary>Whether a list without operations is notified is not specified (LIO-24).</summary>
    private static readonly Fact Over =
        Is.Some(Relation.Elements, Is.Always) & Is.Every(Relation.Elements, Is.CompleteDuring);

    /// <summary>The list notification: the sig argument of lio_listio.</summary>
    public static readonly Rule List = new("list notification",
    [
        Only("LIO-20", "the list notification", Anything, !Is.Told(Tell.ListNotified)),
        Only("LIO-23", "the list notification", Anything, Is.Every(Relation.Elements, Is.CompleteAtEntry)),
    ],
    [
        new("CANCEL-18", "the list notification comes", Over & Is.Told(Tell.ElementCanceled)),
        new("LIO-29", "the list notification comes", Over & Is.Told(Tell.ElementResubmitted)),
        new("LIO-24", "the list notification comes", Is.Every(Relation.Elements, Is.Never)
            & Is.Declared("a list without operations is notified", d => d.Profile.NotifiesEmptyList == true)),
        new("LIO-20", "the list notification comes", Over),
    ]);
}
