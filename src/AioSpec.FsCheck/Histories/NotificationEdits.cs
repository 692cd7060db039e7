using System.Collections.Immutable;
using AioSpec.FsCheck.Generation;
using AioSpec.Histories;

namespace AioSpec.FsCheck;

/// <summary>Edits of notifications: signals that were caught, and functions that were called.</summary>
internal static class NotificationEdits
{
    /// <summary>A notification is lost, with all that its handler or function did.</summary>
    public static EditedHistory? Drop(History history, Draw draw)
    {
        if (Pick(history, draw) is not { } index || Extent(history, index) is not { } extent) return null;
        var events = history.Events.Where((_, i) => !extent.Contains(i)).ToImmutableArray();
        return new(history with { Events = events }, "", $"event {HistoryEdits.At(index)}: {Name(history.Events[index])} is lost");
    }

    /// <summary>A notification comes twice.</summary>
    public static EditedHistory? Double(History history, Draw draw)
    {
        if (Pick(history, draw) is not { } index || Extent(history, index) is not { } extent) return null;
        var (after, time) = (extent[^1] + 1, history.Events[extent[^1]].Time);
        ImmutableArray<Event> again = history.Events[index] switch
        {
            SignalCaught caught => [caught with { Time = time }, new HandlerReturned(time, caught.Thread)],
            CallbackStarted started => [started with { Time = time, Thread = started.Thread + "'" }, new CallbackReturned(time, started.Thread + "'")],
            _ => [],
        };
        var events = history.Events.InsertRange(after, again.AsSpan());
        return new(history with { Events = events }, "", $"event {HistoryEdits.At(index)}: {Name(history.Events[index])} comes twice");
    }

    /// <summary>A notification has another value, signal number or origin.</summary>
    public static EditedHistory? Change(History history, Draw draw)
    {
        if (Pick(history, draw) is not { } index) return null;
        return history.Events[index] switch
        {
            SignalCaught caught => ChangeSignal(history, index, caught, draw),
            CallbackStarted started => HistoryEdits.Replace(history, index, started with { Value = Other(started.Value) }, "the function has another value"),
            _ => null,
        };
    }

    private static EditedHistory ChangeSignal(History history, int index, SignalCaught caught, Draw draw) => draw.Below(3) switch
    {
        0 => HistoryEdits.Replace(history, index, caught with { Value = Other(caught.Value) }, "the signal has another value"),
        1 => HistoryEdits.Replace(history, index, caught with { Signo = new Signo(caught.Signo.Number + 1) }, "it is another signal"),
        _ => HistoryEdits.Replace(
            history, index, caught with { Code = caught.Code == SignalCode.SI_ASYNCIO ? SignalCode.SI_USER : SignalCode.SI_ASYNCIO }, "the signal has another origin"),
    };

    private static SigVal Other(SigVal value) => value.Pointer is null ? new SigVal(value.Int + 1_000) : new SigVal(1_000);

    private static int? Pick(History history, Draw draw)
    {
        var places = HistoryEdits.Places<Event>(history, e => e is SignalCaught or CallbackStarted);
        return places.Count == 0 ? null : draw.PickFrom(places);
    }

    /// <summary>The places of the events of the notification's handler or function; null where it did not end, or did more than run.</summary>
    private static List<int>? Extent(History history, int index)
    {
        var first = history.Events[index];
        var extent = new List<int> { index };
        for (var i = index + 1; i < history.Events.Length; i++)
        {
            var e = history.Events[i];
            if (e.Thread != first.Thread) continue;
            extent.Add(i);
            if (first is SignalCaught ? e is HandlerReturned : e is CallbackReturned) return extent;
            if (e is SignalCaught or CallbackStarted or End) return null;
        }

        return null;
    }

    private static string Name(Event e) => e is SignalCaught caught ? caught.Signo.ToString() : ((CallbackStarted)e).Function;
}
