using AioSpec.Programs;
using AioSpec.Text;

namespace AioSpec.Tests.Text;

public sealed class CallTextTests
{
    public static TheoryData<string> Texts => [.. CallExamples.All.Select(e => e.Text)];

    [Theory, MemberData(nameof(Texts))]
    public void A_call_prints_as_its_text(string text)
    {
        var call = CallExamples.All.Single(e => e.Text == text).Call;

        Assert.Equal(text, CallText.Print(call));
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_text_is_read_as_its_call(string text)
    {
        var call = CallExamples.All.Single(e => e.Text == text).Call;

        Assert.Equal(call, CallText.Parse(text));
    }

    [Fact]
    public void Every_record_of_a_call_has_an_example()
    {
        var records = typeof(Call).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Call))).ToHashSet();

        Assert.Empty(records.Except(CallExamples.All.Select(e => e.Call.GetType())));
    }

    [Theory]
    [InlineData("aio_read ( r1 ,nbytes=5,  fd = 3)", "aio_read(r1, fd=3, nbytes=5)")]
    [InlineData("aio_suspend([r1], timeout=NULL)", "aio_suspend([r1])")]
    [InlineData("lio_listio(0, [0 r1(fd=3)], sig=NULL)", "lio_listio(LIO_WAIT, [LIO_READ r1(fd=3)])")]
    [InlineData("aio_init()", "aio_init(threads=20, num=64, idle=1)")]
    [InlineData("exit()", "exit(0)")]
    [InlineData("kill(SIGRTMAX-1)", "kill(SIGRTMIN+29)")]
    [InlineData("aio_fsync(0x1000, s1, fd=3)", null)]
    [InlineData("aio_fsync(4096, s1, fd=3)", "aio_fsync(O_DSYNC, s1, fd=3)")]
    public void Other_ways_to_write_a_call_mean_the_same(string given, string? same)
    {
        if (same is null) Assert.Throws<TextFormatError>(() => CallText.Parse(given));
        else Assert.Equal(same, CallText.Print(CallText.Parse(given)));
    }

    [Theory]
    [InlineData("none(signo=SIGUSR1)")]
    [InlineData("signal()")]
    [InlineData("signal(SIGUSR1)")]
    [InlineData("signal(value=7)")]
    [InlineData("signal(SIGUSR1, 7, function=f, attributes=big, thread=T1)")]
    [InlineData("signal(SIGUSR1, thread=T1)")]
    [InlineData("thread(done)")]
    [InlineData("thread(value=&r1, signo=SIGUSR1)")]
    [InlineData("thread(done, 7, attributes=\"big stack\")")]
    [InlineData("thread_id(SIGUSR1, 7, T1)")]
    [InlineData("thread_id(SIGUSR1, thread=T1)")]
    [InlineData("sigev(77)")]
    [InlineData("sigev(-1, signo=SIGUSR1, value=7)")]
    public void A_sigevent_prints_as_it_was_read(string text)
    {
        var call = $"aio_read(r1, fd=3, sigevent={text})";

        Assert.Equal(call, CallText.Print(CallText.Parse(call)));
    }

    [Fact]
    public void A_list_that_is_long_goes_over_several_lines_and_is_read_back()
    {
        var list = Enumerable.Range(0, 100_000).Select(i => i % 7 == 0 ? null : "request" + i);
        var call = new AioSuspend([.. list], null);

        var text = CallText.Print(call);

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 1, 8300));
        Assert.Equal(call, CallText.Parse(text));
    }
}
