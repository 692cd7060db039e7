using AioSpec;

namespace AioEngine.Tests.Faults;

/// <summary>Errors that the system has for both backends, without any privilege.</summary>
public abstract class FaultFacts : EngineFacts
{
    [Fact] // ERROR-03, RETURN-01, WRITE-06: the memory of a process is a file, and where nothing is mapped it is EIO
    public void A_read_that_fails_below_has_the_error_of_the_system()
    {
        var fd = Host.Open("/proc/self/mem", OpenFlags.O_RDWR);
        var (read, write) = (Block(fd, 16, offset: 4096), Block(fd, "x", offset: 4096));

        Accepted(Aio.Read(read));
        Accepted(Aio.Write(write));

        Assert.Equal((Errno.EIO, -1), End(read));
        Assert.Equal((Errno.EIO, -1), End(write));
        Host.Close(fd);
    }

    [Theory] // FSYNC-10, ERROR-03, RETURN-01: a regular file of a system that synchronizes nothing, and says so itself
    [InlineData(SyncOperation.O_SYNC)]
    [InlineData(SyncOperation.O_DSYNC)]
    public void A_synchronization_that_the_kernel_fails_has_its_error(SyncOperation operation)
    {
        var fd = Host.Open("/proc/self/comm", OpenFlags.O_RDWR);
        var (first, sync) = (Block(fd, 4), Block(fd, 0));

        Accepted(Aio.Read(first));
        Accepted(Aio.Fsync(operation, sync));

        Assert.Equal((Errno.EINVAL, -1), End(sync));
        Assert.Equal(Errno.None, End(first).Error);
        Host.Close(fd);
    }

    [Fact] // WRITE-06, LIO-12, SUB-20: the process lives, and each of those that wait learns it
    public void The_reader_of_a_full_pipe_goes_away()
    {
        var (read, write) = Host.Pipe();
        Host.SetPipeSize(write, 4096);
        var first = Block(write, new string('x', 10_000));
        Accepted(Aio.Write(first));
        var list = Enumerable.Range(0, 4).Select(_ => Block(write, "y")).ToArray();
        foreach (var block in list) block.Members = block.Members with { LioOpcode = LioOpcode.LIO_WRITE };
        Accepted(Aio.ListIo(LioMode.LIO_NOWAIT, list, null));
        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(first));

        Host.Close(read);

        // What of the first was written before, and what not, the system decides.
        var (error, count) = End(first);
        Assert.True((error, count) == (Errno.EPIPE, -1) || (error == Errno.None && count is > 0 and < 10_000), $"{error}, {count}");
        foreach (var block in list) Assert.Equal((Errno.EPIPE, -1), End(block));
        Host.Close(write);
    }

    [Fact] // WRITE-06, FSYNC-10, LIO-13: one element has no room, the next is whole
    public void A_full_device_among_others()
    {
        var (full, fd) = (Host.Open("/dev/full", OpenFlags.O_WRONLY), Open("a"));
        var (fails, works) = (Block(full, "abc"), Block(fd, "abc"));
        foreach (var block in new[] { fails, works }) block.Members = block.Members with { LioOpcode = LioOpcode.LIO_WRITE };

        Refused(Errno.EIO, Aio.ListIo(LioMode.LIO_WAIT, [fails, works], null));

        Assert.Equal((Errno.ENOSPC, -1), End(fails));
        Assert.Equal((Errno.None, 3), End(works));
        Host.Close(full);
    }
}

/// <summary>On io_uring.</summary>
public sealed class UringFaultTests : FaultFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

/// <summary>On threads.</summary>
public sealed class ThreadsFaultTests : FaultFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
