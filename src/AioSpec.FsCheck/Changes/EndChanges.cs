using AioSpec.Histories;

namespace AioSpec.FsCheck.Changes;

/// <summary>The process crashes: in a call, or by a signal that a notification sends.</summary>
internal static class EndChanges
{
    private static readonly Signo s_segv = new(11);

    public static IEnumerable<History> Of(History history)
    {
        for (var i = 0; i < history.Events.Length; i++)
        {
            if (history.Events[i] is not (Invoke or SignalCaught or CallbackStarted or HandlerReturned or CallbackReturned or Return)) continue;
            yield return Crashed(history, i + 1, s_segv);
        }

        var signals = history.Events.OfType<Invoke>().Select(e => e.Call).OfType<AioSpec.Programs.Sigaction>().Select(a => a.Signo).Distinct();
        foreach (var signo in signals) yield return Crashed(history, history.Events.Length - 1, signo);
    }

    private static History Crashed(History history, int after, Signo signo) =>
        history with { Events = [.. history.Events.Take(after), new End(history.Events[after - 1].Time, EndKind.Crashed, signo)] };
}
