using System.Globalization;
using Aio.Benchmarks.Programs;
using AioSim.Exploration;

namespace Aio.Benchmarks.Reporting;

/// <summary>
/// The memory of a search that stores states, the most that there is at any time over the states that it stores in the end: what
/// the search keeps, which is what is left when the collector has just been; and what there is while the collector comes as it likes.
/// </summary>
internal static class StoredStates
{
    private const int Looks = 10;

    public static void Measure(Report report, int scale)
    {
        report.Add("\nmemory of a search, bytes a stored state");
        foreach (var requests in (int[])[2, 3, 4])
        {
            // The first search leaves behind what the runtime keeps of any.
            Most(requests, 10_000, _ => 0);
            var (states, heap) = Most(requests, 1_000_000 / scale, _ => GC.GetTotalMemory(false));
            var next = states / Looks;
            var (_, kept) = Most(requests, states, reached =>
            {
                if (reached < next) return 0;
                next += states / Looks;
                return GC.GetTotalMemory(true);
            });
            report.Add(string.Create(CultureInfo.InvariantCulture, $"{requests} requests, {states:N0} states: kept {kept:0.0}, with garbage {heap:0.0}"));
            report.Add(Goal.Most($"bytes that are kept of a stored state, {requests} requests", kept, 64));
        }
    }

    /// <summary>Explores, and looks at the memory now and then: how many states there are, and how many bytes for each at most.</summary>
    private static (long States, double Bytes) Most(int requests, long mostStates, Func<long, long> memory)
    {
        var program = CancelRace.Of(requests);
        var (before, most) = (GC.GetTotalMemory(true), 0L);
        var result = Explorer.Explore(program, new ExplorationOptions
        {
            Strategy = ExplorationStrategy.Exhaustive,
            MaxStates = mostStates,
            Judge = false,
            Progress = progress =>
            {
                most = Math.Max(most, memory(progress.States) - before);
                return true;
            },
        });
        return (result.States, (double)most / result.States);
    }
}
