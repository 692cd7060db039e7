using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AioCli.Targets.Hosting;

namespace AioCli.Tests.Recording;

/// <summary><c>aiosim record</c> on real programs, compiled here: what they do wrong, and what their libc does.</summary>
public sealed class RecordTests : IDisposable
{
    private readonly TestShell _shell = new() { Machine = new Machines.ThisMachine() };

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_classic_monitor_and_its_libc_do_what_POSIX_permits()
    {
        _shell.Write("one", "The first file, longer than twenty bytes.");
        _shell.Write("two", "short");

        var outcome = _shell.Run("record", "--json", "out.json", "--", Compile("samples/monitor.c"), "1", "one", "two");

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("permitted", outcome.Notes, StringComparison.Ordinal);
        Assert.Empty(Requirements("out.json", "misuses").Concat(Requirements("out.json", "findings")));
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("resubmitted", "SUB-21")]
    [InlineData("early", "RETURN-03")]
    [InlineData("twice", "RETURN-02")]
    [InlineData("buffer", "CB-03")]
    [InlineData("block", "CB-03")]
    [InlineData("freed", "CB-04")]
    public void Misuse_by_the_program_is_told_apart_from_a_defect(string how, string? requirement)
    {
        var outcome = _shell.Run("record", "--fail-on-misuse", "--json", "out.json", "--", Compile("samples/misuse.c"), how);

        Assert.Equal(requirement is null ? 0 : 124, outcome.ExitCode);
        Assert.Equal(requirement is null ? [] : [requirement], Requirements("out.json", "misuses"));
        Assert.Empty(Requirements("out.json", "findings"));
    }

    [Theory]
    [InlineData("moved", "CB-04")]
    [InlineData("others-moved", null)]
    [InlineData("unmapped", "CB-04")]
    [InlineData("frame", "CB-04")]
    [InlineData("frame-block", "CB-04")]
    [InlineData("thread", "CB-04")]
    [InlineData("kept", null)]
    [InlineData("waited", "CB-03")]
    [InlineData("canceled", "CB-03")]
    public void Memory_that_a_program_lets_go_in_progress_is_told(string how, string? requirement)
    {
        _shell.Run("record", "--json", "out.json", "--", Compile("tests/AioCli.Tests/Recording/left.c"), how);

        Assert.Equal(requirement is null ? [] : [requirement], Requirements("out.json", "misuses"));
        Assert.Empty(Requirements("out.json", "findings"));
    }

    [Theory]
    [InlineData("waited")]
    [InlineData("canceled")]
    [InlineData("called")]
    [InlineData("signaled")]
    public void Who_believes_a_libc_that_contradicts_itself_is_no_misuser(string how)
    {
        _shell.Write("file", "12345678");
        var contradicts = Compile("tests/AioCli.Tests/Recording/contradicts.c", "-fPIC", "-shared");
        var run = $"LD_PRELOAD=$LD_PRELOAD:{contradicts} exec {Compile("tests/AioCli.Tests/Recording/believes.c")} {how} file";

        var outcome = _shell.Run("record", "--json", "out.json", "--", "sh", "-c", run);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(Requirements("out.json", "misuses"));
    }

    [Fact]
    public void A_full_disk_ends_the_recording_and_not_the_program()
    {
        _shell.Write("file", "12345678");

        var outcome = _shell.Run("record", "--json", "out.json", "--", Compile("tests/AioCli.Tests/Recording/full.c", "-rdynamic"), "file");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("record stopped, there is no space on the disk", outcome.Notes, StringComparison.Ordinal);
        Assert.NotEqual(0, JsonDocument.Parse(_shell.Read("out.json")).RootElement.GetProperty("lost").GetInt64());
        Assert.Empty(Requirements("out.json", "misuses").Concat(Requirements("out.json", "findings")));
    }

    [Fact]
    public void Threads_lists_callbacks_and_a_child_are_each_told_of()
    {
        _shell.Write("file", "12345678");

        var outcome = _shell.Run("record", "--json", "out.json", "--", Compile("tests/AioCli.Tests/Recording/busy.c"), "file");

        Assert.Equal(7, outcome.ExitCode);
        Assert.Equal(2, Processes("out.json").Count());
        Assert.Empty(Requirements("out.json", "misuses").Concat(Requirements("out.json", "findings")));
    }

    [Fact]
    public void A_defect_of_the_implementation_is_found_RETURN_08()
    {
        _shell.Write("one", "The first file, longer than twenty bytes.");
        var defect = Compile("tests/AioCli.Tests/Recording/generous.c", "-fPIC", "-shared");
        var run = $"LD_PRELOAD=$LD_PRELOAD:{defect} exec {Compile("samples/monitor.c")} 1 one";

        _shell.Run("record", "--json", "out.json", "--", "sh", "-c", run);

        Assert.Equal(["RETURN-08"], Requirements("out.json", "findings"));
    }

