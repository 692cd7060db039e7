using AioSpec;

namespace AioEngine.Tests;

/// <summary>aio_read, aio_write, aio_error and aio_return, whatever the descriptor is of.</summary>
public abstract class TransferFacts : EngineFacts
{
    [Fact] // RETURN-02, ERROR-05
    public void The_return_status_is_given_once()
    {
        var block = Block(Open("a", "hello"), 5);
        Accepted(Aio.Read(block));
        Assert.Equal((Errno.None, 5), End(block));

        Refused(Errno.EINVAL, Aio.Return(block));
        Refused(Errno.EINVAL, Aio.Error(block));
    }

    [Theory] // READ-06, WRITE-04, SUB-09, SUB-11
    [InlineData(OpenFlags.O_WRONLY, 0, 0, Errno.EBADF, Errno.None)]
    [InlineData(OpenFlags.O_RDONLY, 0, 0, Errno.None, Errno.EBADF)]
    [InlineData(OpenFlags.O_RDWR, -1, 0, Errno.EINVAL, Errno.EINVAL)]
    [InlineData(OpenFlags.O_RDWR, 0, -1, Errno.EINVAL, Errno.EINVAL)]
    [InlineData(OpenFlags.O_RDWR, 0, Engine.PriorityDeltaMax + 1, Errno.EINVAL, Errno.EINVAL)]
    public void Bad_members_are_refused(OpenFlags flags, long offset, int reqprio, Errno read, Errno write)
    {
        var block = Block(Open("a", "x", flags), 1, offset);
        block.Members = block.Members with { Reqprio = reqprio };

        Assert.Equal(read, Aio.Read(block).Errno);
        if (read == Errno.None) Wait(block);
        Assert.Equal(write, Aio.Write(block).Errno);
    }

    [Fact] // READ-06
    public void A_descriptor_that_is_not_open_is_EBADF()
    {
        foreach (var fd in new[] { -1, int.MaxValue })
        {
            Refused(Errno.EBADF, Aio.Read(Block(fd, 1)));
            Refused(Errno.EBADF, Aio.Write(Block(fd, 1)));
            Refused(Errno.EBADF, Aio.Fsync(SyncOperation.O_SYNC, Block(fd, 1)));
            Refused(Errno.EBADF, Aio.Cancel(fd, null));
        }
    }

    [Fact] // CLOSE-02, CLOSE-04
    public void A_request_keeps_its_file_when_the_number_is_closed_and_used_again()
    {
        var (read, write) = Host.Pipe();
        var block = Block(read, 3);
        Accepted(Aio.Read(block));
        Host.Close(read);
        var other = Host.Pipe();
        Host.Write(other.Write, "xyz");

        Host.Write(write, "abc");

        Assert.Equal((Errno.None, 3), End(block));
        Assert.Equal("abc", Text(block, 3));
    }

    [Fact] // the accepted request ends although the program makes no further call
    public unsafe void A_program_that_only_looks_at_the_status_sees_the_end()
    {
        var fd = Open("a", "", OpenFlags.O_RDWR | OpenFlags.O_APPEND);
        var text = stackalloc byte[1];
        var blocks = Enumerable.Range(0, 5).Select(_ => (nint)Engine.AllocateBlock()).ToArray();
        foreach (NativeAiocb* block in blocks)
        {
            block->Fildes = fd;
            block->Buf = text;
            block->Nbytes = 1;
            Assert.Equal(Errno.None, Engine.Write(block));
        }

        foreach (NativeAiocb* block in blocks)
        {
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref ((NativeAiocb*)block)->Error) != Status.InProgress, TimeSpan.FromSeconds(30)));
            Assert.Equal(1, Engine.Return(block, out _));
        }
    }

    [Fact] // CLOSE-11
    public void Requests_outlive_the_thread_that_submitted_them()
    {
        var pipes = Enumerable.Range(0, 20).Select(_ => Host.Pipe()).ToArray();
        var file = Open("a");
        var reads = pipes.Select(pipe => Block(pipe.Read, 3)).ToArray();
        var writes = Enumerable.Range(0, 20).Select(i => Block(file, 65536, i * 65536)).ToArray();
        Host.RunOnThreadThatEnds(() =>
        {
            foreach (var block in reads) Accepted(Aio.Read(block));
            foreach (var block in writes) Accepted(Aio.Write(block));
        });

        foreach (var (_, write) in pipes) Host.Write(write, "abc");

        foreach (var block in reads) Assert.Equal((Errno.None, 3), End(block));
        foreach (var block in writes) Assert.Equal((Errno.None, 65536), End(block));
    }
}

public sealed class UringTransferTests : TransferFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsTransferTests : TransferFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
