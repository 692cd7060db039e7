using AioSpec;

namespace AioSim.Tests;

/// <summary>What the model does only where it is asked to, and the judge permits always.</summary>
public sealed class LibertyTests
{
    private const long Canceled = (long)AioCancelResult.AIO_CANCELED;
    private const long AllDone = (long)AioCancelResult.AIO_ALLDONE;

    [Theory]
    [InlineData("liberty joint-cancel", true)]
    [InlineData("", false)]
    public void Two_that_cancel_at_a_time_are_both_told_AIO_CANCELED(string liberty, bool both)
    {
        var runs = Ran.Always($"""
            {liberty}
            file /sim/a "hello"
            device latency fixed 10ms
            profile cancels-queued yes
            profile cancels-running yes
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=5) == 0
              open_gate(g)
              aio_cancel($a, r)
              aio_error(r) == ECANCELED
            thread B
              await_gate(g)
              aio_cancel(3, r) == AIO_CANCELED|AIO_ALLDONE
              aio_error(r) == ECANCELED
            """);

        var answers = runs.Select(ran => ran.ReturnsOf("aio_cancel(3, r)").Select(r => r.Value).Order().ToArray()).ToList();
        Assert.All(answers, pair => Assert.Equal(Canceled, pair[0]));
        Assert.Contains(answers, pair => pair[1] == AllDone);
        Assert.Equal(both, answers.Exists(pair => pair[1] == Canceled));
    }

    [Fact]
    public void A_write_of_which_a_part_has_moved_may_end_with_that()
    {
        var runs = Ran.Always("""
            liberty short-cancel
            thread T
              pipe(capacity=4096) -> $r, $w
              aio_write(w, fd=$w, buf=tag(1, 8192)) == 0
              sleep(1ms)
              aio_cancel($w, w)
              sleep(1ms)
              read($r, 4096) == 4096
              aio_suspend([w]) == 0
              aio_return(w) == 4096|8192|-1 ECANCELED
            """);

        Assert.Equal([-1L, 4096L, 8192L], runs.Select(ran => ran.ReturnOf("aio_return(w)").Value).Distinct().Order());
    }

    [Fact]
    public void A_signal_may_end_a_list_before_all_is_initiated()
    {
        var runs = Ran.Always("""
            liberty list-in-parts
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              sigaction(SIGUSR1, catch)
              open_gate(g)
              lio_listio(LIO_WAIT, [LIO_READ r1(fd=$a, nbytes=2), LIO_READ r2(fd=$a, nbytes=3)]) == 0|-1 EINTR
              aio_error(r1) == 0|EINPROGRESS|-1 EINVAL
              aio_error(r2) == 0|EINPROGRESS|-1 EINVAL
            thread B
              pthread_sigmask(SIG_BLOCK, [])
              await_gate(g)
              kill(SIGUSR1)
            """);

        foreach (var cb in new[] { "r1", "r2" }) Assert.Contains(runs, ran => ran.ReturnOf($"aio_error({cb})").Errno == Errno.EINVAL);
    }

    [Fact]
    public void A_list_that_was_refused_in_part_may_be_silent()
    {
        var runs = Ran.Always("""
            liberty silent-refusal
            profile list-reports-elements yes
            file /sim/a "hello"
            thread T
              open("/sim/a", O_RDONLY) -> $a
              lio_listio(LIO_NOWAIT, [LIO_READ r1(fd=$a, nbytes=2), LIO_READ r2(fd=99, nbytes=3)], sig=thread(done)) == -1 EIO
            function done
              aio_error(r1) == 0
            """);

        Assert.Equal(2, runs.Select(ran => ran.Text.Contains("* done", StringComparison.Ordinal)).Distinct().Count());
    }
}
