using AioSpec.Judging;
using AioSpec.Text;

namespace AioSpec.Tests.Judging;

/// <summary>What must be there after a crash of the system, and what may be.</summary>
public sealed class CrashTests
{
    private const string Written = """
        1000 T1 > open("/sim/a", O_RDWR)
        2000 T1 < 3
        3000 T1 > aio_write(w, fd=3, buf="HELLO")
        4000 T1 < 0
        """;

    private const string Complete = """
        5000 T1 > aio_suspend([w])
        6000 T1 < 0
        7000 T1 > aio_return(w)
        8000 T1 < 5
        """;

    private const string Synchronized = """
        9000 T1 > aio_fsync(O_SYNC, s, fd=3)
        10000 T1 < 0
        11000 T1 > aio_suspend([s])
        12000 T1 < 0
        13000 T1 > aio_return(s)
        14000 T1 < 0
        """;

    private const string Succeeded = """
        15000 T1 > aio_error(w)
        16000 T1 < 0
        """;

    [Theory]
    [InlineData("hello")]
    [InlineData("HELLO")]
    [InlineData("HEllo")]
    public void A_complete_write_that_nobody_synchronized_may_be_there_or_not(string found) =>
        Assert.Equal(Answer.Permitted, After(Written + "\n" + Complete, found).Answer);

    [Fact]
    public void But_bytes_that_nobody_wrote_may_not() =>
        Assert.Equal(["WRITE-01"], Ids(After(Written + "\n" + Complete, "hullo")));

    [Fact]
    public void A_write_that_was_queued_when_aio_fsync_was_called_is_there_once_it_has_succeeded() =>
        Assert.Equal(["FSYNC-08"], Ids(After($"{Written}\n{Synchronized}\n{Succeeded}", "hello")));

    [Fact]
    public void A_write_that_was_complete_when_aio_fsync_was_called_is_there() =>
        Assert.Equal(["FSYNC-02"], Ids(After($"{Written}\n{Complete}\n{Synchronized}", "hello")));

    [Theory]
    [InlineData("hello")]
    [InlineData("HELLO")]
    public void An_aio_fsync_that_was_not_seen_complete_promises_nothing(string found) => Assert.Equal(Answer.Permitted, After(Written + """

        9000 T1 > aio_fsync(O_SYNC, s, fd=3)
        10000 T1 < 0
        """, found).Answer);

    [Theory]
    [InlineData("hello", "FSYNC-02")]
    [InlineData("HELLO", null)]
    [InlineData("he__o", "FSYNC-02")]
    [InlineData("HE__O", null)]
    public void What_was_written_after_the_synchronization_lies_over_what_is_promised(string found, string? broken) => Assert.Equal(
        broken is null ? [] : [broken],
        Ids(After($"{Written}\n{Complete}\n{Synchronized}\n" + """
            15000 T1 > pwrite(3, "__", 2)
            16000 T1 < 2
            """, found)));

    [Fact]
    public void The_file_is_not_shorter_than_what_is_promised() =>
        Assert.Equal(["FSYNC-02"], Ids(After($"{Written}\n{Complete}\n{Synchronized}", "HEL")));

    [Fact]
    public void Without_synchronized_I_O_O_DSYNC_promises_nothing() => Assert.Equal(Answer.Permitted, Judge.Of(HistoryText.Parse("""
        aiosim-history 1
        option none
        may crash
        file /sim/a "hello"
        ---
        1000 T1 > open("/sim/a", O_RDWR|O_DSYNC)
        2000 T1 < 3
        3000 T1 > pwrite(3, "HELLO", 0)
        4000 T1 < 5
        20000 - crash
        21000 - final /sim/a "hello"
        22000 - end quiet
        """, "crash")).Answer);

    [Fact]
    public void A_crash_that_the_head_does_not_announce_cannot_be_judged() => Assert.Equal(Answer.Inconclusive, Judge.Of(HistoryText.Parse("""
        aiosim-history 1
        file /sim/a "hello"
        ---
        20000 - crash
        21000 - final /sim/a "HELLO"
        22000 - end quiet
        """, "crash")).Answer);

    private static Verdict After(string events, string found) => Judge.Of(HistoryText.Parse($"""
        aiosim-history 1
        may crash
        file /sim/a "hello"
        ---
        {events}
        20000 - crash
        21000 - final /sim/a "{found}"
        22000 - end quiet
        """, "crash"));

    private static IEnumerable<string> Ids(Verdict verdict) => verdict.Violations.Select(v => v.Requirement);
}
