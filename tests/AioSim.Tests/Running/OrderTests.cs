namespace AioSim.Tests;

public sealed class OrderTests
{
    private const string Appends = """
        device latency uniform 1us 100us
        device reorder
        thread T
          open("/sim/a", O_RDWR|O_CREAT|O_APPEND) -> $a
          aio_write(w1, fd=$a, offset=-5, buf="1")
          aio_write(w2, fd=$a, buf="2")
          aio_write(w3, fd=$a, buf="3")
          sleep(1ms)
          aio_return(w1) == 1
          aio_return(w2) == 1
          aio_return(w3) == 1
        """;

    [Fact]
    public void Appends_keep_the_order_of_the_calls() => Ran.Always(Appends + "\nexpect file /sim/a \"123\"");

    [Fact]
    public void Appends_may_come_in_any_order_where_that_is_declared()
    {
        var runs = Ran.Always("profile appends-in-order no\n" + Appends);

        Assert.True(runs.Select(ran => ran.FinalFile("/sim/a").ToString()).Distinct().Count() > 3);
        Assert.All(runs, ran => Assert.Equal(3, ran.FinalFile("/sim/a").Length));
    }

    [Fact]
    public void Without_reordering_transfers_start_in_the_order_of_submission() => Ran.Always("""
        device latency fixed 1ms
        device queue-depth 1
        thread T
          open("/sim/a", O_RDWR|O_CREAT) -> $a
          aio_write(w1, fd=$a, offset=0, buf="1", sigevent=thread(f, 1))
          aio_write(w2, fd=$a, offset=1, buf="2", sigevent=thread(f, 2))
          aio_write(w3, fd=$a, offset=2, buf="3", sigevent=thread(f, 3))
          aio_suspend([w3]) == 0 @ 3ms
        function f
          set done
        expect order w1 w2 w3
        expect end 3ms
        """);

    [Fact]
    public void The_queue_depth_bounds_what_is_in_work()
    {
        var runs = Ran.Always("""
            device latency fixed 1ms
            device queue-depth 2
            device reorder
            file /sim/a "hello"
            thread T
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r1, fd=$a, nbytes=1)
              aio_read(r2, fd=$a, nbytes=1)
              aio_read(r3, fd=$a, nbytes=1)
              aio_read(r4, fd=$a, nbytes=1)
              sleep(1500us)
              aio_error(r1)
              aio_error(r2)
              aio_error(r3)
              aio_error(r4)
            expect end 2ms
            """);

        Assert.All(runs, ran => Assert.Equal(2, new[] { "r1", "r2", "r3", "r4" }.Count(r => ran.ReturnOf($"aio_error({r})").Value == 0)));
        Assert.True(runs.Select(ran => ran.ReturnOf("aio_error(r4)").Value).Distinct().Count() == 2);
    }

    [Fact]
    public void Aio_fsync_completes_after_what_was_queued_before() => Ran.Always("""
        device rule op=write : latency fixed 5ms
        device reorder
        thread T
          open("/sim/a", O_RDWR|O_CREAT) -> $a
          dup($a) -> $b
          aio_write(w1, fd=$a, buf="1") == 0
          aio_write(w2, fd=$b, offset=1, buf="2") == 0
          aio_fsync(O_SYNC, s, fd=$a, reqprio=-3) == 0
          aio_error(s) == EINPROGRESS
          aio_suspend([s]) == 0 @ 5ms
          aio_error(w1) == 0
          aio_error(w2) == 0
          aio_return(s) == 0
        """);

    [Fact]
    public void Aio_fsync_fails_when_something_it_covers_has_failed() => Ran.Always("""
        device rule op=write : fail ENOSPC
        thread T
          open("/sim/a", O_RDWR|O_CREAT) -> $a
          aio_write(w1, fd=$a, buf="1") == 0
          aio_fsync(O_DSYNC, s, fd=$a) == 0
          aio_suspend([s]) == 0
          aio_error(w1) == ENOSPC
          aio_error(s) == ENOSPC|0
          aio_return(s)
        """);

    [Theory]
    [InlineData("aio_fsync(7, s, fd=$a)", "-1 EINVAL")]
    [InlineData("aio_fsync(O_SYNC, s, fd=77)", "-1 EBADF")]
    [InlineData("aio_fsync(O_SYNC, s, fd=$a)", "0")]
    public void What_aio_fsync_refuses(string call, string outcome) => Ran.Always($"""
        file /sim/a "x"
        thread T
          open("/sim/a", O_RDONLY) -> $a
          {call} == {outcome}
        """, seeds: 3);

    [Fact]
    public void Of_requests_blocked_on_a_stream_the_highest_priority_goes_first() => Ran.Always("""
        option PIO SIO FSC MON RTS
        profile prioritized yes
        thread T
          pipe(capacity=1) -> $in, $out
          write($out, "x") == 1
          aio_write(a, fd=$out, buf="A", reqprio=0) == 0
          aio_write(b, fd=$out, buf="B", reqprio=5) == 0
          aio_write(c, fd=$out, buf="C", reqprio=0) == 0
          sleep(1ms)
          read($in, 1) == 1 "x"
          sleep(1ms)
          read($in, 1) == 1
          sleep(1ms)
          read($in, 1) == 1
          sleep(1ms)
          read($in, 1) == 1 "B"
        """);

    [Fact]
    public void A_bad_priority_is_EINVAL_where_the_option_holds() => Ran.Always("""
        option PIO SIO FSC MON RTS
        limit AIO_PRIO_DELTA_MAX 5
        file /sim/a "x"
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=1, reqprio=6) == 0|-1 EINVAL
          when accepted(r)
            aio_suspend([r]) == 0
            aio_error(r) == EINVAL
        """);

    [Fact]
    public void At_AIO_MAX_a_submission_is_refused() => Ran.Always("""
        limit AIO_MAX 2
        file /sim/a "hello"
        device latency fixed 1ms
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r1, fd=$a, nbytes=1) == 0
          aio_read(r2, fd=$a, nbytes=1) == 0
          aio_read(r3, fd=$a, nbytes=1) == -1 EAGAIN
          aio_suspend([r1]) == 0
          aio_suspend([r2]) == 0
          aio_read(r3, fd=$a, nbytes=1) == 0
        """);

    [Fact]
    public void The_device_may_refuse_a_submission() => Ran.Always("""
        file /sim/a "hello"
        device rule op=read nth=2 : fail EAGAIN
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r1, fd=$a, nbytes=1) == 0
          aio_read(r2, fd=$a, nbytes=1) == -1 EAGAIN
          aio_read(r2, fd=$a, nbytes=1) == 0
        """);
}
