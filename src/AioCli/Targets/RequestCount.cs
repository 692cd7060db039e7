using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Targets;

/// <summary>Counts the requests of a history.</summary>
internal static class RequestCount
{
    /// <summary>Those whose submission returned 0.</summary>
    public static long Of(History history)
    {
        var (count, open) = (0L, new Dictionary<string, Stack<Call>>(StringComparer.Ordinal));
        foreach (var e in history.Events)
        {
            if (e is Invoke invoke) StackOf(open, e.Thread).Push(invoke.Call);
            if (e is Return { Result.Value: var value } && StackOf(open, e.Thread).TryPop(out var call) && value == 0) count += Requests(call);
        }

        return count;
    }

    private static long Requests(Call call) => call switch
    {
        AioRead or AioWrite or AioFsync => 1,
        LioListio list => list.List.Count(e => e is not null && e.Block.LioOpcode != LioOpcode.LIO_NOP),
        _ => 0,
    };

    private static Stack<Call> StackOf(Dictionary<string, Stack<Call>> open, string thread)
    {
        if (!open.TryGetValue(thread, out var stack)) open[thread] = stack = new Stack<Call>();
        return stack;
    }
}
