using AioSpec.Judging;
using AioSpec.Text;

namespace AioSpec.Tests.Judging;

/// <summary>Of what is submitted again and again in one shape the judge asks less: it finds the same.</summary>
public sealed class RepeatedSubmissionTests
{
    private const string Opened = """
        aiosim-history 1
        target test
        file /sim/a "hello"
        ---
        0 T1 > open("/sim/a", O_RDWR)
        0 T1 < 3

        """;

    private static readonly string s_turn = Turn("0", "5 \"hello\"");

    [Theory]
    [InlineData("0", "5 \"jello\"", "RETURN-04")]
    [InlineData("0", "6 \"hello!\"", "RETURN-08")]
    [InlineData("0", "4 \"hell\"", "READ-03")]
    [InlineData("EBADF", "-1 EBADF", "SUB-05")]
    [InlineData("EINVAL", "-1 EINVAL", "CB-08")]
    [InlineData("ECANCELED", "-1 ECANCELED", "CANCEL-01")]
    [InlineData("EIO", "5 \"hello\"", "ERROR-02")]
    [InlineData("0", "-1 EIO", "RETURN-01")]
    public void What_is_wrong_the_fourth_time_is_found(string status, string result, string requirement)
    {
        var verdict = Judge.Of(HistoryText.Parse(Opened + s_turn + s_turn + s_turn + Turn(status, result) + "9 - end quiet\n", "test.history"));

        Assert.Contains(verdict.Violations, v => v.Requirement == requirement);
    }

    /// <summary>What is submitted in another way is judged by itself, also where only its place is another one.</summary>
    [Theory]
    [InlineData("offset=2, nbytes=5", "0", "3 \"llo\"", null)]
    [InlineData("offset=2, nbytes=5", "0", "4 \"hell\"", "READ-03")]
    [InlineData("nbytes=4", "0", "6 \"hello!\"", "RETURN-08")]
    [InlineData("offset=-1, nbytes=5", "0", "5 \"hello\"", "SUB-11")]
    [InlineData("offset=-1, nbytes=5", "EINVAL", "-1 EINVAL", null)]
    [InlineData("offset=9223372036854775807, nbytes=5", "EINVAL", "-1 EINVAL", null)]
    [InlineData("nbytes=5, reqprio=-1", "EINVAL", "-1 EINVAL", null)]
    [InlineData("nbytes=5, reqprio=1", "EINVAL", "-1 EINVAL", "CB-08")]
    public void What_comes_after_and_is_not_alike_is_judged_by_itself(string block, string status, string result, string? requirement)
    {
        var last = Turn(status, result).Replace("nbytes=5", block, StringComparison.Ordinal);

        var verdict = Judge.Of(HistoryText.Parse(Opened + s_turn + s_turn + s_turn + last + "9 - end quiet\n", "test.history"));

        Assert.Equal(requirement is null ? [] : [requirement], verdict.Violations.Select(v => v.Requirement).Take(1));
    }

    [Fact]
    public void A_descriptor_that_is_closed_meanwhile_may_be_no_good_for_the_next_one()
    {
        var closed = """
            2 T1 > close(3)
            2 T1 < 0
            3 T1 > aio_read(r1, fd=3, nbytes=5)
            3 T1 < -1 EBADF
            9 - end quiet

            """;
        var history = HistoryText.Parse(Opened + s_turn + s_turn + s_turn + closed, "test.history");

        Assert.Empty(Judge.Of(history).Findings);
    }

    private static string Turn(string status, string result) => $"""
        1 T1 > aio_read(r1, fd=3, nbytes=5)
        1 T1 < 0
        1 T1 > aio_suspend([r1])
        1 T1 < 0
        1 T1 > aio_error(r1)
        1 T1 < {status}
        1 T1 > aio_return(r1)
        1 T1 < {result}

        """;
}
