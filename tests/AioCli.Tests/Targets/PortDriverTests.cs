using System.Diagnostics;
using System.Net.Sockets;
using AioCli.Machines;
using AioCli.Shell;
using AioCli.Targets;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Tests.Targets;

/// <summary>A driver behind a port: whatever it does is a result, and one that is not there is told.</summary>
public sealed class PortDriverTests
{
    private const string Performed = "5 0 > 0\n6 0 < 3 4\n7 0 > 1 3\n9 0 < 0\n9 0 x\n";

    private static readonly Program s_program = ProgramText.Parse("aiosim-program 1\nthread T1\n  pipe() -> $in, $out\n  close($in)\n", "two-calls");

    private static readonly PerformOptions s_patient = new() { Limit = TimeSpan.FromSeconds(5), ConfirmHangs = false };

    private static readonly PerformOptions s_options = new() { Limit = TimeSpan.FromMilliseconds(100), ConfirmHangs = false };

    [Fact]
    public void The_driver_in_C_serves_all_hosts_that_connect()
    {
        using var board = new DriverOnPort();
        using var target = TargetNames.Open(board.Session, $"driver:tcp:127.0.0.1:{board.Port}");
        var program = ProgramText.Parse("aiosim-program 1\n" + CallPrograms.All["list"], "list");

        var endings = new EndingKind[8];
        Parallel.For(0, endings.Length, i => endings[i] = target.Perform(program, PerformOptions.Default, CancellationToken.None).Ending.Kind);

        Assert.All(endings, kind => Assert.Equal(EndingKind.Quiet, kind));
        Assert.StartsWith("glibc ", target.Capabilities.Implementation, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_share_a_driver_that_serves_one_host_at_a_time()
    {
        using var port = new FakePort(Obedient, oneAtATime: true);
        using var target = port.Open();

        var endings = new EndingKind[12];
        Parallel.For(0, endings.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i => endings[i] = target.Perform(s_program, s_patient, CancellationToken.None).Ending.Kind);

        Assert.All(endings, kind => Assert.Equal(EndingKind.Quiet, kind));
    }

    [Theory]
    [InlineData("closes", "Died", "the driver ended in the middle of its answer")]
    [InlineData("closes in a line", "Died", "the driver ended in the middle of its answer")]
    [InlineData("garbage", "Garbage", "the driver's answer is not of the protocol")]
    [InlineData("no end of line", "Garbage", "bytes")]
    [InlineData("floods", "Garbage", "the driver's answer has more than 262144 lines")]
    [InlineData("silent", "Hung", "the driver said nothing for 0.3 s")]
    [InlineData("alive", "Hung", "the driver said for 0.4 s that it is alive, and nothing else")]
    [InlineData("hung", "Hung", "nothing happened any more")]
    [InlineData("exits", "Exited", "the process exited with status 3")]
    public void What_a_driver_does_is_the_result_of_the_program_and_the_next_one_is_performed(string behaviour, string ending, string text)
    {
        var first = true;
        using var port = new FakePort((from, to) =>
        {
            to.Write(FakePort.Greeting);
            while (FakePort.Listen(from))
            {
                if (!first) to.Write(Performed + "end 1 quiet\n");
                else if (!Misbehave(behaviour, from, to)) return;
                first = false;
            }
        });
        using var target = port.Open();

        var performance = target.Perform(s_program, s_options, CancellationToken.None);
        first = false;
        var next = target.Perform(s_program, s_patient, CancellationToken.None);

        Assert.Equal(ending, performance.Ending.Kind.ToString());
        Assert.Contains(text, performance.Ending.Text, StringComparison.Ordinal);
        Assert.True(next.Ending.Kind is EndingKind.Quiet || behaviour == "exits", next.Ending.ToString());
    }

    [Fact]
    public void What_was_seen_until_a_driver_is_lost_for_good_stands()
    {
        using var port = new FakePort((from, to) =>
        {
            to.Write(FakePort.Greeting);
            while (FakePort.Listen(from)) to.Write("nonsense\n");
        });
        using var shell = new TestShell();

        var outcome = shell.Run("conform", "--target", $"driver:tcp:localhost:{port.Number}", "--programs", "50", "--json", "result.json");

        Assert.Equal(ExitCode.Inconclusive, outcome.ExitCode);
        Assert.Contains("the driver brought none of 60 programs to an end; at last: the driver's answer is not of the protocol", outcome.Notes, StringComparison.Ordinal);
        Assert.Contains("'nonsense' is no number", outcome.Results, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"unresolved\"", shell.Read("result.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_driver_that_goes_for_good_is_missing()
    {
        using var port = new FakePort((from, to) => to.Write(FakePort.Greeting));
        using var target = port.Open();
        port.Dispose();

        var error = Assert.Throws<UserError>(() =>
        {
            for (var i = 0; i < 3; i++) target.Perform(s_program, s_options, CancellationToken.None);
        });

        Assert.Equal(ExitCode.Missing, error.ExitCode);
        Assert.StartsWith("aiosim: the driver was lost and does not come back: 127.0.0.1 port ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("driver:tcp:127.0.0.1:1", "the driver of target 'driver:tcp:127.0.0.1:1' cannot be used: 127.0.0.1 port 1: Connection refused", 3)]
    [InlineData("driver:tcp:[::1]:1", "::1 port 1: ", 3)]
    [InlineData("driver:tcp:localhost", "'driver:tcp:localhost' is no driver:tcp:HOST:PORT", 2)]
    [InlineData("driver:tcp::80", "'driver:tcp::80' is no driver:tcp:HOST:PORT", 2)]
    [InlineData("driver:tcp:localhost:65536", "is no driver:tcp:HOST:PORT", 2)]
    public void A_port_at_which_nobody_is_is_told(string target, string message, int exit)
    {
        using var shell = new TestShell();

        var outcome = shell.Run("conform", "--target", target);

        Assert.Equal(exit, outcome.ExitCode);
        Assert.Contains(message, outcome.Notes, StringComparison.Ordinal);
    }

    private static void Obedient(StreamReader from, StreamWriter to)
    {
        to.Write(FakePort.Greeting);
        for (var id = 1; FakePort.Listen(from); id++) to.Write($"{Performed}end {id} quiet\n");
    }

    /// <summary>Whether the conversation goes on.</summary>
    private static bool Misbehave(string behaviour, StreamReader from, StreamWriter to)
    {
        var much = new string('x', 1 << 16);
        to.Write("5 0 > 0\n");
        switch (behaviour)
        {
            case "closes": return false;
            case "closes in a line": to.Write("6 0 < 3"); return false;
            case "garbage": to.Write("\0\u00ff\u0001 %n%s\n"); return true;
            case "silent" or "hung": if (behaviour == "hung") to.Write("end 1 hung\n"); return FakePort.Listen(from);
            case "exits": to.Write("end 1 exited 3\n"); return true;
            case "no end of line": while (true) to.Write(much);
            case "floods": while (true) to.Write(string.Concat(Enumerable.Repeat("alive 1\n6 0 < 3 4\n6 0 > 0\n", 1000)));
            default:
                // Until the host goes.
                while (!((NetworkStream)from.BaseStream).Socket.Poll(20_000, SelectMode.SelectRead)) to.Write("alive 1\n");
                return false;
        }
    }

    /// <summary>The driver in C, behind a free port of this machine.</summary>
    private sealed class DriverOnPort : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");
        private readonly Process _process;

        public DriverOnPort()
        {
            var driver = NativeDriver.Build(Session.Machine, ["cc"], null, "no compiler");
            _process = Process.Start(new ProcessStartInfo(driver, [_folder.FullName, "0"]) { RedirectStandardError = true })!;
            Port = int.Parse(_process.StandardError.ReadLine()!.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        }

        public int Port { get; }

        public Session Session { get; } = new()
        {
            Ui = AioCli.Drawing.Ui.Plain(TextWriter.Null, TextWriter.Null),
            Input = () => Stream.Null,
            Directory = Path.GetTempPath(),
            Machine = new ThisMachine(),
        };

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
