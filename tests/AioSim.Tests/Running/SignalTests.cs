using AioSpec.Histories;

namespace AioSim.Tests;

public sealed class SignalTests
{
    [Fact]
    public void The_handler_gets_the_value_of_the_request() => Ran.Always("""
        file /sim/a "hello"
        device latency fixed 1ms
        thread T
          sigaction(SIGRTMIN, handler=h)
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5, sigevent=signal(SIGRTMIN, &r)) == 0
          sleep(5ms) == -1 EINTR @ 1ms
        function h
          aio_error(r) == 0
          aio_return(r) == 5 "hello"
        expect notification SIGRTMIN value=&r
        """);

    [Fact]
    public void Queued_real_time_signals_come_lowest_number_first_and_in_order()
    {
        var runs = Ran.Always("""
            thread T
              pthread_sigmask(SIG_BLOCK, [])
              sigqueue(SIGRTMIN+2, 1) == 0
              sigqueue(SIGRTMIN+1, 2) == 0
              sigqueue(SIGRTMIN+2, 3) == 0
              sigqueue(SIGRTMIN+1, 4) == 0
              sigtimedwait([SIGRTMIN+1, SIGRTMIN+2], timeout=0s) == SIGRTMIN+1
              sigtimedwait([SIGRTMIN+1, SIGRTMIN+2], timeout=0s) == SIGRTMIN+1
              sigtimedwait([SIGRTMIN+1, SIGRTMIN+2], timeout=0s) == SIGRTMIN+2
              sigtimedwait([SIGRTMIN+1, SIGRTMIN+2], timeout=0s) == SIGRTMIN+2
              sigtimedwait([SIGRTMIN+1, SIGRTMIN+2], timeout=1ms) == -1 EAGAIN @ 1ms
            """, seeds: 5);

        Assert.All(runs, ran => Assert.Equal(
            [2, 4, 1, 3], ran.Events.OfType<Return>().Select(r => r.Result.SigValue).OfType<AioSpec.SigVal>().Select(v => v.Int)));
    }

    [Fact]
    public void Handlers_of_real_time_signals_start_with_the_lowest_number()
    {
        var runs = Ran.Always("""
            thread T
              sigaction(SIGRTMIN+1, catch)
              sigaction(SIGRTMIN+2, catch)
              pthread_sigmask(SIG_BLOCK, [SIGRTMIN+1, SIGRTMIN+2])
              sigqueue(SIGRTMIN+2, 1) == 0
              sigqueue(SIGRTMIN+1, 2) == 0
              pthread_sigmask(SIG_UNBLOCK, [])
              sleep(1ms)
            """, seeds: 20);

        Assert.All(runs, ran => Assert.Equal(2, ran.Events.OfType<SignalCaught>().First().Value.Int));
    }

    [Fact]
    public void Standard_signals_merge_while_they_are_pending() => Ran.Always("""
        thread T
          sigaction(SIGUSR1, handler=h)
          pthread_sigmask(SIG_BLOCK, [SIGUSR1])
          kill(SIGUSR1) == 0
          kill(SIGUSR1) == 0
          pthread_sigmask(SIG_UNBLOCK, [SIGUSR1])
          sleep(1ms)
        function h
          set caught
        expect notification SIGUSR1
        """);

    [Fact]
    public void A_signal_goes_to_any_thread_that_does_not_block_it()
    {
        var runs = Ran.Always("""
            thread T
              sigaction(SIGUSR1, handler=h)
              open_gate(g)
              sleep(5ms)
            thread U
              await_gate(g)
              sleep(5ms)
            thread V
              pthread_sigmask(SIG_BLOCK, [])
              await_gate(g)
              sleep(1ms)
              kill(SIGUSR1)
            function h
              set caught
            """);

        Assert.Equal(["T", "U"], runs.Select(ran => ran.Events.OfType<SignalCaught>().Single().Thread).Distinct().Order());
    }

    [Fact]
    public void A_fatal_signal_ends_the_run()
    {
        var ran = Ran.Of("""
            thread T
              kill(SIGTERM)
              sleep(1s)
            """);

        Assert.Equal(EndKind.Crashed, ran.Result.End);
        Assert.Equal("SIGTERM", ((End)ran.Events.Last()).Signo.ToString());
    }

    [Fact]
    public void A_handler_waits_on_top_of_a_wait() => Ran.Always("""
        file /sim/a "hello"
        device rule cb=r : latency fixed 10ms
        device rule cb=s : latency fixed 3ms
        thread T
          sigaction(SIGUSR1, handler=h, SA_RESTART)
          open("/sim/a", O_RDONLY) -> $a
          open_gate(g)
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == 0 @ 10ms
        thread K
          pthread_sigmask(SIG_BLOCK, [])
          await_gate(g)
          sleep(1ms)
          kill(SIGUSR1)
        function h
          aio_read(s, fd=$a, nbytes=5) == 0
          aio_suspend([s]) == 0 @ 4ms
        """);

    [Fact]
    public void A_notification_function_runs_on_a_thread_of_its_own()
    {
        var ran = Ran.Of("""
            file /sim/a "hello"
            thread T
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=5, sigevent=thread(f, 7)) == 0
            function f
              aio_return(r) == 5 "hello"
              aio_read(s, fd=$a, nbytes=1, sigevent=thread(g, 8)) == 0
            function g
              aio_return(s) == 1
            expect notification function=f value=7
            expect notification function=g value=8
            """).AsExpected();

        Assert.Equal(["N1", "N2"], ran.Events.OfType<CallbackStarted>().Select(e => e.Thread));
        Assert.Equal(["N1", "N2"], ran.Events.OfType<CallbackReturned>().Select(e => e.Thread).Order());
    }

    [Fact]
    public void SIGEV_THREAD_ID_is_accepted_and_delivers_nothing() => Ran.Always("""
        file /sim/a "hello"
        thread T
          sigaction(SIGUSR1, catch)
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5, sigevent=thread_id(SIGUSR1, 7, T)) == 0|-1 EINVAL
          when accepted(r)
            aio_suspend([r]) == 0
          sleep(1ms) == 0
        expect notification SIGUSR1 times=0
        """);

    [Fact]
    public void The_order_of_notifications_can_be_expected() => Ran.Always("""
        file /sim/a "hello"
        device rule cb=late : latency fixed 2ms
        device rule cb=soon : latency fixed 1ms
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(late, fd=$a, nbytes=5, sigevent=thread(f, 1)) == 0
          aio_read(soon, fd=$a, nbytes=5, sigevent=thread(f, 2)) == 0
        function f
          set done
        expect order soon late
        """);
}
