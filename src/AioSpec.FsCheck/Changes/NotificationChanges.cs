using System.Collections.Immutable;
using AioSpec.Histories;

namespace AioSpec.FsCheck.Changes;

/// <summary>A notification more, less, another or earlier.</summary>
internal static class NotificationChanges
{
    public static IEnumerable<History> Of(History history)
    {
        for (var i = 0; i < history.Events.Length; i++)
        {
            if (history.Events[i] is not (SignalCaught or CallbackStarted)) continue;
            foreach (var changed in Others(history, i)) yield return changed;
            if (Extent(history, i) is not { } extent) continue;
            yield return Without(history, extent);
            yield return Twice(history, extent);
            foreach (var earlier in Earlier(history, extent)) yield return earlier;
        }

        foreach (var made in Uninvited(history).Concat(Exchanged(history))) yield return made;
    }

    private static IEnumerable<History> Others(History history, int at) => (history.Events[at] switch
    {
        SignalCaught e => (Event[])
        [
            e with { Value = new SigVal(1_000) }, e with { Value = default }, e with { Signo = new Signo(e.Signo.Number + 1) },
            e with { Code = e.Code == SignalCode.SI_ASYNCIO ? SignalCode.SI_QUEUE : SignalCode.SI_ASYNCIO },
        ],
        CallbackStarted e => [e with { Value = new SigVal(1_000) }, e with { Value = default }],
        _ => [],
    }).Concat(Values(history, history.Events[at])).Select(e => history with { Events = history.Events.SetItem(at, e) });

    /// <summary>With the value that another one was to have.</summary>
    private static IEnumerable<Event> Values(History history, Event e) => e switch
    {
        SignalCaught caught => SigEvents.AskedFor(history).Select(s => s.Value).Distinct().Select(value => caught with { Value = value }),
        CallbackStarted started => SigEvents.AskedFor(history).Select(s => s.Value).Distinct().Select(value => started with { Value = value }),
        _ => [],
    };

    /// <summary>Two that come in the other order.</summary>
    private static IEnumerable<History> Exchanged(History history)
    {
        var signals = Enumerable.Range(0, history.Events.Length).Where(i => Signal(history.Events[i]) is not null).ToList();
        foreach (var (i, j) in signals.Zip(signals.Skip(1)))
        {
            var (a, b) = (Signal(history.Events[i])!.Value, Signal(history.Events[j])!.Value);
            if (a == b) continue;
            yield return history with { Events = history.Events.SetItem(i, With(history.Events[i], b)).SetItem(j, With(history.Events[j], a)) };
        }
    }

    private static (Signo Signo, SignalCode? Code, SigVal Value)? Signal(Event e) => e switch
    {
        SignalCaught caught => (caught.Signo, caught.Code, caught.Value),
        Return { Result: { SigValue: { } value } result } => (new Signo((int)result.Value), result.Code, value),
        _ => null,
    };

    private static Event With(Event e, (Signo Signo, SignalCode? Code, SigVal Value) signal) => e switch
    {
        SignalCaught caught => caught with { Signo = signal.Signo, Code = signal.Code ?? caught.Code, Value = signal.Value },
        Return returned => returned with { Result = returned.Result with { Value = signal.Signo.Number, Code = signal.Code, SigValue = signal.Value } },
        _ => e,
    };

    private static History Without(History history, List<int> extent) =>
        history with { Events = [.. history.Events.Where((_, i) => !extent.Contains(i))] };

    private static History Twice(History history, List<int> extent)
    {
        var time = history.Events[extent[^1]].Time;
        var again = Bare(history.Events[extent[0]], time, "'");
        return history with { Events = history.Events.InsertRange(extent[^1] + 1, again.AsSpan()) };
    }

    /// <summary>It comes, and does nothing, before any one of the events before it.</summary>
    private static IEnumerable<History> Earlier(History history, List<int> extent)
    {
        var rest = Without(history, extent).Events;
        for (var to = extent[0] - 1; to > 0; to--)
        {
            var bare = Bare(history.Events[extent[0]], rest[to].Time, "");
            if (IsReturnOf(rest[to], history.Events[extent[0]])) continue;
            yield return history with { Events = rest.InsertRange(to, bare.AsSpan()) };
        }
    }

    // A handler lies on top of what its thread does, so it cannot be moved out of a call by this alone: but it may come later in it.
    private static bool IsReturnOf(Event e, Event notification) => notification is SignalCaught && e.Thread == notification.Thread && e is SignalCaught or HandlerReturned;

    /// <summary>A notification at the end that nobody was to get: of SIGEV_NONE, of a rejected submission.</summary>
    private static IEnumerable<History> Uninvited(History history)
    {
        if (history.Events.IsEmpty || history.Events[^1] is not End end) yield break;
        var at = history.Events.Length - 1;
        while (at > 0 && history.Events[at - 1] is FinalFile) at--;
        var asked = SigEvents.AskedFor(history).ToList();
        foreach (var sigevent in asked)
        {
            if (sigevent.Notify == SigEventNotify.SIGEV_THREAD && sigevent.Function is { } function)
            {
                var bare = Bare(new CallbackStarted(end.Time, "N99", function, sigevent.Value), end.Time, "");
                yield return history with { Events = history.Events.InsertRange(at, bare.AsSpan()) };
            }
            else if (sigevent.Notify == SigEventNotify.SIGEV_SIGNAL && Running(history, at) is { } thread)
            {
                var bare = Bare(new SignalCaught(history.Events[thread.At].Time, thread.Name, sigevent.Signo, SignalCode.SI_ASYNCIO, sigevent.Value), history.Events[thread.At].Time, "");
                yield return history with { Events = history.Events.InsertRange(thread.At, bare.AsSpan()) };
            }
        }

        // Of SIGEV_NONE with the members of a signal all the same.
        if (Running(history, at) is { } running)
        {
            var bare = Bare(new SignalCaught(history.Events[running.At].Time, running.Name, Signo.RealTime(1), SignalCode.SI_ASYNCIO, default), history.Events[running.At].Time, "");
            yield return history with { Events = history.Events.InsertRange(running.At, bare.AsSpan()) };
        }
    }

    /// <summary>The first thread, as long as it can catch a signal.</summary>
    private static (string Name, int At)? Running(History history, int end)
    {
        if (history.Events.OfType<Invoke>().FirstOrDefault() is not { } first) return null;
        var ended = Enumerable.Range(0, end).FirstOrDefault(i => history.Events[i] is ThreadEnded e && e.Thread == first.Thread, end);
        return (first.Thread, ended);
    }

    private static ImmutableArray<Event> Bare(Event e, long time, string suffix) => e switch
    {
        SignalCaught caught => [caught with { Time = time }, new HandlerReturned(time, caught.Thread)],
        CallbackStarted started => [started with { Time = time, Thread = started.Thread + suffix }, new CallbackReturned(time, started.Thread + suffix)],
        _ => [],
    };

    /// <summary>The places of the events of the notification's handler or function; null where it did not end.</summary>
    private static List<int>? Extent(History history, int index)
    {
        var first = history.Events[index];
        var extent = new List<int> { index };
        var depth = 1;
        for (var i = index + 1; i < history.Events.Length; i++)
        {
            var e = history.Events[i];
            if (e.Thread != first.Thread) continue;
            extent.Add(i);
            if (e is SignalCaught) depth++;
            if (e is HandlerReturned or CallbackReturned && --depth == 0) return extent;
        }

        return null;
    }
}
