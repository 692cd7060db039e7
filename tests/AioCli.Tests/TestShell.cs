using System.Text;
using System.Text.RegularExpressions;
using AioCli.Drawing;
using AioCli.Machines;
using AioCli.Shell;
using AioSim;
using AioSpec.Programs;

namespace AioCli.Tests;

/// <summary>A folder of its own in which command lines are run as in a shell, with everything printed kept.</summary>
internal sealed class TestShell : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");

    /// <summary>What commands read from standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>The machine that doctor sees.</summary>
    public IMachine Machine { get; init; } = new FakeMachine();

    /// <summary>What performs programs.</summary>
    public Func<Program, SimulationOptions, RunResult> Simulate { get; init; } = Simulator.Run;

    /// <summary>Somebody sits at the terminal.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The clock of commands; it stands still.</summary>
    public TimeProvider Clock { get; init; } = new StoppedClock();

    /// <summary>Interrupts the commands.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>Writes a file, with the folders it needs.</summary>
    public void Write(string path, string text)
    {
        var full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Reads a file.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(_folder.FullName, path));

    /// <summary>The files there are, in ordinal order.</summary>
    public IEnumerable<string> Files => _folder.EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(_folder.FullName, f.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>Where a file of it is.</summary>
    public string Full(string path) => Path.Combine(_folder.FullName, path);

    /// <summary>Makes an empty folder.</summary>
    public void MakeFolder(string path) => _folder.CreateSubdirectory(path);

    /// <summary>Runs <c>aiosim</c> with these arguments.</summary>
    public Outcome Run(params string[] args)
    {
        using var results = new StringWriter();
        using var notes = new StringWriter();
        using var ui = Ui.Plain(results, notes);
        var session = new Session
        {
            Ui = ui,
            Input = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            Directory = _folder.FullName,
            Clock = Clock,
            Machine = Machine,
            Simulate = Simulate,
            Interrupted = Interrupted,
            IsInteractive = IsInteractive,
        };
        var exitCode = AioSimCommand.Run(args, session);
        return new Outcome(string.Join(' ', args), results.ToString(), notes.ToString(), exitCode);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}

/// <summary>What a command line did.</summary>
internal sealed partial record Outcome(string CommandLine, string Results, string Notes, int ExitCode)
{
    /// <summary>As it stands in snapshots.</summary>
    public override string ToString()
    {
        var notes = Notes.Length > 0 ? $"---- standard error\n{Notes}" : "";
        return Scrub($"$ aiosim {CommandLine}\n{Results}{notes}---- exit {ExitCode}\n");
    }

    /// <summary>Without what every change of the simulator changes: trace hashes and numbers of steps.</summary>
    public static string Scrub(string text) => Steps().Replace(Hash().Replace(text, "0123456789abcdef"), "$1 1");

    [GeneratedRegex(@"\b[0-9a-f]{16}\b")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(""steps"":) \d+")]
    private static partial Regex Steps();
}
