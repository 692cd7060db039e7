using AioSpec.Judging;
using AioSpec.Text;

namespace AioSpec.Tests.Judging;

/// <summary>Files that others may change: what is not known of them convicts nobody, everything else does.</summary>
public sealed class UnknownFileTests
{
    private static Verdict Verdict(string file, string events) => Judge.Of(HistoryText.Parse(
        $"""
        aiosim-history 1
        target test
        may transfer-short
        {file}
        ---
        0 T1 > open("/sim/a", O_RDWR)
        0 T1 < 3
        1 T1 > aio_read(r1, fd=3, nbytes=5)
        1 T1 < 0
        {events}
        9 - end cut
        """, "test.history"));

    [Theory]
    [InlineData("file /sim/a unknown")]
    [InlineData("character /sim/a unknown")]
    public void Any_bytes_and_any_count_may_come_READ_01_READ_03(string file)
    {
        var verdict = Verdict(file, """
            2 T1 > aio_error(r1)
            2 T1 < 0
            3 T1 > aio_return(r1)
            3 T1 < 3 "abc"
            """);

        Assert.Empty(verdict.Violations);
        Assert.Empty(verdict.Doubts);
    }

    [Fact]
    public void A_read_of_an_unknown_stream_may_wait_READ_11() =>
        Assert.Empty(Verdict("character /sim/a unknown", "2 T1 > aio_error(r1)\n2 T1 < EINPROGRESS").Violations);

    [Theory]
    [InlineData("3 T1 < 6", "RETURN-08")]
    [InlineData("3 T1 < -1 EIO", "RETURN-01")]
    public void A_result_that_no_file_permits_is_refused(string result, string requirement)
    {
        var verdict = Verdict("file /sim/a unknown", $"2 T1 > aio_error(r1)\n2 T1 < 0\n3 T1 > aio_return(r1)\n{result}");

        Assert.Contains(verdict.Violations, v => v.Requirement == requirement);
    }
}
