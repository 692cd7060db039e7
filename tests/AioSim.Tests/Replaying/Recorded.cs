using AioSim.Replaying;
using AioSim.Scenarios;
using AioSim.Tests.Scenarios;

namespace AioSim.Tests.Replaying;

/// <summary>Recordings for tests.</summary>
internal static class Recorded
{
    /// <summary>The race of cancel and completion, which expects too much: under seed 0 the request is canceled.</summary>
    public const string Race = """
        aiosim-program 1
        name race
        profile cancels-queued yes
        file /sim/a "hello"
        device latency fixed 5ms
        thread main
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r1, fd=$a, nbytes=5)
          sleep(5ms)
          aio_cancel($a, r1)
          aio_suspend([r1]) == 0 @ 5ms
          aio_return(r1) == 5
        thread other
          sleep(5ms)
          open("/sim/a", O_RDONLY) -> $b
          aio_read(r2, fd=$b, nbytes=5)
        """;

    /// <summary>A recording that no run has made: it stays as it is, whatever becomes of the simulator.</summary>
    public static RecordedRun Told { get; } = new()
    {
        Program = AioSpec.Text.ProgramText.Parse(Race, "race"),
        Seed = 3,
        Schedule = new Schedule([0, 1, 1, 0, 2, 5, 0, 1, 3, 0, 1, 1]) { Marks = [9, 12] },
        Ending = Ending.Failure,
        Steps = 19,
        Failures = [new Failure(Failure.Expectation, "main: aio_return r1, value", "aio_return(r1) returned -1 with ECANCELED; expected 5")],
        TraceHash = "0123456789abcdef",
        Source = "race.yaml",
    };

    /// <summary>A run of the race that has failed.</summary>
    public static RecordedRun Failing { get; } = Enumerable.Range(0, 100)
        .Select(seed => Replayer.Record(AioSpec.Text.ProgramText.Parse(Race, "race"), new SimulationOptions { Seed = (ulong)seed }, "race.yaml").Recording)
        .First(recording => recording.Ending == Ending.Failure);

    /// <summary>A run of a scenario of the repository.</summary>
    public static RecordedRun Of(string scenario, ulong seed, bool split) => Replayer.Record(
        ScenarioReader.Read(Folders.Text(scenario), scenario).Program, new SimulationOptions { Seed = seed, SplitCalls = split }, scenario).Recording;
}
