using System.ComponentModel;
using System.Diagnostics;

namespace AioCli.Targets.Drivers;

/// <summary>A driver that is a process of this machine. It gets a folder of its own for the files of programs.</summary>
internal sealed class DriverProcess : IDisposable
{
    private const string Memory = "/dev/shm";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private DriverProcess(Process process, DirectoryInfo folder) => (_process, _folder) = (process, folder);

    /// <summary>Starts it.</summary>
    /// <param name="path">The program.</param>
    /// <param name="environment">Variables of its environment beside ours.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <param name="arguments">What it is told before its folder.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static DriverConnection Start(string path, IReadOnlyDictionary<string, string> environment, CancellationToken interrupted, params ReadOnlySpan<string> arguments)
    {
        var folder = MakeFolder();
        var start = new ProcessStartInfo(path) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add(folder.FullName);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            var driver = new DriverProcess(Process.Start(start)!, folder);
            return new DriverConnection(
                driver._process.StandardOutput.BaseStream, driver._process.StandardInput.BaseStream, driver.Kill, driver, interrupted);
        }
        catch (Win32Exception e)
        {
            folder.Delete(recursive: true);
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
        if (Directory.Exists(_folder.FullName)) _folder.Delete(recursive: true);
    }

    /// <summary>In memory, where that can be had: synchronizing a disk would take most of the time.</summary>
    private static DirectoryInfo MakeFolder()
    {
        if (Environment.GetEnvironmentVariable("TMPDIR") is not null || !Directory.Exists(Memory)) return Directory.CreateTempSubdirectory("aiosim-");
        try
        {
            return Directory.CreateDirectory(Path.Combine(Memory, $"aiosim-{Environment.ProcessId}-{Path.GetRandomFileName()}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Directory.CreateTempSubdirectory("aiosim-");
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
