using Aio.Benchmarks.Programs;

namespace Aio.Benchmarks.Reporting;

/// <summary>The simulator, without a history and with the judge as its sink.</summary>
internal static class SimulationGroups
{
    private static readonly int[] s_flights = [1, 16, 64];

    public static IEnumerable<Func<Group>> All(int scale)
    {
        yield return () => Of(200_000 / scale);
    }

    private static Group Of(int requests)
    {
        var alone = s_flights.Select(f => Simulating(requests, f, judged: false)).ToArray();
        var judged = s_flights.Select(f => Simulating(requests, f, judged: true)).ToArray();
        return new Group("simulation of reads with a fixed delay", [.. alone, .. judged])
        {
            Ratios = () => s_flights.Select((f, i) => ($"with judge over without, {f} in flight", judged[i].Times(alone[i]))),
            Goals = () => s_flights.Select((f, i) =>
                Goal.Least($"million requests a second, {f} in flight", 1000 / alone[i].Processor.Median, 1)),
        };
    }

    private static Subject Simulating(int requests, int inFlight, bool judged)
    {
        var program = ReadLoop.Of(requests, inFlight);
        return new Subject($"{(judged ? "judged run" : "simulation")}, {inFlight} in flight", "request", () => Simulated.Run(program, judged));
    }
}
