using AioSpec.Text;

namespace AioSpec.Tests.Text;

public sealed class HistoryErrorTests
{
    [Theory]
    [InlineData("", "h(1,1): expected 'aiosim-history 1', found the end of the file")]
    [InlineData("aiosim-program 1", "h(1,1): expected 'aiosim-history 1', found 'aiosim-program'")]
    [InlineData("aiosim-history 2", "h(1,16): version 2 of aiosim-history is unknown; expected version 1")]
    [InlineData("aiosim-history 1\ntarget sim\n", "h(3,1): expected '---' after the header, found the end of the file")]
    [InlineData("aiosim-history 1\nlimits AIO_MAX 1", "h(2,1): unknown keyword 'limits'; expected a keyword; did you mean 'limit'?")]
    [InlineData("aiosim-history 1\nlimit AIO_MAXX 1",
        "h(2,7): unknown limit 'AIO_MAXX'; expected one of AIO_LISTIO_MAX, AIO_MAX, AIO_PRIO_DELTA_MAX; did you mean 'AIO_MAX'?")]
    [InlineData("aiosim-history 1\nlimit AIO_MAX -1", "h(2,15): '-1' is out of range; expected an integer from 0 to 2147483647")]
    [InlineData("aiosim-history 1\nclock_resolution 5", "h(2,18): expected a duration such as 3s, 500ms, 20us or 7ns, found '5'")]
    [InlineData("aiosim-history 1\nclock_resolution -5s", "h(2,18): expected a duration that is not negative")]
    [InlineData("aiosim-history 1\nprofile close-cancels maybe", "h(2,23): unknown answer 'maybe'; expected one of yes, no")]
    [InlineData("aiosim-history 1\noption PIO SIQ", "h(2,12): unknown option 'SIQ'; expected one of PIO, SIO, FSC, MON, TPS, RTS, none; did you mean 'SIO'?")]
    [InlineData("aiosim-history 1\nfile /a \"x\" 7", "h(2,13): expected the end of the line, found '7'")]
    public void A_mistake_in_the_header_is_told_with_its_place(string text, string message) => Assert.Equal(message, Error(text));

    [Theory]
    [InlineData("x T1 > fork()", "h(4,1): expected a time in nanoseconds, found 'x'")]
    [InlineData("-1 T1 > fork()", "h(4,1): '-1' is out of range; expected an integer from 0 to 9223372036854775807")]
    [InlineData("9223372036854775808 T1 > fork()",
        "h(4,1): '9223372036854775808' is out of range; expected an integer from 0 to 9223372036854775807")]
    [InlineData("1", "h(4,2): expected the name of a thread, or -, found the end of the line")]
    [InlineData("1 T1", "h(4,5): expected an event: one of > < ! . * x, found the end of the line")]
    [InlineData("1 T1 ? fork()", "h(4,6): expected an event: one of > < ! . * x, found '?'")]
    [InlineData("1 T1 > aio_reed(r1, fd=3)", "h(4,8): unknown call 'aio_reed'; expected a call; did you mean 'aio_read'?")]
    [InlineData("1 T1 > aio_read(r1, df=3)",
        "h(4,21): unknown member 'df='; expected one of fd=, offset=, buf=, nbytes=, reqprio=, sigevent=, opcode=, garbage; did you mean 'fd='?")]
    [InlineData("1 T1 > aio_read(r1, fd=3, fd=4)", "h(4,27): 'fd=' stands here for the second time; expected it once")]
    [InlineData("1 T1 > aio_read(r1, nbytes=4)", "h(4,21): a control block without a descriptor; expected fd=")]
    [InlineData("1 T1 > aio_read(r1, fd=x)", "h(4,24): expected a descriptor: its number, or $ and a variable, found 'x'")]
    [InlineData("1 T1 > lio_listio(LIO_WAITT, [])",
        "h(4,19): unknown mode 'LIO_WAITT'; expected one of LIO_WAIT, LIO_NOWAIT; did you mean 'LIO_WAIT'?")]
    [InlineData("1 T1 > lio_listio(LIO_WAIT, [LIO_READ r1(fd=3)],\n    [x)", "h(5,5): expected one of sig=, sig_reused_for=, found '['")]
    [InlineData("1 T1 > aio_suspend([r1,\n\tNULLL, r\u00e9], timeout=3s)", "h(5,10): expected ']', found '\\u00e9'")]
    [InlineData("1 T1 > aio_suspend([r1], timeout=-3s)", "h(4,34): a negative duration; expected timespec(SECONDS, NANOSECONDS)")]
    [InlineData("1 T1 > kill(SIGUSR9)", "h(4,13): unknown signal 'SIGUSR9'; expected a signal; did you mean 'SIGUSR1'?")]
    [InlineData("1 T1 > aio_read(r1, fd=3, opcode=LIO_REED)",
        "h(4,34): unknown opcode 'LIO_REED'; expected one of LIO_READ, LIO_WRITE, LIO_NOP; did you mean 'LIO_READ'?")]
    [InlineData("1 T1 < EINPROGRES", "h(4,8): unknown constant 'EINPROGRES'; expected a constant; did you mean 'EINPROGRESS'?")]
    [InlineData("1 T1 < -1 EAGIAN", "h(4,11): unknown errno 'EAGIAN'; expected an errno; did you mean 'EAGAIN'?")]
    [InlineData("1 T1 < 3 4 5", "h(4,12): expected the end of the line, found '5'")]
    [InlineData("1 T1 .", "h(4,6): no handler and no notification function runs on thread 'T1'; expected one of > < ! * x")]
    [InlineData("1 - begin", "h(4,5): unknown event of the process 'begin'; expected one of final, end, crash")]
    [InlineData("1 - end quiet\n2 T1 x", "h(5,1): expected nothing after the end of the history, found '2'")]
    public void A_mistake_in_an_event_is_told_with_its_place(string lines, string message) =>
        Assert.Equal(message, Error(HistoryExamples.Smallest + lines));

    [Fact]
    public void A_line_without_an_end_is_refused_before_it_fills_the_memory()
    {
        using var endless = new EndlessReader('x');

        var error = Assert.Throws<TextFormatError>(() => new HistoryReader(endless, "h"));

        Assert.Equal("h(1,1): a line of more than 1048576 characters; expected a line break", error.Message);
        Assert.InRange(endless.Given, TextBounds.LineLength, 4 * TextBounds.LineLength);
    }

    [Fact]
    public void Lines_that_continue_each_other_without_an_end_are_refused_before_they_fill_the_memory()
    {
        using var endless = new EndlessReader(',', '\n');

        var error = Assert.Throws<TextFormatError>(() => new HistoryReader(endless, "h"));

        Assert.Equal("h(1,1): lines of more than 67108864 characters that continue each other", error.Message);
        Assert.InRange(endless.Given, TextBounds.JoinedLength, 4L * TextBounds.JoinedLength);
    }

    private static string Error(string text) => Assert.Throws<TextFormatError>(() => HistoryText.Parse(text, "h")).Message;

    private sealed class EndlessReader(params char[] cycle) : TextReader
    {
        public long Given { get; private set; }

        public override int Read(char[] buffer, int index, int count)
        {
            for (var i = 0; i < count; i++) buffer[index + i] = cycle[(Given + i) % cycle.Length];
            Given += count;
            return count;
        }
    }
}
