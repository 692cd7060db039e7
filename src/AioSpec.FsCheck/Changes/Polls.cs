using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Changes;

/// <summary>Polling: the same question with the same answer, again and again.</summary>
internal static class Polls
{
    /// <summary>The history with the first and the last of each stretch of equal answers: what was seen less is permitted, too.</summary>
    public static History Thin(History history)
    {
        var calls = Pairing.Of(history);
        var drop = new HashSet<int>();
        var last = new Dictionary<(string Thread, string Cb), (PairedCall Call, Result Result, bool Repeats)>();
        foreach (var call in calls)
        {
            if (call is not { Call: AioError asked, Returned: >= 0 }) continue;
            var key = (history.Events[call.Invoked].Thread, asked.Cb);
            var result = ((Return)history.Events[call.Returned]).Result;
            var repeats = last.TryGetValue(key, out var before) && before.Result == result;
            // The one between two of the same answer says nothing more.
            if (repeats && before.Repeats)
            {
                drop.Add(before.Call.Invoked);
                drop.Add(before.Call.Returned);
            }

            last[key] = (call, result, repeats);
        }

        return drop.Count == 0 ? history : history with { Events = [.. history.Events.Where((_, i) => !drop.Contains(i))] };
    }
}
