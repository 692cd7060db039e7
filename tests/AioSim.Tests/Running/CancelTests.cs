using AioSpec;

namespace AioSim.Tests;

public sealed class CancelTests
{
    private const string OneRead = """
        file /sim/a "hello"
        device latency fixed 10ms
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_cancel($a, r) == AIO_CANCELED|AIO_NOTCANCELED
          when in-progress(r)
            aio_error(r) == ECANCELED|EINPROGRESS
          aio_suspend([r]) == 0
          aio_error(r) == 0|ECANCELED
          aio_return(r) == 5|-1 ECANCELED
        """;

    [Fact]
    public void An_outstanding_request_is_canceled_or_goes_on()
    {
        var runs = Ran.Always(OneRead);

        Assert.Equal([0L, 1L], runs.Select(ran => ran.ReturnOf("aio_cancel(3, r)").Value).Distinct().Order());
        Assert.All(runs, ran => Assert.Equal(
            ran.ReturnOf("aio_cancel(3, r)").Value == 0 ? Errno.ECANCELED : Errno.None, (Errno)ran.ReturnOf("aio_error(r)").Value));
    }

    [Fact]
    public void Time_does_not_wait_for_what_was_canceled()
    {
        var runs = Ran.Always(OneRead);

        Assert.All(runs, ran => Assert.Equal(ran.ReturnOf("aio_cancel(3, r)").Value == 0 ? 0 : 10_000_000, ran.Result.VirtualNanoseconds));
    }

    [Theory]
    [InlineData("cancels-running yes", "cancels-queued yes", "AIO_CANCELED")]
    [InlineData("cancels-running no", "cancels-queued no", "AIO_NOTCANCELED")]
    public void A_declared_profile_decides(string running, string queued, string answer) => Ran.Always($"""
        file /sim/a "hello"
        profile {running}
        profile {queued}
        device latency fixed 10ms
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_cancel($a, r) == {answer}
        """);

    [Fact]
    public void Cancel_of_a_completed_request_returns_AIO_ALLDONE() => Ran.Always("""
        file /sim/a "hello"
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == 0
          aio_cancel($a, r) == AIO_ALLDONE
          aio_cancel($a, NULL) == AIO_ALLDONE
          aio_return(r) == 5
        """);

    [Fact]
    public void Cancel_of_a_descriptor_that_is_not_open_fails_with_EBADF() => Ran.Always("""
        file /sim/a "hello"
        thread T
          open("/sim/a", O_RDONLY) -> $a
          close($a) == 0
          aio_cancel($a, NULL) == -1 EBADF
        """);

    [Fact]
    public void A_mix_of_running_and_queued_requests_is_NOTCANCELED_and_each_queued_one_canceled_or_not()
    {
        var runs = Ran.Always("""
            file /sim/a "hello"
            profile cancels-running no
            device latency fixed 10ms
            device queue-depth 1
            thread T
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r1, fd=$a, nbytes=5) == 0
              aio_read(r2, fd=$a, nbytes=5) == 0
              aio_read(r3, fd=$a, nbytes=5) == 0
              sleep(1ms)
              aio_cancel($a, NULL) == AIO_NOTCANCELED
              aio_error(r1) == EINPROGRESS
              aio_error(r2) == EINPROGRESS|ECANCELED
              aio_error(r3) == EINPROGRESS|ECANCELED
            """);

        var seen = runs.Select(ran => (ran.ReturnOf("aio_error(r2)").Value, ran.ReturnOf("aio_error(r3)").Value)).Distinct().Count();
        Assert.Equal(4, seen);
    }

    [Fact]
    public void Requests_of_a_duplicate_are_not_covered() => Ran.Always("""
        file /sim/a "hello"
        device latency fixed 10ms
        thread T
          open("/sim/a", O_RDONLY) -> $a
          dup($a) -> $b == 4
          aio_read(r, fd=$b, nbytes=5) == 0
          aio_cancel($a, NULL) == AIO_ALLDONE
          aio_suspend([r]) == 0
          aio_return(r) == 5
        """);

    [Fact]
    public void A_canceled_request_is_notified_once() => Ran.Always("""
        file /sim/a "hello"
        profile cancels-running yes
        profile cancels-queued yes
        device latency fixed 10ms
        thread T
          sigaction(SIGUSR1, handler=h)
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5, sigevent=signal(SIGUSR1, 7)) == 0
          aio_cancel($a, r) == AIO_CANCELED
          aio_cancel($a, r) == AIO_ALLDONE
          sleep(1ms)
        function h
          aio_error(r) == ECANCELED
        expect notification SIGUSR1 value=7
        """);

    [Fact]
    public void A_race_of_cancel_and_completion_has_all_three_answers()
    {
        var runs = Ran.Always("""
            file /sim/a "hello"
            device latency fixed 10ms
            thread T
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=5) == 0
              sleep(10ms)
              aio_cancel($a, r)
            """);

        Assert.Equal([0L, 1L, 2L], runs.Select(ran => ran.ReturnOf("aio_cancel(3, r)").Value).Distinct().Order());
    }
}
