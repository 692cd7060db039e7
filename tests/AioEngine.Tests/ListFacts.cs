using AioSpec;

namespace AioEngine.Tests;

/// <summary>lio_listio.</summary>
public abstract class ListFacts : EngineFacts
{
    private static readonly Signo s_signal = Signo.RealTime(2);

    [Fact] // LIO-05, LIO-06, LIO-07, LIO-10, LIO-11
    public void A_waited_list_does_its_elements_and_ignores_NULL_and_NOP()
    {
        var fd = Open("a", "hello");
        var read = Element(Block(fd, 5), LioOpcode.LIO_READ);
        var write = Element(Block(fd, "XY", offset: 10), LioOpcode.LIO_WRITE);
        var nop = Element(Block(-1, 1), LioOpcode.LIO_NOP);

        Accepted(Aio.ListIo(LioMode.LIO_WAIT, [null, read, nop, write], null));

        Assert.Equal(new AioResult(0), Aio.Error(read));
        Assert.Equal(5, Aio.Return(read).Value);
        Assert.Equal(2, Aio.Return(write).Value);
        Refused(Errno.EINVAL, Aio.Error(nop));
        Assert.Equal("hello\0\0\0\0\0XY", File.ReadAllText(PathOf("a")));
    }

    [Fact] // LIO-08, LIO-12, LIO-13, LIO-30
    public void A_failing_element_is_EIO_and_hinders_no_other()
    {
        var good = Element(Block(Open("a", "hello"), 5), LioOpcode.LIO_READ);
        var badFile = Element(Block(-1, 5), LioOpcode.LIO_READ);
        var directory = Element(Block(Host.Open("/", OpenFlags.O_RDONLY), 5), LioOpcode.LIO_READ);
        var opcode = Element(Block(Open("a"), 5), (LioOpcode)77);

        Refused(Errno.EIO, Aio.ListIo(LioMode.LIO_WAIT, [badFile, good, directory, opcode], null));

        Assert.Equal((Errno.None, 5), End(good));
        Assert.Equal((Errno.EBADF, -1), End(badFile));
        Assert.Equal((Errno.EISDIR, -1), End(directory));
        Assert.Equal((Errno.EINVAL, -1), End(opcode));
    }

    [Fact] // LIO-14, LIO-20, LIO-22, LIO-26, NOTIFY-03
    public void The_list_notification_comes_once_when_all_elements_are_complete()
    {
        var (read, write) = Host.Pipe();
        var slow = Element(Block(read, 3, sigevent: SigEvent.Signal(s_signal, new SigVal(1))), LioOpcode.LIO_READ);
        var quick = Element(Block(Open("a", "hello"), 5, sigevent: SigEvent.Signal(s_signal, new SigVal(2))), LioOpcode.LIO_READ);

        Accepted(Aio.ListIo(LioMode.LIO_NOWAIT, [slow, quick], SigEvent.Signal(s_signal, new SigVal(3))));

        Assert.Equal(new SigVal(2), Next());
        Assert.Empty(Signals.Pending);
        Host.Write(write, "abc");
        Assert.Equal([1, 3], new[] { Next().Int, Next().Int }.Order());
        Assert.Empty(Signals.Pending);
    }

    [Fact] // LIO-24
    public void An_empty_list_is_notified_at_once()
    {
        Accepted(Aio.ListIo(LioMode.LIO_NOWAIT, [null], SigEvent.Signal(s_signal, new SigVal(3))));
        Assert.Equal(new SigVal(3), Next());
        Accepted(Aio.ListIo(LioMode.LIO_WAIT, [], null));
    }

    [Fact] // LIO-01, LIO-02, LIO-16
    public void A_bad_mode_or_too_long_a_list_starts_nothing()
    {
        New(maxListElements: 2);
        var write = Element(Block(Open("a", ""), "x"), LioOpcode.LIO_WRITE);

        Refused(Errno.EINVAL, Aio.ListIo((LioMode)2, [write], null));
        Refused(Errno.EINVAL, Aio.ListIo(LioMode.LIO_WAIT, [write, null, null], null));

        Refused(Errno.EINVAL, Aio.Error(write));
        Assert.Equal("", File.ReadAllText(PathOf("a")));
    }

    [Fact] // LIO-17, LIMIT-02, SUB-04
    public void What_exceeds_AIO_MAX_is_EAGAIN_and_says_so()
    {
        New(maxOutstanding: 1);
        var (read, write) = Host.Pipe();
        var first = Element(Block(read, 3), LioOpcode.LIO_READ);
        var second = Element(Block(read, 3), LioOpcode.LIO_READ);

        Refused(Errno.EAGAIN, Aio.ListIo(LioMode.LIO_NOWAIT, [first, second], null));
        Refused(Errno.EAGAIN, Aio.Read(Block(read, 3)));

        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(first));
        Assert.Equal(new AioResult((long)Errno.EAGAIN), Aio.Error(second));
        Host.Write(write, "abc");
        Assert.Equal((Errno.None, 3), End(first));
        Accepted(Aio.Read(second));
    }

    [Fact] // LIO-18, LIO-31, EINTR-03
    public void A_caught_signal_ends_the_wait_and_leaves_the_elements_outstanding()
    {
        var (read, write) = Host.Pipe();
        var slow = Element(Block(read, 3), LioOpcode.LIO_READ);
        var quick = Element(Block(Open("a", "hello"), 5, sigevent: SigEvent.Signal(s_signal, default)), LioOpcode.LIO_READ);
        Signals.SetAction(s_signal, SignalAction.Catch(_ => { }));
        Signals.Unblock(s_signal);

        Refused(Errno.EINTR, Aio.ListIo(LioMode.LIO_WAIT, [slow, quick], null));

        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(slow));
        Host.Write(write, "abc");
        Assert.Equal((Errno.None, 3), End(slow));
    }

    [Fact] // LIO-29
    public void An_element_that_is_complete_can_be_submitted_again_while_the_list_is_pending()
    {
        var (read, write) = Host.Pipe();
        var slow = Element(Block(read, 3), LioOpcode.LIO_READ);
        var quick = Element(Block(Open("a", "hello"), 5), LioOpcode.LIO_READ);
        Accepted(Aio.ListIo(LioMode.LIO_NOWAIT, [slow, quick], SigEvent.Signal(s_signal, new SigVal(3))));
        Assert.Equal((Errno.None, 5), End(quick));
        Accepted(Aio.Read(quick));
        Assert.Equal((Errno.None, 5), End(quick));

        Assert.Empty(Signals.Pending);
        Host.Write(write, "abc");

        Assert.Equal(new SigVal(3), Next());
    }

    private static Aiocb Element(Aiocb block, LioOpcode opcode)
    {
        block.Members = block.Members with { LioOpcode = opcode };
        return block;
    }

    private SigVal Next()
    {
        Assert.Equal(Errno.None, Signals.Wait([s_signal], new Timespec(30, 0), out var info));
        Assert.Equal(SignalCode.SI_ASYNCIO, info.Code);
        return info.Value;
    }
}

public sealed class UringListTests : ListFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsListTests : ListFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
