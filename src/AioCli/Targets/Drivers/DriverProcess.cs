using System.ComponentModel;
using System.Diagnostics;

namespace AioCli.Targets.Drivers;

/// <summary>A driver that is a process of this machine. It gets a folder of its own for the files of programs.</summary>
internal sealed class DriverProcess : IDisposable
{
    private const string Memory = "/dev/shm";

    /// <summary>What it said on standard error before its end has come by then.</summary>
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly Thread _listener;

    private DriverProcess(Process process, DirectoryInfo folder, Overheard? overheard)
    {
        (_process, _folder) = (process, folder);
        var errors = process.StandardError.BaseStream;
        _listener = new Thread(() => Listen(errors, overheard)) { IsBackground = true, Name = "driver's errors" };
        _listener.Start();
    }

    /// <summary>Starts it.</summary>
    /// <param name="path">The program.</param>
    /// <param name="environment">Variables of its environment beside ours.</param>
    /// <param name="overheard">Takes what it says on standard error; null: nobody wants to know.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <param name="arguments">What it is told before its folder.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static DriverConnection Start(string path, IReadOnlyDictionary<string, string> environment, Overheard? overheard, CancellationToken interrupted, params ReadOnlySpan<string> arguments)
    {
        var folder = MakeFolder();
        var start = new ProcessStartInfo(path) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add(folder.FullName);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment[Offspring.Mark] = folder.FullName;
        try
        {
            var driver = new DriverProcess(Process.Start(start)!, folder, overheard);
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
        Offspring.Kill(_folder.FullName);
        _listener.Join(s_lastWords);
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

    private static void Listen(Stream errors, Overheard? overheard)
    {
        using var closed = errors;
        var buffer = new byte[4096];
        try
        {
            while (errors.Read(buffer) is > 0 and var count) overheard?.Add(buffer.AsSpan(0, count));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The driver is over, and somebody else keeps the other side open.
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