    [Fact]
    public void The_scenario_of_what_was_seen_runs_on_the_simulator()
    {
        _shell.Write("one", "The first file, longer than twenty bytes.");
        _shell.Run("record", "--to-scenario", "seen.yaml", "--trace", "seen.history", "--", Compile("samples/monitor.c"), "1", "one");

        Assert.Equal(0, _shell.Run("judge", "seen.history").ExitCode);
        Assert.Equal(0, _shell.Run("run", "seen.yaml").ExitCode);
        Assert.Contains("aio_read: cb1", _shell.Read("seen.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signals.c")]
    [InlineData("lists.c")]
    [InlineData("offsets64.c")]
    [InlineData("offspring.c")]
    [InlineData("busy.c")]
    public void What_a_program_rightly_does_is_permitted_and_its_scenario_runs_under_every_seed(string source)
    {
        _shell.Write("file", new string('x', 5000));
        var program = Compile($"tests/AioCli.Tests/Recording/{source}");

        var recorded = _shell.Run("record", "--json", "out.json", "--trace", "seen.history", "--to-scenario", "seen.yaml", "--", program, "file");

        Assert.Equal(source == "busy.c" ? 7 : 0, recorded.ExitCode);
        Assert.NotEmpty(Processes("out.json"));
        Assert.Empty(Requirements("out.json", "misuses").Concat(Requirements("out.json", "findings")));
        Assert.Equal(0, _shell.Run("judge", "seen.history").ExitCode);
        foreach (var seed in new[] { "0", "1", "2" })
        {
            var run = _shell.Run("run", "seen.yaml", "--seed", seed);
            Assert.True(run.ExitCode == 0, run.ToString());
        }
    }

    [Fact]
    public void A_child_between_vfork_and_exec_closes_no_descriptor_of_its_parent()
    {
        _shell.Write("file", "12345678");

        _shell.Run("record", "--trace", "seen.history", "--", Compile("tests/AioCli.Tests/Recording/offspring.c"), "file");

        // The one that is closed is the file's.
        Assert.Single(_shell.Read("seen.history").Split('\n'), line => line.Contains("> close(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("abort", 134)]
    [InlineData("segv", 139)]
    [InlineData("kill", 137)]
    [InlineData("exit", 5)]
    public void However_a_program_ends_what_it_did_until_then_is_judged(string how, int exit)
    {
        _shell.Write("file", "12345678");

        var outcome = _shell.Run("record", "--trace", "seen.history", "--", Compile("tests/AioCli.Tests/Recording/dies.c"), how, "file");

        Assert.Equal(exit, outcome.ExitCode);
        Assert.StartsWith("permitted", outcome.Notes, StringComparison.Ordinal);
        Assert.Contains("> aio_read(cb2, fd=", _shell.Read("seen.history"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", true, 130)]
    [InlineData("TERM", false, 143)]
    public void A_program_that_is_interrupted_is_judged(string signal, bool wholeGroup, int exit)
    {
        _shell.Write("file", "12345678");
        var start = new ProcessStartInfo("setsid", [EngineTarget.Self, "record", "--", Compile("tests/AioCli.Tests/Recording/dies.c"), "hang", _shell.Full("file")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in EngineTarget.Variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        Assert.Equal("ready", process.StandardOutput.ReadLine());

        using var kill = Process.Start("kill", [$"-{signal}", "--", $"{(wholeGroup ? "-" : "")}{process.Id}"]);
        var notes = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(exit, process.ExitCode);
        Assert.StartsWith("permitted", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_waits_for_ever_is_ended_and_judged()
    {
        var outcome = _shell.Run("record", "--quiet-after", "300ms", "--", Compile("tests/AioCli.Tests/Recording/waits.c"));

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("permitted", outcome.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(127, "there is no such program", "./missing")]
    [InlineData(126, "is it executable?", "./text")]
    public void A_program_that_cannot_be_started_is_told(int exit, string message, string program)
    {
        _shell.Write("text", "no program");

        var outcome = _shell.Run("record", "--", program);

        Assert.Equal(exit, outcome.ExitCode);
        Assert.Contains(message, outcome.Notes, StringComparison.Ordinal);
    }

    /// <summary>Compiles a source of the repository, without warnings.</summary>
    private string Compile(string source, params string[] flags)
    {
        _shell.MakeFolder("bin");
        var output = _shell.Full($"bin/{Path.GetFileNameWithoutExtension(source)}");
        using var compiler = Process.Start("gcc", ["-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread", .. flags, "-o", output, Path.Combine(Root(), source)]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return output;
    }

    private IEnumerable<string> Requirements(string file, string member) => Processes(file)
        .SelectMany(p => p.GetProperty(member).EnumerateArray()).Select(f => f.GetProperty("requirement").GetString()!);

    private IEnumerable<JsonElement> Processes(string file) =>
        JsonDocument.Parse(_shell.Read(file)).RootElement.GetProperty("processes").EnumerateArray();

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath("../../..", Path.GetDirectoryName(here)!);
}
