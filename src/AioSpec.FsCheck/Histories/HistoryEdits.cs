using AioSpec.FsCheck.Generation;
using AioSpec.Histories;
using FsCheck;
using FsCheck.Fluent;

namespace AioSpec.FsCheck;

/// <summary>
/// Makes one random edit that an observer can see: another result, errno or byte, a notification lost, doubled or changed,
/// two events in the other order. Most edited histories break a requirement; some are permitted still.
/// </summary>
public static class HistoryEdits
{
    private static readonly (string Kind, Func<History, Draw, EditedHistory?> Edit)[] s_edits =
    [
        ("value", ResultEdits.Value),
        ("errno", ResultEdits.ErrorNumber),
        ("status", ResultEdits.Status),
        ("byte", ResultEdits.Byte),
        ("file", ResultEdits.FileByte),
        ("drop", NotificationEdits.Drop),
        ("double", NotificationEdits.Double),
        ("notification", NotificationEdits.Change),
        ("order", OrderEdits.Swap),
        ("time", OrderEdits.Earlier),
        ("lost", OrderEdits.LoseReturn),
    ];

    /// <summary>Generates edits of a history. The history must have a call that returns.</summary>
    public static Gen<EditedHistory> Of(History history) =>
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select Edit(history, ((ulong)(uint)high << 31) | (uint)low)!;

    /// <summary>The edit of a seed; null where the history has nothing to edit.</summary>
    public static EditedHistory? Edit(History history, ulong seed)
    {
        var draw = new Draw(seed);
        var first = draw.Below(s_edits.Length);
        for (var i = 0; i < s_edits.Length; i++)
        {
            var (kind, edit) = s_edits[(first + i) % s_edits.Length];
            if (edit(history, draw) is { } edited) return edited with { Kind = kind };
        }

        return null;
    }

    /// <summary>An edit of the event at an index.</summary>
    internal static EditedHistory Replace(History history, int index, Event by, string what) =>
        new(history with { Events = history.Events.SetItem(index, by) }, "", $"event {At(index)}: {what}");

    /// <summary>An event's number, as people count.</summary>
    internal static string At(int index) => (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The places of the events of a kind that fit.</summary>
    internal static List<int> Places<T>(History history, Func<T, bool> fits) where T : Event =>
        [.. Enumerable.Range(0, history.Events.Length).Where(i => history.Events[i] is T e && fits(e))];
}
