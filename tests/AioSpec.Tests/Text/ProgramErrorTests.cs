using AioSpec.Text;

namespace AioSpec.Tests.Text;

public sealed class ProgramErrorTests
{
    [Theory]
    [InlineData("tread T1", "p(2,1): unknown keyword 'tread'; expected a keyword; did you mean 'thread'?")]
    [InlineData("  fork()", "p(2,3): an indented line outside of a body; expected it at the start of the line")]
    [InlineData("thread", "p(2,7): expected the name of a thread, found the end of the line")]
    [InlineData("thread T1\nthread T1", "p(3,8): a second thread with the name 'T1'; expected another name")]
    [InlineData("device latncy fixed 1s", "p(2,8): unknown matter of the device 'latncy'; expected one of latency, queue-depth, reorder, rule, crash; did you mean 'latency'?")]
    [InlineData("device latency uniform 5ms 1ms", "p(2,28): the end of the range lies before its start; expected a longer duration")]
    [InlineData("device latency percentiles 50%=1ms 40%=2ms", "p(2,36): a percentile that is not above the one before it; expected them ascending")]
    [InlineData("device latency percentiles 50%=2ms 60%=1ms", "p(2,36): a percentile that is not above the one before it; expected them ascending")]
    [InlineData("device latency percentiles 100.01%=2ms", "p(2,28): a percentage above 100; expected one such as 99.9")]
    [InlineData("device latency percentiles 99.999%=2ms", "p(2,31): expected one or two decimals, found '999'")]
    [InlineData("device rule op=read fail EIO", "p(2,21): unknown member 'fail'; expected one of op=, file=, from=, to=, cb=, nth=, probability=")]
    [InlineData("device rule probability=3/2 :", "p(2,25): a probability above 1; expected one such as 1/10")]
    [InlineData("device rule probability=0/0 :", "p(2,27): '0' is out of range; expected an integer from 1 to 2147483647")]
    [InlineData("device rule : fial EIO", "p(2,15): unknown effect 'fial'; expected one of latency, fail, short, stall; did you mean 'fail'?")]
    [InlineData("expect end -3s", "p(2,12): expected a duration that is not negative")]
    [InlineData("expect status r1 0|ECANCELLED", "p(2,20): unknown errno 'ECANCELLED'; expected an errno; did you mean 'ECANCELED'?")]
    [InlineData("expect ordr r1", "p(2,8): unknown expectation 'ordr'; expected one of notification, order, file, end, status, blocked; did you mean 'order'?")]
    public void A_mistake_in_a_line_is_told_with_its_place(string lines, string message) =>
        Assert.Equal(message, Error(ProgramExamples.Smallest + lines));

    [Theory]
    [InlineData("  aio_reed(r1)", "p(3,3): unknown call 'aio_reed'; expected a call; did you mean 'aio_read'?")]
    [InlineData("  open(\"/a\", O_RDWT)", "p(3,14): unknown open flag 'O_RDWT'; expected one of O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_NONBLOCK, O_DSYNC, O_SYNC; did you mean 'O_RDWR'?")]
    [InlineData("  fork() ->", "p(3,12): expected '$', found the end of the line")]
    [InlineData("  fork() ==", "p(3,12): expected values, data, or *, found the end of the line")]
    [InlineData("  fork() == 5|", "p(3,15): expected a value: a number or a constant, found the end of the line")]
    [InlineData("  fork() == EINPROGRES", "p(3,13): unknown constant 'EINPROGRES'; expected a constant; did you mean 'EINPROGRESS'?")]
    [InlineData("  fork() @ 3", "p(3,12): expected a duration such as 3s, 500ms, 20us or 7ns, found '3'")]
    [InlineData("  fork() 3", "p(3,10): expected the end of the line, found '3'")]
    [InlineData("  fork()\n   fork()", "p(4,4): a line indented by 3; expected 2 as in the line above, or at most 0")]
    [InlineData("  fork()\n\tfork()", "p(4,2): a tab before a statement; expected spaces")]
    [InlineData("    when flag(f)\n      fork()\n     fork()", "p(5,6): a line indented by 5; expected 6 as in the line above, or at most 4")]
    [InlineData("  otherwise\n    fork()", "p(3,3): 'otherwise' without a 'when'; expected a statement")]
    [InlineData("  when flg(f)", "p(3,8): unknown condition 'flg'; expected one of flag, not-flag, in-progress, finished, accepted; did you mean 'flag'?")]
    [InlineData("  repeat 5", "p(3,10): expected 'at-most', found '5'")]
    [InlineData("  repeat at-most -1 until flag(f)", "p(3,18): '-1' is out of range; expected an integer from 0 to 2147483647")]
    public void A_mistake_in_a_statement_is_told_with_its_place(string lines, string message) =>
        Assert.Equal(message, Error(ProgramExamples.Smallest + "thread T1\n" + lines));

    [Fact]
    public void Bodies_inside_each_other_have_a_bound()
    {
        ProgramText.Parse(Nested(TextBounds.Depth), "p");

        Assert.Equal("p(35,34): more than 32 bodies inside each other; expected fewer", Error(Nested(TextBounds.Depth + 1)));
        Assert.StartsWith("p(35,34): more", Error(Nested(1000)), StringComparison.Ordinal);
    }

    // A thread's body with bodies in it, so many in all.
    private static string Nested(int depth) => ProgramExamples.Smallest + "thread T1\n"
        + string.Concat(Enumerable.Range(1, depth).Select(i => new string(' ', i) + (i == depth ? "fork()\n" : "when flag(f)\n")));

    private static string Error(string text) => Assert.Throws<TextFormatError>(() => ProgramText.Parse(text, "p")).Message;
}
