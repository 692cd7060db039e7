using AioSpec.Judging;
using AioSpec.Text;

namespace AioSpec.Tests.Judging;

public sealed class JudgeTests
{
    private const string Opened = """
        aiosim-history 1
        target test
        file /sim/a "hello"
        ---
        0 T1 > open("/sim/a", O_RDWR)
        0 T1 < 3

        """;

    private static Verdict Verdict(string events) => Judge.Of(HistoryText.Parse(Opened + events, "test.history"));

    [Fact]
    public void It_goes_on_after_a_finding()
    {
        var verdict = Verdict("""
            1 T1 > aio_read(r1, fd=3, nbytes=5)
            1 T1 < 0
            2 T1 > aio_error(r1)
            2 T1 < 0
            3 T1 > aio_error(r1)
            3 T1 < EIO
            4 T1 > aio_read(r2, fd=3, nbytes=5)
            4 T1 < 0
            5 T1 > aio_error(r2)
            5 T1 < 0
            6 T1 > aio_return(r2)
            6 T1 < 4 "hell"
            7 - end quiet
            """);

        Assert.Equal(["ERROR-06", "READ-03"], verdict.Violations.Select(v => v.Requirement));
    }

    [Fact]
    public void What_a_handler_blocks_is_blocked_until_it_returns_NOTIFY_02()
    {
        var verdict = Verdict("""
            1 T1 > sigaction(SIGUSR1, catch)
            1 T1 < 0
            2 T1 > kill(SIGUSR1)
            2 T1 ! SIGUSR1 SI_USER
            3 T1 > pthread_sigmask(SIG_BLOCK, [SIGRTMIN+1])
            3 T1 < 0
            4 T1 .
            4 T1 < 0
            5 T1 > sigaction(SIGRTMIN+1, catch)
            5 T1 < 0
            6 T1 > aio_read(r1, fd=3, nbytes=5, sigevent=signal(SIGRTMIN+1, 7))
            6 T1 < 0
            7 T1 ! SIGRTMIN+1 SI_ASYNCIO value=7
            8 T1 .
            9 - end cut
            """);

        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void What_it_knew_of_a_request_counts_no_more_after_a_finding_about_it()
    {
        var verdict = Verdict("""
            1 T1 > aio_read(r1, fd=3, nbytes=5)
            1 T1 < 0
            2 T1 > aio_error(r1)
            2 T1 < 0
            3 T1 > aio_error(r1)
            3 T1 < EIO
            4 T1 > aio_error(r1)
            4 T1 < 0
            5 T1 > aio_return(r1)
            5 T1 < 5 "hello"
            6 - end quiet
            """);

        Assert.Equal(["ERROR-06"], verdict.Violations.Select(v => v.Requirement));
        Assert.Equal([5L, 7L], Assert.Single(verdict.Violations).Evidence.AsEnumerable());
    }

    [Fact]
    public void Two_calls_that_overlap_in_time_may_have_happened_in_either_order()
    {
        var verdict = Verdict("""
            1 T1 > aio_read(r1, fd=3, nbytes=5)
            1 T1 < 0
            2 T1 > aio_error(r1)
            2 T2 > aio_error(r1)
            3 T1 < 0
            4 T2 < EINPROGRESS
            5 T1 > aio_return(r1)
            5 T1 < 5 "hello"
            6 - end quiet
            """);

        Assert.Equal(Answer.Permitted, verdict.Answer);
    }

    [Fact]
    public void A_call_that_begins_after_another_has_told_the_end_must_not_tell_the_beginning()
    {
        var verdict = Verdict("""
            1 T1 > aio_read(r1, fd=3, nbytes=5)
            1 T1 < 0
            2 T1 > aio_error(r1)
            2 T1 < 0
            3 T2 > aio_error(r1)
            3 T2 < EINPROGRESS
            4 - end quiet
            """);

        Assert.Equal(["ERROR-06"], verdict.Violations.Select(v => v.Requirement));
    }

    [Fact]
    public void Each_byte_of_a_read_may_come_from_a_write_that_was_under_way()
    {
        var verdict = Verdict("""
            1 T1 > aio_write(w, fd=3, buf="HELLO")
            1 T1 < 0
            2 T1 > aio_read(r, fd=3, nbytes=5)
            2 T1 < 0
            3 T1 > aio_suspend([r])
            3 T1 < 0
            4 T1 > aio_error(r)
            4 T1 < 0
            5 T1 > aio_return(r)
            5 T1 < 5 "HElLo"
            6 - end quiet
            """);

        Assert.Equal(Answer.Permitted, verdict.Answer);
    }

    [Fact]
    public void A_byte_of_neither_writer_is_refused()
    {
        var verdict = Verdict("""
            1 T1 > aio_write(w, fd=3, buf="HELLO")
            1 T1 < 0
            2 T1 > aio_read(r, fd=3, nbytes=5)
            2 T1 < 0
            3 T1 > aio_suspend([r])
            3 T1 < 0
            4 T1 > aio_error(r)
            4 T1 < 0
            5 T1 > aio_return(r)
            5 T1 < 5 "HExLo"
            6 - end quiet
            """);

        Assert.Equal(["READ-01"], verdict.Violations.Select(v => v.Requirement));
    }

    [Fact]
    public void Of_two_listed_requests_one_must_be_complete_when_aio_suspend_returns_0()
    {
        var verdict = Judge.Of(HistoryText.Parse("""
            aiosim-history 1
            target test
            ---
            0 T1 > pipe()
            0 T1 < 3 4
            1 T1 > aio_read(r1, fd=3, nbytes=5)
            1 T1 < 0
            2 T1 > aio_read(r2, fd=3, nbytes=5)
            2 T1 < 0
            3 T1 > aio_suspend([r1, r2])
            3 T1 < 0
            4 T1 > aio_error(r1)
            4 T1 < EINPROGRESS
            5 T1 > aio_error(r2)
            5 T1 < EINPROGRESS
            6 - end quiet
            """, "test.history"));

        Assert.Equal(["SUSPEND-24"], verdict.Violations.Select(v => v.Requirement));
    }

    [Fact]
    public void A_history_without_an_end_is_inconclusive_and_not_a_pass()
    {
        var verdict = Verdict("""
            1 T1 > aio_read(r1, fd=3, nbytes=5)
            1 T1 < 0
            """);

        Assert.Equal(Answer.Inconclusive, verdict.Answer);
    }

    [Fact]
    public void A_return_without_a_call_is_inconclusive_and_not_a_pass()
    {
        var verdict = Verdict("""
            1 T1 < 0
            2 - end quiet
            """);

        Assert.Equal(Answer.Inconclusive, verdict.Answer);
    }

    [Fact]
    public void What_a_history_that_was_cut_does_not_show_is_not_held_against_it()
    {
        var verdict = Verdict("""
            1 T1 > aio_read(r1, fd=3, nbytes=5, sigevent=thread(done, 1))
            1 T1 < 0
            2 T1 > aio_suspend([r1])
            3 - end cut
            """);

        Assert.Equal(Answer.Permitted, verdict.Answer);
    }
}
