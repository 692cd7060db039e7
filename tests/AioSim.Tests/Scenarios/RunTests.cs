using AioSim.Scenarios;
using AioSpec.Histories;
using AioSpec.Judging;

namespace AioSim.Tests.Scenarios;

/// <summary>Every scenario on the simulator, under 21 seeds: what it expects holds, and the judge permits what was seen.</summary>
public sealed class RunTests
{
    private const ulong Seeds = 21;

    public static TheoryData<string> Files => [.. Folders.ScenarioFiles];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_scenario_expects_holds_under_every_seed(string file) => Hold(file, splitCalls: false);

    [Theory]
    [MemberData(nameof(Files))]
    public void It_holds_where_calls_overlap(string file) => Hold(file, splitCalls: true);

    private static void Hold(string file, bool splitCalls)
    {
        var program = ScenarioReader.Read(Folders.Text(file), file).Program;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var seen = new Seen();
            var result = Simulator.Run(program, new SimulationOptions { Seed = seed, Sink = seen, SplitCalls = splitCalls });
            var verdict = seen.Judge!.Finish();

            Assert.Empty(result.Failures.Select(f => $"seed {seed}: {f.Place?.Line}: {f.Message}"));
            Assert.Empty(verdict.Findings.Select(f => $"seed {seed}: {f}"));
            Assert.Empty(verdict.Doubts.Select(d => $"seed {seed}: {d}"));
            Assert.Equal(EndKind.Quiet, result.End);
        }
    }

    private sealed class Seen : IEventSink
    {
        public Judge? Judge { get; private set; }

        public void Begin(HistoryHeader header) => Judge = new Judge(header);

        public void Add(Event e) => Judge!.Add(e);
    }
}
