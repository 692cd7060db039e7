using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using AioCli.Shell;

namespace AioCli.Recording;

/// <summary>Runs a program with the recorder preloaded. Its input, output and terminal are those of this process.</summary>
internal static partial class RecordedRun
{
    /// <summary>What a shell exits with for a program that cannot be executed, and for one that is not there.</summary>
    public const int NotExecutable = 126, NotFound = 127;

    private const string Preload = "LD_PRELOAD";
    private const string LogVariable = "AIOSIM_RECORD";
    private const int Sigterm = 15;
    private const int PermissionDenied = 13, NoSuchFile = 2;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it to its end.</summary>
    /// <param name="session">Where.</param>
    /// <param name="program">The executable file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="library">The recorder.</param>
    /// <param name="logPath">Where it notes.</param>
    /// <param name="log">The same, to look at.</param>
    /// <param name="silence">After so long without a note the program is ended: nothing more would have come. Null: never.</param>
    /// <returns>What it exited with, as a shell tells it, and whether it was ended for its silence.</returns>
    /// <exception cref="UserError">It cannot be started.</exception>
    public static (int Status, bool Silent) Run(
        Session session, string program, IEnumerable<string> arguments, string library, string logPath, RecordLog log, TimeSpan? silence)
    {
        using var process = Start(session, program, arguments, library, logPath);
        // A terminal sends SIGINT to the program, too; whoever ends this process alone means the program.
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => _ = kill(process.Id, Sigterm));
        var (used, since) = (0L, Environment.TickCount64);
        while (!process.WaitForExit(silence is null ? Timeout.InfiniteTimeSpan : s_look))
        {
            var now = log.Counts().Taken;
            if (now != used) (used, since) = (now, Environment.TickCount64);
            if (used == 0 || Environment.TickCount64 - since < silence!.Value.TotalMilliseconds) continue;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return (process.ExitCode, true);
        }

        return (process.ExitCode, false);
    }

    private static Process Start(Session session, string program, IEnumerable<string> arguments, string library, string logPath)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = session.Directory, UseShellExecute = false };
        var others = Environment.GetEnvironmentVariable(Preload);
        start.Environment[Preload] = string.IsNullOrEmpty(others) ? library : $"{library}:{others}";
        start.Environment[LogVariable] = logPath;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e) when (e.NativeErrorCode == NoSuchFile)
        {
            throw new UserError($"{program}: there is no such program, or not its interpreter", NotFound);
        }
        catch (Win32Exception e)
        {
            var why = e.NativeErrorCode == PermissionDenied ? "permission is denied: is it executable?" : e.Message;
            throw new UserError($"{program}: it cannot be started: {why}", NotExecutable);
        }
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
