using AioSpec;

namespace AioEngine.Tests;

/// <summary>aio_cancel.</summary>
public abstract class CancelFacts : EngineFacts
{
    private static readonly AioResult s_canceled = new((long)AioCancelResult.AIO_CANCELED);
    private static readonly AioResult s_allDone = new((long)AioCancelResult.AIO_ALLDONE);

    [Fact] // CANCEL-03, CANCEL-04, CANCEL-06, READ-10
    public void A_read_that_waits_for_data_is_canceled_and_notified_once()
    {
        var (read, write) = Host.Pipe();
        var signal = Signo.RealTime(1);
        var block = Block(read, 3, sigevent: SigEvent.Signal(signal, new SigVal(7)));
        Accepted(Aio.Read(block));

        Assert.Equal(s_canceled, Aio.Cancel(read, block));

        Assert.Equal(new AioResult((long)Errno.ECANCELED), Aio.Error(block));
        Assert.Equal(-1, Aio.Return(block).Value);
        Assert.Equal(Errno.None, Signals.Wait([signal], new Timespec(30, 0), out var info));
        Assert.Equal(new SigVal(7), info.Value);
        Assert.Empty(Signals.Pending);
        Host.Write(write, "abc");
        Assert.Equal("abc", Host.Read(read, 3));
    }

    [Fact] // CANCEL-09, CANCEL-10
    public void Nothing_outstanding_is_ALLDONE()
    {
        var fd = Open("a", "hello");
        var block = Block(fd, 5);
        Accepted(Aio.Read(block));
        Wait(block);

        Assert.Equal(s_allDone, Aio.Cancel(fd, block));
        Assert.Equal(s_allDone, Aio.Cancel(fd, null));
        Assert.Equal((Errno.None, 5), End(block));
    }

    [Fact] // CANCEL-01, CANCEL-07, CANCEL-13
    public void All_of_a_descriptor_are_canceled_and_none_of_a_duplicate()
    {
        var (read, write) = Host.Pipe();
        var duplicate = Host.Dup(read);
        var own = Enumerable.Range(0, 3).Select(_ => Block(read, 3)).ToArray();
        var other = Block(duplicate, 3);
        foreach (var block in own) Accepted(Aio.Read(block));
        Accepted(Aio.Read(other));

        Assert.Equal(s_canceled, Aio.Cancel(read, null));

        foreach (var block in own) Assert.Equal((Errno.ECANCELED, -1), End(block));
        Host.Write(write, "abc");
        Assert.Equal((Errno.None, 3), End(other));
    }

    [Fact] // CANCEL-16
    public void Behind_a_canceled_read_the_next_one_gets_the_data()
    {
        var (read, write) = Host.Pipe();
        var (first, second) = (Block(read, 3), Block(read, 3));
        Accepted(Aio.Read(first));
        Accepted(Aio.Read(second));

        Assert.Equal(s_canceled, Aio.Cancel(read, first));
        Host.Write(write, "abc");

        Assert.Equal((Errno.None, 3), End(second));
        Assert.Equal("abc", Text(second, 3));
    }

    [Fact] // WRITE-09, CANCEL-17, R08
    public void A_write_of_which_a_part_is_written_is_canceled_and_writes_no_more()
    {
        var (read, write) = Host.Pipe();
        Host.SetPipeSize(write, 4096);
        var block = Block(write, 12288);
        Accepted(Aio.Write(block));
        Assert.Equal(100, Host.Read(read, 100).Length);

        var answer = (AioCancelResult)Aio.Cancel(write, block).Value;

        var (error, count) = End(block);
        Assert.Equal((AioCancelResult.AIO_CANCELED, Errno.ECANCELED, -1L), (answer, error, (long)count));
    }

    [Fact] // CANCEL-13, CLOSE-05: the number names another file now
    public void A_request_of_a_closed_descriptor_is_not_one_of_the_next_file_with_its_number()
    {
        var (read, write) = Host.Pipe();
        var block = Block(read, 3);
        Accepted(Aio.Read(block));
        var other = Host.Pipe();
        Host.Dup2(other.Read, read);

        Assert.Equal(s_allDone, Aio.Cancel(read, null));

        Host.Write(write, "abc");
        Assert.Equal((Errno.None, 3), End(block));
    }

    [Fact] // CANCEL-14, R01, R02, R03: whatever comes first, answer and status agree
    public async Task A_cancellation_that_races_the_data_never_contradicts_the_status()
    {
        for (var i = 0; i < 300; i++)
        {
            var (read, write) = Host.Pipe();
            var block = Block(read, 3);
            Accepted(Aio.Read(block));
            var writer = Task.Run(() => Host.Write(write, "abc"));

            var answer = (AioCancelResult)Aio.Cancel(read, block).Value;
            var status = (Errno)Aio.Error(block).Value;

            if (answer == AioCancelResult.AIO_CANCELED) Assert.Equal(Errno.ECANCELED, status);
            else if (answer == AioCancelResult.AIO_ALLDONE) Assert.Equal(Errno.None, status);
            await writer;
            Assert.Equal(answer == AioCancelResult.AIO_CANCELED ? (Errno.ECANCELED, -1L) : (Errno.None, 3L), End(block));
            Host.Close(read);
            Host.Close(write);
        }
    }
}

public sealed class UringCancelTests : CancelFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsCancelTests : CancelFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
