using System.Diagnostics;
using AioCli.Targets;
using AioCli.Targets.Drivers;
using AioCli.Targets.Hosting;
using AioEngine;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Text;
using Xunit.Abstractions;

namespace AioCli.Tests.Targets;

/// <summary>The engine on a file system that has 64 KiB: its host runs in a mount namespace of its own.</summary>
public sealed class FullFileSystemTests(ITestOutputHelper output)
{
    private const string Mounting = "mount -t tmpfs -o size=64k tmpfs \"$2\" && exec \"$0\" engine-host \"$1\" \"$2\"";

    private const string Program = """
        aiosim-program 1
        may transfer-short
        file /sim/a ""
        thread T1
          open("/sim/a", O_RDWR) -> $a
          aio_write(w1, fd=$a, buf=tag(1, 100000)) == 0
          aio_suspend([w1]) == 0
          aio_error(w1) == 0
          aio_return(w1)
          aio_write(w2, fd=$a, offset=100000, buf=tag(2, 5000)) == 0
          aio_suspend([w2]) == 0
          aio_error(w2) == ENOSPC
          aio_return(w2) == -1 ENOSPC
          lio_listio(LIO_WAIT, [LIO_WRITE w3(fd=$a, offset=200000, buf=tag(3, 5000)), LIO_READ r1(fd=$a, nbytes=100)]) == -1 EIO
          aio_error(w3) == ENOSPC
          aio_error(r1) == 0
          ftruncate($a, 0) == 0
          aio_write(w4, fd=$a, buf=tag(4, 5000)) == 0
          aio_fsync(O_SYNC, s, fd=$a) == 0
          aio_suspend([s]) == 0
          aio_error(w4) == 0
          aio_return(w4) == 5000
        expect file /sim/a tag(4, 5000)
        """;

    [Theory] // WRITE-03, WRITE-06, ERROR-03, LIO-12, LIO-13, FSYNC-08
    [InlineData(BackendChoice.Automatic)]
    [InlineData(BackendChoice.Threads)]
    public void What_does_not_fit_is_short_or_ENOSPC_and_what_fits_again_is_written(BackendChoice backend)
    {
        if (Namespace() is not { } flags)
        {
            output.WriteLine("This system gives no mount namespace: of ENOSPC there is only /dev/full here, in FaultFacts.");
            return;
        }

        using var target = new DriverTarget(
            "engine", () => DriverProcess.Start("unshare", EngineTarget.Variables, null, CancellationToken.None, flags, "sh", "-c", Mounting, EngineTarget.Self, backend.ToString()));

        var performance = target.Perform(ProgramText.Parse(Program, "full"), PerformOptions.Default, CancellationToken.None);

        Assert.Equal(EndingKind.Quiet, performance.Ending.Kind);
        Assert.Empty(performance.Failures);
        Assert.Equal(Answer.Permitted, Judge.Of(performance.History).Answer);
        var first = performance.History.Events.OfType<Return>().ElementAt(4).Result;
        Assert.InRange(first.Value, 1, 64 << 10);
    }

    /// <summary>With a user namespace, or as root without; null where neither is allowed.</summary>
    private static string? Namespace() => new[] { "-rm", "-m" }.FirstOrDefault(flags =>
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", [flags, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    });
}
