using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Text;

namespace AioEngine.Tests.Simulated;

/// <summary>
/// Every interleaving of the steps of a situation. Two ways that led to the same state and the same history go on alike, so
/// only one of them is followed; each end is judged once.
/// </summary>
internal static class EveryInterleaving
{
    /// <summary>Looks at all, or until the first that is not permitted.</summary>
    internal static Explored Of(Situation situation)
    {
        var (seen, ends) = (new HashSet<UInt128>(), new HashSet<UInt128>());
        var open = new Stack<int[]>([[]]);
        var runs = 0;
        using var memory = new SimulatedMemory();
        while (open.TryPop(out var given))
        {
            runs++;
            var choices = new Choices(given);
            var run = new SimulatedRun(situation, memory, choices);
            try
            {
                while (!choices.AreNew || seen.Add(run.Hash()))
                {
                    if (run.Step()) continue;
                    if (ends.Add(run.Hash()) && Broken(run.End()) is { } broken) return new(runs, seen.Count, ends.Count, broken);
                    break;
                }
            }
            catch (Exception e) when (e is not InsufficientMemoryException)
            {
                return new(runs, seen.Count, ends.Count, $"{e.GetType().Name}: {e.Message}\n{HistoryText.Print(run.Seen())}");
            }
            finally
            {
                run.Clear();
            }

            foreach (var other in choices.Others()) open.Push(other);
        }

        return new(runs, seen.Count, ends.Count, null);
    }

    private static string? Broken(History history)
    {
        var verdict = Judge.Of(history);
        return verdict.Answer == Answer.Permitted ? null
            : $"{string.Join("\n", verdict.Violations.Select(v => $"{v.Requirement}: {v.Saw}; permitted: {v.Permitted}"))}{string.Join("\n", verdict.Doubts.Select(d => d.Reason))}\n{HistoryText.Print(history)}";
    }
}

/// <summary>What was looked at.</summary>
/// <param name="Runs">Ways that were gone: one more for each decision that can be taken otherwise.</param>
/// <param name="States">Different states with different histories.</param>
/// <param name="Ends">Different ends.</param>
/// <param name="Broken">What was not permitted, with its history; null where everything was.</param>
internal sealed record Explored(int Runs, int States, int Ends, string? Broken);
