using System.IO.Abstractions.TestingHelpers;
using AioSim.Scenarios;

namespace AioSim.Tests.Running;

/// <summary>What a crash of the system leaves, in the run and on the file system that was lent.</summary>
public sealed class CrashTests
{
    private const string Program = """
        scenario: 1
        name: crash
        files: { /sim/a: "aaaabbbb" }
        device: { crash: { at: 1s } }
        blocks:
          w1: { fd: $a, buf: AAAA }
          w2: { fd: $a, offset: 4, buf: BBBB }
          s1: { fd: $a }
        threads:
          main:
            - open: { path: /sim/a, flags: O_RDWR, as: a }
            - aio_write: w1
            - aio_suspend: w1
            - aio_fsync: { op: O_SYNC, cb: s1 }
            - aio_suspend: s1
            - aio_write: w2
            - aio_suspend: w2
        """;

    [Fact]
    public void What_is_synchronized_survives_and_what_is_not_may()
    {
        var found = Enumerable.Range(0, 40).Select(Survivor).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["AAAABBBB", "AAAAbbbb"], found);
    }

    [Fact]
    public void A_run_that_crashes_says_so_and_nobody_is_blocked()
    {
        var result = Run(new MockFileSystem(), 0);

        Assert.True(result.SystemCrashed);
        Assert.Equal(1_000_000_000, result.VirtualNanoseconds);
        Assert.Empty(result.BlockedThreads);
    }

    [Fact]
    public void A_crash_after_transfers_ends_what_would_go_on()
    {
        var result = Simulator.Run(Read(Program.Replace("at: 1s", "after: 1", StringComparison.Ordinal)), new SimulationOptions { Seed = 1 });

        Assert.True(result.SystemCrashed);
        Assert.Equal(0, result.VirtualNanoseconds);
    }

    [Fact]
    public void A_crash_at_any_moment_may_stay_away()
    {
        var runs = Enumerable.Range(0, 200).Select(seed => Simulator.Run(
            Read("{ scenario: 1, name: crash, device: { crash: any }, threads: { main: [] } }"), new SimulationOptions { Seed = (ulong)seed }).SystemCrashed);

        Assert.Equal([false, true], runs.Distinct().Order());
    }

    private static string Survivor(int seed)
    {
        var disk = new MockFileSystem();
        Run(disk, seed);
        return disk.File.ReadAllText("/sim/a");
    }

    private static RunResult Run(MockFileSystem disk, int seed) =>
        Simulator.Run(Read(Program), new SimulationOptions { Seed = (ulong)seed, FileSystem = disk });

    private static AioSpec.Programs.Program Read(string yaml) => ScenarioReader.Read(yaml, "crash.yaml").Program;
}
