using System.Collections.Immutable;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Changes;

/// <summary>A call of a history with the places of its two events.</summary>
/// <param name="Call">The call.</param>
/// <param name="Invoked">The place of its invocation.</param>
/// <param name="Returned">The place of its return; -1 where it has none.</param>
internal sealed record PairedCall(Call Call, int Invoked, int Returned);

/// <summary>Which return belongs to which call.</summary>
internal static class Pairing
{
    /// <summary>The calls in the order in which they were made.</summary>
    public static ImmutableArray<PairedCall> Of(History history)
    {
        var open = new Dictionary<string, Stack<int>>(StringComparer.Ordinal);
        var calls = new List<PairedCall>();
        for (var i = 0; i < history.Events.Length; i++)
        {
            var e = history.Events[i];
            if (!open.TryGetValue(e.Thread, out var stack)) open[e.Thread] = stack = new Stack<int>();
            if (e is Invoke invoke)
            {
                stack.Push(calls.Count);
                calls.Add(new PairedCall(invoke.Call, i, -1));
            }
            else if (e is Return && stack.TryPop(out var call))
            {
                calls[call] = calls[call] with { Returned = i };
            }
        }

        return [.. calls];
    }
}
