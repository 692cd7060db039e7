using AioSpec.Judging;
using AioSpec.Text;

namespace AioSpec.Tests.Judging;

/// <summary>What a write has changed settles once no read can tell what was there before.</summary>
[Collection(nameof(JudgeMemoryTests))]
public sealed class SettlingTests
{
    private const string Opened = """
        aiosim-history 1
        target test
        file /sim/a "hello"
        ---
        0 T1 > open("/sim/a", O_RDWR)
        0 T1 < 3

        """;

    /// <summary>Two reads are under way while a block is written and the write is over; r1 was there before it, r2 comes after it.</summary>
    [Theory]
    [InlineData("5 \"hello\"", "5 \"hELLo\"", null)]
    [InlineData("5 \"hELLo\"", "5 \"hELLo\"", null)]
    [InlineData("5 \"hElLo\"", "5 \"hELLo\"", null)]
    [InlineData("5 \"hELLo\"", "5 \"hello\"", "ORDER-04")]
    [InlineData("5 \"hellO\"", "5 \"hELLo\"", "READ-01")]
    public void A_read_that_began_before_a_write_was_over_may_miss_it_and_a_later_one_may_not(string first, string second, string? broken)
    {
        var verdict = Judge.Of(HistoryText.Parse(Opened + $"""
            1 T1 > aio_read(r0, fd=3, offset=4, nbytes=1)
            1 T1 < 0
            2 T1 > aio_read(r1, fd=3, nbytes=5)
            2 T1 < 0
            3 T1 > aio_write(w1, fd=3, offset=1, buf="ELL")
            3 T1 < 0
            4 T1 > aio_error(w1)
            4 T1 < 0
            5 T1 > aio_return(w1)
            5 T1 < 3
            6 T1 > aio_read(r2, fd=3, nbytes=5)
            6 T1 < 0
            7 T1 > aio_error(r1)
            7 T1 < 0
            8 T1 > aio_return(r1)
            8 T1 < {first}
            9 T1 > aio_error(r2)
            9 T1 < 0
            10 T1 > aio_return(r2)
            10 T1 < {second}
            11 - end cut
            """, "test.history"));

        Assert.Equal(broken is null ? [] : [broken], verdict.Violations.Select(v => v.Requirement));
    }

    /// <summary>How long a file was is told by a read at any place: one that began before it grew may find the old end.</summary>
    [Theory]
    [InlineData("0", null)]
    [InlineData("2 \"AB\"", null)]
    [InlineData("3 \"AB!\"", "READ-03")]
    public void A_read_that_began_before_a_file_grew_may_find_its_old_end(string result, string? broken)
    {
        var verdict = Judge.Of(HistoryText.Parse(Opened + $"""
            1 T1 > aio_read(r1, fd=3, offset=7, nbytes=5)
            1 T1 < 0
            2 T1 > aio_write(w1, fd=3, offset=5, buf="12AB")
            2 T1 < 0
            3 T1 > aio_error(w1)
            3 T1 < 0
            4 T1 > aio_return(w1)
            4 T1 < 4
            5 T1 > aio_error(r1)
            5 T1 < 0
            6 T1 > aio_return(r1)
            6 T1 < {result}
            7 - end cut
            """, "test.history"));

        Assert.Equal(broken is null ? [] : [broken], verdict.Violations.Select(v => v.Requirement));
    }

    [Fact]
    public void A_read_that_nobody_asks_for_keeps_nothing_from_settling_elsewhere()
    {
        var history = HistoryText.Parse(Opened + """
            1 T1 > aio_read(r1, fd=3, nbytes=4)
            1 T1 < 0
            2 T1 > aio_write(w1, fd=3, offset=4, buf="O")
            2 T1 < 0
            3 T1 > aio_error(w1)
            3 T1 < 0
            4 T1 > aio_return(w1)
            4 T1 < 1
            9 - end cut
            """, "test.history");
        var judge = new Judge(history.Header);
        foreach (var e in history.Events[..4]) judge.Add(e);

        long Held(int turns)
        {
            for (var i = 0; i < turns; i++)
            {
                foreach (var e in history.Events[4..^1]) judge.Add(e);
            }

            return GC.GetTotalMemory(forceFullCollection: true);
        }

        var before = Held(4_000);
        var after = Held(30_000);

        Assert.InRange(after - before, long.MinValue, 1_000_000);
        Assert.Empty(judge.Finish().Findings);
    }
}
