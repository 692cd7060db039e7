namespace AioSpec.Tests.Text;

/// <summary>Histories as text, in the form in which they are printed.</summary>
internal static class HistoryExamples
{
    /// <summary>Every line of the header and every kind of event.</summary>
    public const string Everything = """
        aiosim-history 1
        target glibc-2.36
        option PIO SIO RTS
        limit AIO_LISTIO_MAX 16
        limit AIO_MAX 64
        limit AIO_PRIO_DELTA_MAX 0
        pipe_buf 512
        pipe_capacity 1024
        priority -3
        clock_resolution 1us
        entry_time 20ms
        may transfer-short
        may exhaust
        may crash
        profile errors-by-call yes
        profile cancels-running no
        profile cancels-queued yes
        profile einval-after-return no
        profile appends-in-order yes
        profile close-cancels no
        profile prioritized yes
        profile list-reports-elements no
        profile notifies-empty-list yes
        liberty joint-cancel
        file /sim/a "hello"
        file "/sim/a b" ""
        directory /sim/d
        character /sim/tty tag(1, 100)
        character /sim/null
        file /sim/shared unknown
        character /sim/socket unknown
        ---
        0 T1 > open("/sim/a", O_RDWR)
        10 T1 < 3
        20 T1 > pipe()
        30 T1 < 4 5
        40 T1 > aio_read(r1, fd=3, nbytes=5, sigevent=signal(SIGRTMIN+1, 7))
        50 T1 < 0
        60 T1 > aio_error(r1)
        70 T1 < EINPROGRESS
        80 T1 > aio_suspend([r1], timeout=3s)
        90 T1 ! SIGUSR1 SI_ASYNCIO value=7
        100 T1 > aio_error(r1)
        110 T1 < 0
        120 T1 .
        130 T1 < -1 EINTR
        140 T1 > aio_return(r1)
        150 T1 < 5 "hello"
        160 T1 > aio_cancel(3, NULL)
        170 T1 < AIO_ALLDONE
        180 T1 > sigtimedwait([SIGRTMIN+1])
        190 T1 < SIGRTMIN+1 code=SI_ASYNCIO value=&r1
        200 T1 > aio_error(r1)
        210 T1 < -1 EINVAL
        220 T1 > close(99)
        230 T1 < -1 200
        240 done/1 * done value=&r1
        250 done/1 ! 77 -60 value=0
        260 done/1 .
        270 done/1 .
        280 T2 x canceled
        290 T1 x
        300 - final /sim/a "hello"
        310 - end crashed SIGSEGV

        """;

    /// <summary>A minimal one.</summary>
    public const string Smallest = "aiosim-history 1\ntarget unknown\n---\n";

    /// <summary>Handlers on handlers, on a thread of the program and on that of a notification function.</summary>
    public const string Handlers = Smallest + """
        1 T1 ! SIGUSR1 SI_USER value=0
        2 T1 ! SIGUSR2 SI_USER value=0
        3 cb * done value=0
        4 cb ! SIGUSR1 SI_USER value=0
        5 cb ! SIGUSR2 SI_USER value=0
        6 T1 .
        7 T1 .
        8 cb .
        9 cb .
        10 cb .

        """;

    public static string[] All { get; } = [Everything, Smallest, Handlers, Smallest + "5 - end cut\n", Smallest + "5 \"-\" > fork()\n5 - end quiet\n"];
}
