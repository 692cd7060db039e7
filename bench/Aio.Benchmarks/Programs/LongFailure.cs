using AioSim;
using AioSim.Replaying;
using AioSpec.Text;

namespace Aio.Benchmarks.Programs;

/// <summary>A run of about 200 steps that fails because of a cancellation that comes in time, with much around it that does not matter.</summary>
internal static class LongFailure
{
    private const string Subject = "main: aio_return r1, ECANCELED";

    /// <summary>The first run that fails so, by its seed.</summary>
    public static (RecordedRun Recording, Failure Failure) Record()
    {
        var program = ProgramText.Parse(Text(), "long failure");
        for (ulong seed = 0; ; seed++)
        {
            var recording = Replayer.Record(program, new SimulationOptions { Seed = seed }).Recording;
            if (recording.Failures.FirstOrDefault(failure => failure.Subject == Subject) is { } failure) return (recording, failure);
        }
    }

    private static string Text()
    {
        var reads = string.Concat(Enumerable.Range(0, 25).Select(i => FormattableString.Invariant($"  aio_read(q{i}, fd=$a, nbytes=5)\n  aio_error(q{i})\n")));
        return $"""
            aiosim-program 1
            profile cancels-queued yes
            profile cancels-running yes
            file /sim/a "hello, world"
            file /sim/b fill(0x2e, 777)
            device latency fixed 5123us
            device rule op=read file=/sim/b : latency uniform 1ms 3ms, short 100
            thread other
              open("/sim/b", O_RDWR) -> $b
              aio_write(w1, fd=$b, offset=123, buf=tag(3, 333))
              aio_suspend([w1, NULL], timeout=3s)
              aio_return(w1)
              sleep(1234us)
            thread main
              open("/sim/a", O_RDONLY) -> $a
            {reads}  lio_listio(LIO_NOWAIT, [LIO_READ r0(fd=$a, nbytes=7), LIO_READ r1(fd=$a, nbytes=5), NULL, LIO_NOP r2(fd=$a)])
              sleep(5123us)
              aio_cancel($a, r1)
              aio_suspend([r1])
              aio_error(r1)
              aio_return(r1) == 5
            """;
    }
}
