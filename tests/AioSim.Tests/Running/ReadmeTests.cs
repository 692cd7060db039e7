using System.IO.Abstractions.TestingHelpers;
using System.Runtime.CompilerServices;
using AioSim.Scenarios;
using AioSpec;

namespace AioSim.Tests;

/// <summary>The code that README.md shows: it is compiled here, runs, and stands there word for word.</summary>
public sealed class ReadmeTests
{
    private const string Mark = "// README";

    private const string Yaml = """
        scenario: 1
        name: hello in capitals
        files: { /sim/a: hello }
        blocks: { w: { fd: $a, buf: HELLO } }
        threads:
          main:
            - open: { path: /sim/a, flags: O_RDWR|O_SYNC, as: a }
            - aio_write: w
            - aio_suspend: w
            - aio_return: w
        """;

    [Fact]
    public void A_test_lends_its_disk()
    {
        var yaml = Yaml;

        // README
        var disk = new MockFileSystem(new Dictionary<string, MockFileData> { ["/sim/a"] = new("hello") });
        var program = ScenarioReader.Read(yaml, "write.yaml").Program;

        var result = Simulator.Run(program, new SimulationOptions { Seed = 7, FileSystem = disk });

        Assert.Empty(result.Failures);
        Assert.Equal("HELLO", disk.File.ReadAllText("/sim/a"));
        // README
    }

    [Fact]
    public void Code_for_IAio_runs_as_a_thread()
    {
        var program = ScenarioReader.Read("scenario: 1\nname: none\nfiles: { /sim/a: hello }\nthreads: { other: [sleep: 1ms] }\n", "none.yaml").Program;

        // README
        var result = Simulator.Run(program, new SimulationOptions { Seed = 7 }, aio =>
        {
            var fildes = new Fd((int)aio.Open("/sim/a", OpenFlags.O_RDONLY).Value);
            var block = new Aiocb { Members = new ControlBlock { Fildes = fildes, Nbytes = 5 }, Buffer = new byte[5] };
            aio.Read(block);
            aio.Suspend([block], null); // virtual time passes here
            Assert.Equal("hello"u8.ToArray(), block.Buffer.ToArray());
        });
        // README

        Assert.Empty(result.Failures);
    }

    [Fact]
    public void The_code_stands_in_README()
    {
        var here = Here();
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "README.md"));
        var pieces = File.ReadAllText(here).Split($"        {Mark}\n");
        Assert.Equal(5, pieces.Length);
        foreach (var piece in (string[])[pieces[1], pieces[3]])
        {
            var shown = string.Join('\n', piece.Split('\n').Select(line => line.Length > 8 ? line[8..] : line));
            Assert.Contains($"```csharp\n{shown}```", readme, StringComparison.Ordinal);
        }
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
