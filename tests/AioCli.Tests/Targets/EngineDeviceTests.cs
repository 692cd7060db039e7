using AioCli.Targets;
using AioSpec.Judging;
using AioSpec.Text;

namespace AioCli.Tests.Targets;

/// <summary>A device script below the engine, on both of its backends: what it holds, fails and shortens is the engine's to deal with.</summary>
public sealed class EngineDeviceTests(RealTargets targets) : IClassFixture<RealTargets>
{
    private const string OneFile = "file /sim/a \"hello\"\n";
    private const string Opens = "thread T1\n  open(\"/sim/a\", O_RDWR) -> $a\n";

    private static readonly Dictionary<string, string> s_programs = new(StringComparer.Ordinal)
    {
        // ERROR-03, RETURN-01
        ["a read fails"] = OneFile + "device rule op=read : fail EIO\n" + Opens
            + "  aio_read(r, fd=$a, nbytes=5) == 0\n  aio_suspend([r]) == 0\n  aio_error(r) == EIO\n  aio_return(r) == -1 EIO\n",
        // FSYNC-10: an error of the device, and an error of a write before it
        ["a synchronization fails"] = OneFile + "device rule op=fsync : fail EIO\n" + Opens
            + "  aio_write(w, fd=$a, buf=\"HELLO\") == 0\n  aio_fsync(O_SYNC, s, fd=$a) == 0\n  aio_suspend([s]) == 0\n  aio_error(w) == 0\n  aio_error(s) == EIO\n",
        ["a synchronization of a write that fails"] = OneFile + "device rule op=write : fail ENOSPC, stall on\n" + Opens
            + "  aio_write(w, fd=$a, buf=\"HELLO\") == 0\n  aio_fsync(O_DSYNC, s, fd=$a) == 0\n  open_gate(on)\n  aio_suspend([s]) == 0\n  aio_error(w) == ENOSPC\n  aio_error(s) == ENOSPC\n"
            + "expect file /sim/a \"hello\"\n",
        // WRITE-03, READ-03
        ["a write is short"] = "may transfer-short\n" + OneFile + "device rule op=write : short 2\n" + Opens
            + "  aio_write(w, fd=$a, buf=\"HELLO\") == 0\n  aio_suspend([w]) == 0\n  aio_return(w) == 2\nexpect file /sim/a \"HEllo\"\n",
        // SUB-04: by itself, and as an element (LIO-17)
        ["resources are wanting"] = "may exhaust\n" + OneFile + "device rule nth=1 : fail EAGAIN\n" + Opens
            + "  aio_read(r, fd=$a, nbytes=5) == -1 EAGAIN\n  aio_read(r, fd=$a, nbytes=5) == 0\n  aio_suspend([r]) == 0\n  aio_return(r) == 5\n",
        ["resources are wanting for an element"] = "may exhaust\n" + OneFile + "device rule nth=2 : fail EAGAIN\n" + Opens
            + "  lio_listio(LIO_WAIT, [LIO_READ r(fd=$a, nbytes=5), LIO_READ q(fd=$a, nbytes=5)]) == -1 EAGAIN\n  aio_return(r) == 5\n  aio_error(q) == EAGAIN\n",
        // SUSPEND-08, CANCEL-05, FSYNC-01: what is held is in progress, whatever waits for it waits, and what is queued behind it is canceled
        ["a write is held"] = OneFile + "device rule op=write : stall on\n" + Opens
            + "  aio_write(w, fd=$a, buf=\"HELLO\") == 0\n  aio_fsync(O_SYNC, s, fd=$a) == 0\n  aio_fsync(O_SYNC, t, fd=$a) == 0\n  aio_suspend([w, s], timeout=5ms) == -1 EAGAIN\n  aio_cancel($a, w) == AIO_NOTCANCELED\n"
            + "  aio_cancel($a, t) == AIO_CANCELED\n  aio_error(w) == EINPROGRESS\n  aio_error(s) == EINPROGRESS\n  open_gate(on)\n  aio_suspend([s]) == 0\n  aio_return(w) == 5\n  aio_return(s) == 0\n"
            + "expect file /sim/a \"HELLO\"\n",
        // READ-03: of a file that is not so long
        ["more is asked for than there is memory"] = OneFile + Opens
            + "  aio_read(r, fd=$a, nbytes=2147483648) == 0\n  aio_suspend([r]) == 0\n  aio_error(r) == 0\n  aio_return(r) == 5\n",
        ["all take their time"] = OneFile + "device latency fixed 2ms\n" + Opens
            + "  aio_read(r, fd=$a, nbytes=5) == 0\n  aio_suspend([r]) == 0\n  aio_return(r) == 5\n",
    };

    public static TheoryData<string, string> Programs()
    {
        var data = new TheoryData<string, string>();
        foreach (var target in new[] { "engine", "engine:threads" })
        {
            foreach (var name in s_programs.Keys) data.Add(target, name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_engine_deals_with_it(string target, string name)
    {
        var performance = targets[target].Perform(ProgramText.Parse("aiosim-program 1\n" + s_programs[name], name), PerformOptions.Default, CancellationToken.None);

        Assert.True(performance.Ending.Kind == EndingKind.Quiet, $"{performance.Ending}\n{HistoryText.Print(performance.History)}");
        Assert.Empty(performance.Failures);
        Assert.Equal(Answer.Permitted, Judge.Of(performance.History).Answer);
    }
}
