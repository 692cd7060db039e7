using System.Diagnostics;
using System.Globalization;
using AioCli.Targets.Hosting;

namespace AioCli.Tests.Conformance;

/// <summary>A campaign that is ended from outside: what it has is printed, and nothing of it is left.</summary>
public sealed class InterruptedCampaignTests : IDisposable
{
    /// <summary>A driver tries what it can do before it performs anything.</summary>
    private const int MoreThanBeforeTheFirst = 40;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");

    [Theory]
    [InlineData("glibc", "TERM", 143)]
    [InlineData("engine", "INT", 130)]
    public void What_was_found_so_far_is_printed_and_nothing_is_left(string target, string signal, int exit)
    {
        using var process = Start(target);
        AwaitPrograms();

        Send(process, signal);
        var (results, notes) = (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
        process.WaitForExit();

        Assert.Equal(exit, process.ExitCode);
        Assert.Contains("interrupted; this is what was done until then", notes, StringComparison.Ordinal);
        Assert.Contains("choices seen", results, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [Theory]
    [InlineData("glibc")]
    [InlineData("engine")]
    public void After_SIGKILL_the_drivers_leave_by_themselves(string target)
    {
        using var process = Start(target);
        AwaitPrograms();

        process.Kill();
        process.WaitForExit();

        // A driver ends the program that it has, and removes its folder.
        Assert.True(SpinWait.SpinUntil(() => !Left().Any(), TimeSpan.FromSeconds(60)), string.Join(" ", Left()));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Send(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private Process Start(string target)
    {
        var start = new ProcessStartInfo(EngineTarget.Self, ["conform", "--target", target])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment["TMPDIR"] = _folder.FullName;
        foreach (var (name, value) in EngineTarget.Variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Until programs run one after the other: the files of each come and go in the folder of a driver.</summary>
    private void AwaitPrograms()
    {
        var (before, changes) = ("", 0);
        Assert.True(SpinWait.SpinUntil(() =>
        {
            var now = string.Join("|", Left().SelectMany(Files));
            changes += now == before ? 0 : 1;
            before = now;
            return changes >= MoreThanBeforeTheFirst;
        }, TimeSpan.FromSeconds(60)));
    }

    private static string[] Files(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(f => $"{f.Name} {f.CreationTimeUtc.Ticks}")];
        }
        catch (IOException)
        {
            return []; // It is gone already.
        }
    }

    /// <summary>The folders of drivers; those of the compiled code are kept.</summary>
    private IEnumerable<string> Left() => Directory.EnumerateDirectories(_folder.FullName, "aiosim-*");
}
