using AioSpec;

namespace AioEngine.Tests;

/// <summary>aio_fsync.</summary>
public abstract class FsyncFacts : EngineFacts
{
    [Theory] // FSYNC-01, FSYNC-04, FSYNC-07, FSYNC-12
    [InlineData(SyncOperation.O_SYNC)]
    [InlineData(SyncOperation.O_DSYNC)]
    public void A_file_is_synchronized_also_when_it_is_open_for_reading_only(SyncOperation operation)
    {
        var block = Block(Open("a", "hello", OpenFlags.O_RDONLY), 0);
        block.Members = block.Members with { Reqprio = -3 };
        Accepted(Aio.Fsync(operation, block));
        Assert.Equal((Errno.None, 0), End(block));
    }

    [Fact] // FSYNC-03, FSYNC-05
    public void A_bad_operation_and_a_pipe_are_EINVAL()
    {
        Refused(Errno.EINVAL, Aio.Fsync(0, Block(Open("a"), 0)));
        Refused(Errno.EINVAL, Aio.Fsync(SyncOperation.O_SYNC, Block(Host.Pipe().Read, 0)));
    }

    [Fact] // FSYNC-08, FSYNC-10: a write of the same file through another descriptor, into a buffer that is none
    public void It_reports_the_error_of_a_request_that_it_covers()
    {
        var (one, other) = (Open("a", "hello", OpenFlags.O_RDWR | OpenFlags.O_APPEND), Open("a"));
        // A write that is over before the call is not covered by it: then it is tried again.
        var errors = Enumerable.Range(0, 1000).Select(_ => ErrorOfSyncBehindABadWrite(one, other));

        Assert.Contains(Errno.EFAULT, errors);
    }

    private unsafe Errno ErrorOfSyncBehindABadWrite(int one, int other)
    {
        var sync = Block(other, 0);
        var bad = Engine.AllocateBlock();
        bad->Fildes = one;
        bad->Buf = (void*)16;
        bad->Nbytes = 100;
        for (var i = 0; i < 10; i++) Accepted(Aio.Write(Block(one, "x")));
        Assert.Equal(Errno.None, Engine.Write(bad));
        Accepted(Aio.Fsync(SyncOperation.O_SYNC, sync));

        var (error, count) = End(sync);
        Assert.Equal(error == Errno.None ? 0 : -1, count);
        Assert.Equal((int)Errno.EFAULT, Engine.Error(bad));
        return error;
    }

    [Fact] // FSYNC-08, FSYNC-09, FSYNC-14: on a stream only what was queued before holds it; canceled, it lets the next one through
    public void It_waits_for_what_was_queued_before()
    {
        var fd = Open("a", "", OpenFlags.O_RDWR | OpenFlags.O_APPEND);
        var writes = Enumerable.Range(0, 50).Select(_ => Block(fd, 4096)).ToArray();
        var (first, second) = (Block(fd, 0), Block(fd, 0));
        foreach (var write in writes) Accepted(Aio.Write(write));
        Accepted(Aio.Fsync(SyncOperation.O_SYNC, first));
        Accepted(Aio.Fsync(SyncOperation.O_DSYNC, second));

        var answer = (AioCancelResult)Aio.Cancel(fd, first).Value;
        Wait(second);

        foreach (var write in writes) Assert.Equal(new AioResult(0), Aio.Error(write));
        Assert.Equal((Errno.None, 0), End(second));
        Assert.Equal(answer == AioCancelResult.AIO_CANCELED ? Errno.ECANCELED : Errno.None, End(first).Error);
    }
}

public sealed class UringFsyncTests : FsyncFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsFsyncTests : FsyncFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
