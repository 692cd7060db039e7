using AioSpec.FsCheck.Generation;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.FsCheck;

/// <summary>Edits of when things happened.</summary>
internal static class OrderEdits
{
    private const int Tries = 20;

    /// <summary>Two neighbours of different threads change places. The times stay where they are.</summary>
    public static EditedHistory? Swap(History history, Draw draw)
    {
        for (var i = 0; i < Tries && history.Events.Length > 1; i++)
        {
            var index = draw.Below(history.Events.Length - 1);
            var (a, b) = (history.Events[index], history.Events[index + 1]);
            if (a.Thread == b.Thread || a is FinalFile or End or SystemCrashed || b is FinalFile or End or SystemCrashed) continue;
            var events = history.Events.SetItem(index, b with { Time = a.Time }).SetItem(index + 1, a with { Time = b.Time });
            return new(history with { Events = events }, "", $"events {HistoryEdits.At(index)} and {HistoryEdits.At(index + 1)} change places");
        }

        return null;
    }

    /// <summary>A wait returns as early as its call was made.</summary>
    public static EditedHistory? Earlier(History history, Draw draw)
    {
        var waits = ResultEdits.Answers<AioSuspend>(history);
        if (waits.Count == 0) return null;
        var index = draw.PickFrom(waits);
        var call = history.Events.Take(index).ToList().FindLastIndex(e => e is Invoke && e.Thread == history.Events[index].Thread);
        if (call < 0 || index == call + 1) return null;
        var early = history.Events[index] with { Time = history.Events[call].Time };
        var events = history.Events.RemoveAt(index).Insert(call + 1, early);
        return new(history with { Events = events }, "", $"event {HistoryEdits.At(index)}: aio_suspend returns at once");
    }

    /// <summary>The last call of a thread never returns.</summary>
    public static EditedHistory? LoseReturn(History history, Draw draw)
    {
        var last = Enumerable.Range(0, history.Events.Length)
            .Where(i => history.Events[i] is Return && !history.Events.Skip(i + 1).Any(e => e.Thread == history.Events[i].Thread && e is not ThreadEnded))
            .ToList();
        if (last.Count == 0) return null;
        var index = draw.PickFrom(last);
        var thread = history.Events[index].Thread;
        var events = history.Events.RemoveRange(index, 1).RemoveAll(e => e is ThreadEnded && e.Thread == thread);
        return new(history with { Events = events }, "", $"event {HistoryEdits.At(index)}: the call never returns");
    }
}
