using AioSpec;

namespace AioSim.Tests;

public sealed class CloseTests
{
    [Fact]
    public void A_request_goes_to_its_own_file_whatever_becomes_of_the_number()
    {
        var runs = Ran.Always("""
            profile close-cancels no
            device latency fixed 1ms
            thread T
              open("/sim/a", O_RDWR|O_CREAT) -> $a == 3
              aio_write(w, fd=$a, buf="data") == 0
              close($a) == 0
              open("/sim/b", O_RDWR|O_CREAT) -> $b == 3
              aio_suspend([w]) == 0
              aio_return(w) == 4
            expect file /sim/a "data"
            expect file /sim/b ""
            """);

        Assert.NotEmpty(runs);
    }

    [Fact]
    public void Dup2_closes_what_it_replaces() => Ran.Always("""
        profile close-cancels no
        thread T
          open("/sim/a", O_RDWR|O_CREAT) -> $a
          open("/sim/b", O_RDWR|O_CREAT) -> $b
          aio_write(w, fd=$a, buf="data") == 0
          dup2($b, $a) == 3
          aio_suspend([w]) == 0
          aio_return(w) == 4
        expect file /sim/a "data"
        expect file /sim/b ""
        """);

    [Fact]
    public void Close_cancels_what_is_queued_where_it_is_declared_to() => Ran.Always("""
        profile close-cancels yes
        device latency fixed 1ms
        device queue-depth 1
        thread T
          open("/sim/a", O_RDWR|O_CREAT) -> $a
          aio_write(w1, fd=$a, buf="1") == 0
          aio_write(w2, fd=$a, buf="2") == 0
          sleep(1us)
          close($a) == 0
          aio_error(w1) == EINPROGRESS
          aio_error(w2) == ECANCELED
          aio_suspend([w1]) == 0
          aio_return(w1) == 1
        expect file /sim/a "1"
        """);

    [Fact]
    public void Undeclared_close_may_do_either()
    {
        var runs = Ran.Always("""
            device latency fixed 1ms
            device queue-depth 1
            thread T
              open("/sim/a", O_RDWR|O_CREAT) -> $a
              aio_write(w1, fd=$a, buf="1") == 0
              aio_write(w2, fd=$a, offset=1, buf="2") == 0
              close($a) == 0
              sleep(10ms)
              aio_error(w2) == 0|ECANCELED
            """);

        Assert.Equal(2, runs.Select(ran => ran.ReturnOf("aio_error(w2)").Value).Distinct().Count());
    }

    [Fact]
    public void The_lowest_free_number_is_taken() => Ran.Always("""
        file /sim/a "x"
        thread T
          open("/sim/a", O_RDONLY) -> $a == 3
          open("/sim/a", O_RDONLY) -> $b == 4
          dup($a) -> $c == 5
          close($b) == 0
          pipe() -> $r, $w == 4
          close($w) == 0
          dup2($a, 9) == 9
          open("/sim/a", O_RDONLY) -> $d == 6
        """);

    [Fact]
    public void Exit_ends_the_run_and_what_is_running_completes_without_a_notification()
    {
        var runs = Ran.Always("""
            profile cancels-queued no
            device latency fixed 1ms
            thread T
              open("/sim/a", O_RDWR|O_CREAT) -> $a
              aio_write(w, fd=$a, buf="data", sigevent=signal(SIGUSR1, 1)) == 0
              exit(0)
            thread U
              sleep(5s)
            expect file /sim/a "data"
            expect end 1ms
            """);

        Assert.All(runs, ran => Assert.Empty(ran.Result.BlockedThreads));
        Assert.All(runs, ran => Assert.Equal(Data.Of("data"), ran.FinalFile("/sim/a")));
    }
}
