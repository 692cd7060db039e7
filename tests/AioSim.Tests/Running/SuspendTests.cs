namespace AioSim.Tests;

public sealed class SuspendTests
{
    private const string SlowRead = """
        file /sim/a "hello"
        device latency fixed 10ms

        """;

    [Fact]
    public void The_timeout_is_measured_in_virtual_time() => Ran.Always(SlowRead + """
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r], timeout=3ms) == -1 EAGAIN @ 3ms
          aio_error(r) == EINPROGRESS
          aio_suspend([r], timeout=1s) == 0 @ 10ms
          aio_return(r) == 5
        expect end 10ms
        """);

    [Fact]
    public void A_zero_timeout_polls() => Ran.Always(SlowRead + """
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([NULL, r], timeout=0s) == -1 EAGAIN @ 0s
          aio_suspend([NULL, r]) == 0
          aio_suspend([r], timeout=0s) == 0
        """);

    [Fact]
    public void A_completion_at_the_very_end_of_the_timeout_may_be_in_time_or_not()
    {
        var runs = Ran.Always(SlowRead + """
            thread T
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=5) == 0
              aio_suspend([r], timeout=10ms) == 0|-1 EAGAIN @ 10ms
            """);

        Assert.Equal([-1L, 0L], runs.Select(ran => ran.ReturnOf("aio_suspend([r], timeout=10ms)").Value).Distinct().Order());
    }

    [Fact]
    public void A_handler_without_SA_RESTART_ends_the_wait() => Ran.Always(SlowRead + """
        thread T
          sigaction(SIGUSR1, handler=h)
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == -1 EINTR @ 2ms
          aio_suspend([r]) == 0 @ 10ms
        thread K
          pthread_sigmask(SIG_BLOCK, [])
          sleep(2ms)
          kill(SIGUSR1) == 0
        function h
          set caught
        """);

    [Fact]
    public void A_handler_with_SA_RESTART_does_not() => Ran.Always(SlowRead + """
        thread T
          sigaction(SIGUSR1, handler=h, SA_RESTART)
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == 0 @ 10ms
        thread K
          pthread_sigmask(SIG_BLOCK, [])
          sleep(2ms)
          kill(SIGUSR1) == 0
        function h
          aio_error(r) == EINPROGRESS
        expect notification SIGUSR1
        """);

    [Fact]
    public void An_ignored_signal_does_not_end_the_wait() => Ran.Always(SlowRead + """
        thread T
          sigaction(SIGUSR1, SIG_IGN)
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == 0 @ 10ms
        thread K
          sleep(2ms)
          kill(SIGUSR1) == 0
        expect notification SIGUSR1 times=0
        """);

    [Fact]
    public void Every_waiter_is_released() => Ran.Always(SlowRead + """
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          open_gate(g)
          aio_suspend([r]) == 0 @ 10ms
        thread U
          await_gate(g)
          aio_suspend([r]) == 0 @ 10ms
        thread V
          await_gate(g)
          aio_suspend([NULL, r]) == 0 @ 10ms
        """);

    [Fact]
    public void What_is_not_listed_does_not_end_the_wait() => Ran.Always("""
        file /sim/a "hello"
        device rule cb=slow : latency fixed 1s
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(slow, fd=$a, nbytes=5) == 0
          aio_read(fast, fd=$a, nbytes=5) == 0
          aio_suspend([slow]) == 0 @ 1s
          aio_error(fast) == 0
        """);

    [Fact]
    public void A_request_that_the_device_holds_until_a_gate_is_open_blocks_for_so_long() => Ran.Always("""
        file /sim/a "hello"
        device rule cb=r : latency fixed 1ms, stall g
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r], timeout=5ms) == -1 EAGAIN
          open_gate(g)
          aio_suspend([r]) == 0 @ 5ms
        """);

    [Fact]
    public void A_thread_that_is_canceled_in_aio_suspend_ends_there_and_its_request_goes_on() => Ran.Always(SlowRead + """
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          open_gate(g)
          aio_suspend([r])
          set never
        thread K
          await_gate(g)
          pthread_cancel(T) == 0
          sleep(20ms)
          aio_return(r) == 5
        """);

    [Fact]
    public void A_handler_that_jumps_leaves_aio_suspend_behind()
    {
        var runs = Ran.Always(SlowRead + """
            thread T
              sigaction(SIGUSR1, handler=h)
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=5) == 0
              open_gate(g)
              aio_suspend([r])
              sleep(20ms)
              aio_return(r) == 5
            thread K
              pthread_sigmask(SIG_BLOCK, [])
              await_gate(g)
              sleep(2ms)
              kill(SIGUSR1) == 0
            function h
              siglongjmp()
            expect end 22ms
            """);

        Assert.All(runs, ran => Assert.DoesNotContain("HandlerReturned", string.Join(' ', ran.Events.Select(e => e.GetType().Name))));
    }

    [Fact]
    public void A_step_of_the_wall_clock_does_not_move_the_timeout() => Ran.Always(SlowRead + """
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r], timeout=5ms) == -1 EAGAIN @ 5ms
        thread K
          sleep(1ms)
          clock_step(3600s)
        """);
}
