namespace AioSpec.Tests.Text;

/// <summary>Programs as text, in the form in which they are printed.</summary>
internal static class ProgramExamples
{
    /// <summary>Every kind of line.</summary>
    public const string Everything = """
        aiosim-program 1
        name "basics/every line"
        option none
        limit AIO_MAX 64
        may exhaust
        profile close-cancels yes
        file /sim/a "hello"
        character /sim/tty
        device latency percentiles 0%=0s 50%=1ms 99.9%=20ms 99.99%=30ms 100%=1s
        device queue-depth 4
        device reorder
        device rule op=write file=/sim/a from=0 to=4096 cb=r1 nth=2 probability=1/10 : latency fixed 5ms, fail EIO, short 100, stall gate1
        device rule : latency uniform 1ms 5ms
        device rule op=read : latency exponential 1ms
        device rule op=fsync : latency lognormal 1ms 500
        device rule cb="r 1" :
        thread T1
          open("/sim/a", O_RDWR) -> $a
          pipe() -> $in, $out == 4 @ 0s
          aio_read(r1, fd=$a, nbytes=5) == 0
          aio_error(r1) == EINPROGRESS|0
          repeat at-most 100 until finished(r1, r2)
            sleep(1ms)
            when not-flag(quit)
              set quit
            otherwise
              clear quit
              when accepted(r1)
              close($a) == -1 EBADF|EINVAL
          when in-progress(r1)
            aio_cancel($a, r1) == AIO_CANCELED|AIO_ALLDONE
          aio_return(r1) == 5|-1 ECANCELED|200 "hello" @ 3s
          read($a, 5) == "hello"
          read($a, 5) == * EIO
          read($a, 5) == * EIO "hello"
          read($a, 5) == 0 {}
          read($a, 5) == {} {} ""
          read($a, 5) == *
          sigtimedwait([SIGUSR1]) == SIGUSR1|-1 EAGAIN
          sleep(3s) @ 3s
        thread T2
        function on_quit
          set quit
        expect notification SIGUSR1 value=7 times=2
        expect notification function=done value=&r1
        expect notification
        expect notification SIGUSR2 function=both times=0
        expect order r1 r2 r1
        expect file /sim/a "hello" + fill(0x00, 3)
        expect status r1 0|ECANCELED
        expect status r2 {}
        expect blocked T2
        expect end 3s

        """;

    /// <summary>A minimal one.</summary>
    public const string Smallest = "aiosim-program 1\n";

    public static string[] All { get; } = [Everything, Smallest];
}
