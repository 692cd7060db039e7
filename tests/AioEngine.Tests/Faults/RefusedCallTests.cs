using AioSpec;

namespace AioEngine.Tests.Faults;

/// <summary>The system calls that the thread backend makes fail: what they say is the error status, whatever it is.</summary>
public sealed class RefusedCallTests : EngineFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;

    [Theory] // WRITE-06, ERROR-03, RETURN-01
    [InlineData(Errno.EIO)]
    [InlineData(Errno.ENOSPC)]
    [InlineData(Errno.EDQUOT)]
    [InlineData(Errno.ENOMEM)]
    public void What_a_transfer_fails_with_is_its_error_status(Errno error) => Seccomp.OnAThread(() =>
    {
        Seccomp.Refuse(ofHeldDescriptors: true, (Seccomp.Pread, error), (Seccomp.Pwrite, error));
        Seccomp.Refuse(ofHeldDescriptors: false, (Seccomp.Preadv2, Errno.EAGAIN));
        var fd = Open("a", "hello");
        var (read, write) = (Block(fd, 5), Block(fd, "HELLO"));

        Accepted(Aio.Read(read));
        Accepted(Aio.Write(write));

        Assert.Equal((error, -1), End(read));
        Assert.Equal((error, -1), End(write));
        Assert.Equal("hello", File.ReadAllText(PathOf("a")));
    });

    [Theory] // FSYNC-10, ERROR-03: a device that fails to synchronize
    [InlineData(SyncOperation.O_SYNC)]
    [InlineData(SyncOperation.O_DSYNC)]
    public void A_synchronization_that_fails_has_the_error_status_and_the_write_before_it_has_not(SyncOperation operation) => Seccomp.OnAThread(() =>
    {
        Seccomp.Refuse(ofHeldDescriptors: true, (Seccomp.Fsync, Errno.EIO), (Seccomp.Fdatasync, Errno.EIO));
        var fd = Open("a", "hello");
        var (write, sync) = (Block(fd, "HELLO"), Block(fd, 0));

        Accepted(Aio.Write(write));
        Accepted(Aio.Fsync(operation, sync));

        Assert.Equal((Errno.None, 5), End(write));
        Assert.Equal((Errno.EIO, -1), End(sync));
    });

    [Fact] // LIO-12, LIO-13, LIO-20, NOTIFY-12
    public void A_list_of_which_all_fails_is_EIO_and_its_notification_comes_once() => Seccomp.OnAThread(() =>
    {
        var told = 0;
        Functions["told"] = _ => Interlocked.Increment(ref told);
        Seccomp.Refuse(ofHeldDescriptors: true, (Seccomp.Pwrite, Errno.ENOSPC));
        var fd = Open("a", "hello");
        var list = Enumerable.Range(0, 3).Select(_ => Block(fd, "x")).ToArray();
        foreach (var block in list) block.Members = block.Members with { LioOpcode = LioOpcode.LIO_WRITE };

        Refused(Errno.EIO, Aio.ListIo(LioMode.LIO_WAIT, list, null));
        foreach (var block in list) Assert.Equal((Errno.ENOSPC, -1), End(block));
        Accepted(Aio.ListIo(LioMode.LIO_NOWAIT, list, SigEvent.Thread("told", default)));
        foreach (var block in list) Assert.Equal((Errno.ENOSPC, -1), End(block));
        Engine.Shutdown();

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref told) == 1, TimeSpan.FromSeconds(30)));
    });

    [Fact] // descriptors have run out; nobody watches what there is not
    public void Where_no_epoll_is_to_be_had_a_thread_waits_for_a_stream() => Seccomp.OnAThread(() =>
    {
        Seccomp.Refuse(ofHeldDescriptors: false, (Seccomp.EpollCreate, Errno.EMFILE));
        var (read, write) = Host.Pipe();
        var block = Block(read, 3);

        Accepted(Aio.Read(block));
        Host.Write(write, "abc");

        Assert.Equal((Errno.None, 3), End(block));
        Assert.DoesNotContain(Directory.GetDirectories("/proc/self/task"), IsPollerWithTheFilter);
        Host.Close(read);
        Host.Close(write);
    });

    /// <summary>A thread has the filter of the one that has started it.</summary>
    private static bool IsPollerWithTheFilter(string task)
    {
        try
        {
            return File.ReadAllText(task + "/comm").StartsWith("aio streams", StringComparison.Ordinal) && File.ReadAllText(task + "/status").Contains("Seccomp:\t2");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
