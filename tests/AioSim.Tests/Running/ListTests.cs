namespace AioSim.Tests;

public sealed class ListTests
{
    private const string Head = """
        file /sim/a "hello"
        device latency fixed 1ms

        """;

    [Fact]
    public void LIO_WAIT_returns_when_all_elements_are_complete() => Ran.Always(Head + """
        thread T
          open("/sim/a", O_RDWR) -> $a
          lio_listio(LIO_WAIT, [LIO_READ r(fd=$a, nbytes=2), NULL, LIO_NOP n(fd=-1), LIO_WRITE w(fd=$a, offset=5, buf="!")]) == 0 @ 1ms
          aio_return(r) == 2 "he"
          aio_return(w) == 1
        expect file /sim/a "hello!"
        """);

    [Fact]
    public void LIO_WAIT_with_a_failed_element_is_EIO_and_the_others_complete() => Ran.Always(Head + """
        device rule cb=bad : fail EIO
        thread T
          open("/sim/a", O_RDWR) -> $a
          lio_listio(LIO_WAIT, [LIO_READ bad(fd=$a, nbytes=2), LIO_READ closed(fd=77, nbytes=2), LIO_READ ok(fd=$a, nbytes=2), 77 odd(fd=$a)]) == -1 EIO
          aio_error(bad) == EIO
          aio_error(closed) == EBADF
          aio_error(ok) == 0
          aio_error(odd) == EINVAL
          aio_return(ok) == 2
        """);

    [Fact]
    public void A_bad_mode_is_EINVAL_and_nothing_is_started() => Ran.Always(Head + """
        thread T
          open("/sim/a", O_RDWR) -> $a
          lio_listio(9, [LIO_WRITE w(fd=$a, buf="x")]) == -1 EINVAL
        expect file /sim/a "hello"
        """);

    [Fact]
    public void A_list_that_is_too_long_is_EINVAL() => Ran.Always("""
        limit AIO_LISTIO_MAX 2
        file /sim/a "hello"
        thread T
          open("/sim/a", O_RDWR) -> $a
          lio_listio(LIO_WAIT, [NULL, NULL, LIO_READ r(fd=$a, nbytes=1)]) == -1 EINVAL
          lio_listio(LIO_WAIT, [NULL, LIO_READ r(fd=$a, nbytes=1)]) == 0
        """);

    [Fact]
    public void LIO_NOWAIT_returns_at_once_and_the_list_is_notified_once_when_all_is_complete() => Ran.Always(Head + """
        device rule cb=slow : latency fixed 5ms
        thread T
          sigaction(SIGUSR1, handler=h)
          open("/sim/a", O_RDWR) -> $a
          lio_listio(LIO_NOWAIT, [LIO_READ r(fd=$a, nbytes=2), LIO_READ slow(fd=$a, nbytes=2)], sig=signal(SIGUSR1, 3)) == 0 @ 0s
          aio_suspend([r]) == 0|-1 EINTR
          sleep(10ms) == 0|-1 EINTR
        function h
          aio_return(r) == 2
          aio_return(slow) == 2
        expect notification SIGUSR1 value=3
        """);

    [Fact]
    public void Elements_are_notified_beside_the_list() => Ran.Always(Head + """
        thread T
          open("/sim/a", O_RDWR) -> $a
          lio_listio(LIO_NOWAIT, [LIO_READ r(fd=$a, nbytes=2, sigevent=thread(one, &r)), LIO_READ s(fd=$a, nbytes=2, sigevent=thread(one, &s))], sig=thread(all, 9)) == 0
        function one
          set some
        function all
          aio_error(r) == 0
          aio_error(s) == 0
        expect notification function=one value=&r
        expect notification function=one value=&s
        expect notification function=all value=9
        """);

    [Fact]
    public void A_list_of_nothing_is_notified_where_it_is_declared_so() => Ran.Always("""
        profile notifies-empty-list yes
        thread T
          lio_listio(LIO_NOWAIT, [NULL, LIO_NOP n(fd=-1)], sig=thread(all, 9)) == 0
        function all
          set done
        expect notification function=all value=9
        """);

    [Fact]
    public void Undeclared_a_list_of_nothing_may_be_notified_or_not()
    {
        var runs = Ran.Always("""
            thread T
              lio_listio(LIO_NOWAIT, [NULL], sig=thread(all, 9)) == 0
            function all
              set done
            """);

        Assert.Equal(2, runs.Select(ran => ran.Text.Contains("* all", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public void A_handler_ends_LIO_WAIT_and_the_elements_go_on() => Ran.Always(Head + """
        device latency fixed 10ms
        thread T
          sigaction(SIGUSR1, handler=h)
          open("/sim/a", O_RDWR) -> $a
          open_gate(g)
          lio_listio(LIO_WAIT, [LIO_READ r(fd=$a, nbytes=2)]) == -1 EINTR @ 2ms
          aio_error(r) == EINPROGRESS
          aio_suspend([r]) == 0 @ 10ms
          aio_return(r) == 2
        thread K
          pthread_sigmask(SIG_BLOCK, [])
          await_gate(g)
          sleep(2ms)
          kill(SIGUSR1) == 0
        function h
          set caught
        """);

    [Fact]
    public void An_element_without_resources_has_EAGAIN_and_the_call_too() => Ran.Always("""
        limit AIO_MAX 1
        file /sim/a "hello"
        device latency fixed 1ms
        thread T
          open("/sim/a", O_RDWR) -> $a
          lio_listio(LIO_NOWAIT, [LIO_READ r(fd=$a, nbytes=2), LIO_READ s(fd=$a, nbytes=2)]) == -1 EAGAIN
          aio_error(r) == EINPROGRESS
          aio_error(s) == EAGAIN
          aio_return(s) == -1
          aio_suspend([r]) == 0
          aio_return(r) == 2
        """);

    [Fact]
    public void A_bad_element_is_reported_by_the_call_as_declared()
    {
        foreach (var (choice, outcome) in new[] { ("yes", "-1 EIO"), ("no", "0") })
        {
            Ran.Always($"""
                profile list-reports-elements {choice}
                file /sim/a "hello"
                thread T
                  open("/sim/a", O_RDONLY) -> $a
                  lio_listio(LIO_NOWAIT, [LIO_WRITE w(fd=$a, buf="x"), LIO_READ r(fd=$a, nbytes=2)]) == {outcome}
                  aio_suspend([r]) == 0
                  aio_suspend([w]) == 0
                  aio_error(w) == EBADF
                """);
        }
    }

    [Fact]
    public void An_element_may_be_used_again_while_its_list_goes_on() => Ran.Always(Head + """
        device rule cb=slow : latency fixed 5ms
        thread T
          open("/sim/a", O_RDWR) -> $a
          lio_listio(LIO_NOWAIT, [LIO_READ r(fd=$a, nbytes=2), LIO_READ slow(fd=$a, nbytes=2)], sig=thread(all, 9)) == 0
          aio_suspend([r]) == 0 @ 1ms
          aio_return(r) == 2
          aio_write(r, fd=$a, offset=9, buf="x") == 0
          aio_suspend([r]) == 0
          sleep(20ms)
        function all
          aio_error(slow) == 0
        expect notification function=all value=9
        """);
}
