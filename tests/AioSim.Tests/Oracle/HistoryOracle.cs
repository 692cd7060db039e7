using AioSpec.Histories;

namespace AioSim.Tests.Oracle;

/// <summary>
/// The brute force: enumerates what the untimed model can do (any latency, any outcome that the rules permit, any order) until it
/// has done exactly what a history shows. It shares the model with the judge, and nothing else.
/// </summary>
internal static class HistoryOracle
{
    /// <summary>The most points of a history that are looked at, where the caller does not say.</summary>
    public const int Budget = 200_000;

    public static Explanation Explain(History history, int budget = Budget) => new Search(new Track(history), budget).Run();
}
