using AioSim.Tests.Properties;
using AioSpec;
using AioSpec.FsCheck;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSim.Tests.Agreement;

/// <summary>Histories small enough to enumerate what the model can do: runs of generated programs, and edits of such.</summary>
internal static class SmallHistories
{
    /// <summary>The most asynchronous operations of a small history.</summary>
    public const int MostOperations = 8;

    /// <summary>The thread that asks when all is quiet: it is not the program's.</summary>
    private const string Observer = "-";

    private const int SmallestSize = 3;
    private const int LargestSize = 16;

    /// <summary>The run of a seed; null where it has more operations.</summary>
    public static History? Run(int seed)
    {
        var program = AioPrograms.Program((ulong)seed, SmallestSize + (seed % (LargestSize - SmallestSize)));
        var history = Simulated.Run(program, seed).History;
        return history.Events.OfType<Invoke>().Sum(Operations) > MostOperations ? null : history;
    }

    /// <summary>The run of a seed with one edit; null where there is none, or nothing to edit.</summary>
    public static EditedHistory? Edited(int seed) => Run(seed) is { } run ? Edit(run, (ulong)seed) : null;

    /// <summary>As good as any history: a third as it was run, the others with one edit or two.</summary>
    public static History? Any(int seed)
    {
        var history = Run(seed);
        for (var edits = 0; edits < seed % 3 && history is not null; edits++) history = Edit(history, (ulong)(seed + edits))?.History ?? history;
        return history;
    }

    private static EditedHistory? Edit(History history, ulong seed) =>
        HistoryEdits.Edit(history, seed) is { } edited && IsOfAio(history, edited.History) ? edited : null;

    /// <summary>
    /// Whether the first event that differs is a matter of asynchronous I/O: what open or kill may return, and which signals
    /// the program sends itself, no requirement says, so that the judge takes it as it comes.
    /// </summary>
    private static bool IsOfAio(History before, History after)
    {
        var at = 0;
        while (at < before.Events.Length && at < after.Events.Length && before.Events[at] == after.Events[at]) at++;
        if (at == before.Events.Length || at == after.Events.Length) return at < before.Events.Length;
        return IsOfAio(before, before.Events[at], at) && IsOfAio(after, after.Events[at], at);
    }

    private static bool IsOfAio(History history, Event e, int at) => e switch
    {
        Invoke => e.Thread != Observer,
        SignalCaught caught => caught.Code == SignalCode.SI_ASYNCIO,
        Return returned => CallOf(history, at) is AioRead or AioWrite or AioFsync or LioListio or AioError or AioReturn or AioSuspend or AioCancel
            || (returned.Result.Bytes is not null && CallOf(history, at) is Read or Pread),
        _ => true,
    };

    /// <summary>The call that the event at this place returns from.</summary>
    private static Call? CallOf(History history, int at)
    {
        var open = new Stack<Call?>();
        for (var i = 0; i < at; i++)
        {
            if (history.Events[i].Thread != history.Events[at].Thread) continue;
            switch (history.Events[i])
            {
                case Invoke invoke: open.Push(invoke.Call); break;
                case SignalCaught: open.Push(null); break;
                case Return or HandlerReturned when open.Count > 0: open.Pop(); break;
                default: break;
            }
        }

        return open.TryPeek(out var call) ? call : null;
    }

    private static int Operations(Invoke invoke) => invoke.Call switch
    {
        AioRead or AioWrite or AioFsync => 1,
        LioListio list => list.List.Count(e => e is not null),
        _ => 0,
    };
}
