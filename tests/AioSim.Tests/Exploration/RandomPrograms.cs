using System.Globalization;
using System.Text;
using AioSim.Chance;

namespace AioSim.Tests.Exploration;

/// <summary>
/// Small programs that are drawn, for what steps of an explored program look at: devices with rules and drawn latencies, files that
/// are appended to and synchronized, signals that are caught, waited for or ignored, handlers and functions, lists, descriptors that
/// are shared and closed, blocks that are used again.
/// </summary>
internal sealed class RandomPrograms(ulong number)
{
    private static readonly string[] s_devices =
    [
        "", "", "device reorder", "device queue-depth 1", "device latency fixed 1ms", "device latency uniform 1ms 3ms", "device rule op=write nth=2 : fail EIO",
        "device rule cb=r1 : latency fixed 1ms", "device rule op=read : stall late", "device rule op=write nth=1 : short 1\ndevice reorder",
        "device rule op=any nth=2 : fail EAGAIN",
    ];

    private static readonly string[] s_declarations =
    [
        "", "", "profile cancels-running no", "profile close-cancels no", "profile appends-in-order no", "profile prioritized yes", "profile errors-by-call yes",
        "liberty joint-cancel", "liberty list-in-parts", "limit AIO_MAX 1",
    ];

    private static readonly string[] s_starts =
    [
        "", "", "sigaction(SIGUSR1, handler=caught)", "sigaction(SIGUSR1, handler=caught, SA_RESTART)", "sigaction(SIGUSR1, SIG_IGN)",
    ];

    private static readonly string[] s_notifications = ["", "", "", ", sigevent=thread(done, #)", ", sigevent=signal(SIGUSR1, #)", ", sigevent=signal(SIGRTMIN+1, #)"];

    private static readonly string[] s_requests =
    [
        "aio_read(r#, fd=$a, nbytes=2!)", "aio_write(r#, fd=$a, buf=\"x#\"!)", "aio_write(r#, fd=$b, buf=\"y#\"!)", "aio_read(r#, fd=$b, nbytes=1!)", "aio_fsync(O_SYNC, r#, fd=$a!)",
        "aio_fsync(O_DSYNC, r#, fd=$b!)", "lio_listio(LIO_NOWAIT, [LIO_WRITE r#(fd=$a, buf=\"z#\"!)], sig=thread(done, 9))", "lio_listio(LIO_WAIT, [LIO_READ r#(fd=$a, nbytes=2!)])",
        "lio_listio(LIO_WAIT, [LIO_READ r#(fd=$r, nbytes=1!)])", "aio_read(r#, fd=$r, nbytes=1!)", "aio_read(r#, fd=$r, nbytes=2!)", "aio_write(r#, fd=$w, buf=\"q#\"!)",
    ];

    private static readonly string[] s_calls =
    [
        "aio_error(r1)", "aio_cancel($a, r1)", "aio_cancel($a, NULL)", "aio_cancel($b, NULL)", "aio_suspend([r1])", "aio_suspend([r1, NULL])", "aio_suspend([r1], timeout=1ms)",
        "close($a)", "close($b)", "close($r)", "close($w)", "read($r, 2)", "aio_cancel($r, NULL)", "kill(SIGUSR1)", "sigqueue(SIGRTMIN+1, 5)", "sigtimedwait([SIGUSR1, SIGRTMIN+1], timeout=1ms)", "write($w, \"p\")", "read($a, 1)",
        "aio_return(r1)", ReusedWhileCovered, ReusedWhileCovered, "aio_suspend([r1])\n  aio_return(r1)\n  aio_write(r1, fd=$a, buf=\"w\")", "aio_suspend([r1])\n  aio_return(r1)\n  aio_read(r1, fd=$b, nbytes=1)",
        "dup($b) -> $d", "dup($a) -> $d\n  close($a)", "dup2($b, $a)", "lseek($a, 1)", "pread($a, 2, 0)", "pwrite($b, \"v\", 0)", "ftruncate($a, 1)", "sleep(1ms)", "fsync($b)", "pthread_sigmask(SIG_UNBLOCK, [SIGUSR1])", "sigaction(SIGUSR1, SIG_DFL)",
    ];

    /// <summary>What an aio_fsync covers is used again, which may be before it is complete.</summary>
    private const string ReusedWhileCovered = "aio_fsync(O_SYNC, s, fd=$a)\n  aio_suspend([r1])\n  aio_return(r1)\n  aio_write(r1, fd=$a, buf=\"w\")";

    private Prng _prng = new(number);

    /// <summary>The text of the program with this number.</summary>
    public static string At(ulong number) => new RandomPrograms(number).Print();

    private string Print()
    {
        var text = new StringBuilder("file /sim/a \"hello\"\nfile /sim/b \"world\"\n");
        AddLine(text, Pick(s_declarations), "");
        AddLine(text, Pick(s_devices), "");
        var requests = 1 + Below(3);
        var threads = new List<string>[] { [], [] };
        for (var request = 1; request <= requests; request++)
        {
            var name = request.ToString(CultureInfo.InvariantCulture);
            // Now and then a block is used again, which is a mistake where it is in progress.
            if (request == 3 && Below(4) == 0) name = "1";
            threads[Below(2)].Add(Pick(s_requests).Replace("!", Pick(s_notifications), StringComparison.Ordinal).Replace("#", name, StringComparison.Ordinal));
        }

        for (var calls = 1 + Below(2); calls > 0; calls--) threads[Below(2)].Add(Pick(s_calls));
        text.Append("thread A\n");
        AddLine(text, Pick(s_starts), "  ");
        text.Append(CultureInfo.InvariantCulture, $"  open(\"/sim/a\", O_RDWR{(Below(3) == 0 ? "|O_APPEND" : "")}) -> $a\n  open(\"/sim/b\", O_RDWR) -> $b\n");
        if (threads.Any(calls => calls.Any(call => call.Contains("$r", StringComparison.Ordinal) || call.Contains("$w", StringComparison.Ordinal)))) text.Append("  pipe() -> $r, $w\n");
        text.Append("  open_gate(g)\n");
        threads[0].ForEach(call => AddLine(text, call, "  "));
        text.Append("  open_gate(late)\nthread B\n  await_gate(g)\n");
        threads[1].ForEach(call => AddLine(text, call, "  "));
        text.Append("function done\n  aio_error(r1)\nfunction caught\n  aio_error(r1)\n");
        return text.ToString();
    }

    private string Pick(string[] from) => from[Below(from.Length)];

    private int Below(int bound) => _prng.Below(bound);

    private static void AddLine(StringBuilder text, string line, string indent)
    {
        if (line.Length > 0) text.Append(indent).Append(line).Append('\n');
    }
}
