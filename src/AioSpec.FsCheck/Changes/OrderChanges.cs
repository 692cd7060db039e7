using System.Collections.Immutable;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Changes;

/// <summary>A call that returns at another time, or never.</summary>
internal static class OrderChanges
{
    /// <summary>Who asks for the statuses at the end of a history.</summary>
    private const string Observer = "-";

    public static IEnumerable<History> Of(History history, ImmutableArray<PairedCall> calls)
    {
        foreach (var changed in Answered(history, calls).Concat(Survived(history))) yield return changed;
        foreach (var call in calls.Where(c => c.Returned >= 0))
        {
            foreach (var never in Never(history, call.Returned)) yield return never;
            if (call.Call is not (AioSuspend or LioListio or Sigwait)) continue;
            if (Early(history, call) is { } early) yield return early;
            foreach (var moved in Moved(history, call)) yield return moved;
        }
    }

    /// <summary>The call never returns, and the thread does nothing more; also where nobody looks at the requests at the end.</summary>
    private static IEnumerable<History> Never(History history, int returned)
    {
        var thread = history.Events[returned].Thread;
        yield return history with { Events = [.. history.Events.Where((e, i) => i < returned || e.Thread != thread)] };
        if (!history.Events.Any(IsLook)) yield break;
        yield return history with { Events = [.. history.Events.Where((e, i) => i < returned || (e.Thread != thread && !IsLook(e)))] };
    }

    private static bool IsLook(Event e) => e.Thread == Observer && e is Invoke or Return { Thread: Observer };

    /// <summary>A call that waited to the end returns, at the end.</summary>
    private static IEnumerable<History> Answered(History history, ImmutableArray<PairedCall> calls)
    {
        foreach (var call in calls.Where(c => c.Returned < 0 && c.Call is not (Exit or Exec or PthreadExit or Siglongjmp)))
        {
            var thread = history.Events[call.Invoked].Thread;
            if (history.Events.Skip(call.Invoked + 1).Any(e => e.Thread == thread && e is ThreadEnded)) continue;
            var end = history.Events.Length - 1;
            while (end > call.Invoked + 1 && history.Events[end - 1] is FinalFile) end--;
            for (var at = call.Invoked + 1; at <= end; at++)
            {
                var time = history.Events[at - 1].Time;
                foreach (var result in ResultChanges.Answers(history, call.Call))
                {
                    yield return history with { Events = history.Events.Insert(at, new Return(time, thread, result)) };
                }
            }
        }
    }

    /// <summary>A thread that was canceled waits on, or its call returns.</summary>
    private static IEnumerable<History> Survived(History history)
    {
        for (var i = 0; i < history.Events.Length; i++)
        {
            if (history.Events[i] is not ThreadEnded { Canceled: true } ended) continue;
            yield return history with { Events = history.Events.RemoveAt(i) };
            yield return history with { Events = history.Events.SetItem(i, new Return(ended.Time, ended.Thread, Result.Zero)) };
        }
    }

    /// <summary>The call takes no time.</summary>
    private static History? Early(History history, PairedCall call)
    {
        var (from, to) = (history.Events[call.Invoked].Time, history.Events[call.Returned].Time);
        return from == to ? null : history with { Events = history.Events.SetItem(call.Returned, history.Events[call.Returned] with { Time = history.Events[call.Returned - 1].Time == to ? from : Math.Min(to, history.Events[call.Returned - 1].Time) }) };
    }

    /// <summary>It returns sooner, among the events of others.</summary>
    private static IEnumerable<History> Moved(History history, PairedCall call)
    {
        var returned = history.Events[call.Returned];
        for (var to = call.Returned - 1; to > call.Invoked && history.Events[to].Thread != returned.Thread; to--)
        {
            var events = history.Events.RemoveAt(call.Returned).Insert(to, returned with { Time = history.Events[to].Time });
            yield return history with { Events = events };
            yield return history with { Events = events.SetItem(to, ((Return)events[to]) with { Result = Result.Zero }) };
        }
    }
}
