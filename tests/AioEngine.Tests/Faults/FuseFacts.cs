using AioSpec;
using Xunit.Abstractions;

namespace AioEngine.Tests.Faults;

/// <summary>A file system that fails, below both backends: what it says is the error status, and what follows works again.</summary>
public abstract class FuseFacts(ITestOutputHelper output) : EngineFacts
{
    [Theory] // READ-01, WRITE-06, ERROR-03, RETURN-01
    [InlineData(Errno.EIO)]
    [InlineData(Errno.ENOSPC)]
    [InlineData(Errno.EDQUOT)]
    public void What_the_file_system_fails_with_is_the_error_status(Errno error) => OnTheFile((file, fd) =>
    {
        file.Fail(FuseCall.Write, error);
        file.Fail(FuseCall.Read, error);
        var (fails, works, read) = (Block(fd, "lost", 4), Block(fd, "kept"), Block(fd, 8));

        Accepted(Aio.Write(fails));
        Assert.Equal((error, -1), End(fails));
        Accepted(Aio.Read(read));
        Assert.Equal((error, -1), End(read));
        Accepted(Aio.Write(works));
        Assert.Equal((Errno.None, 4), End(works));
        Accepted(Aio.Read(read));

        Assert.Equal((Errno.None, 8), End(read));
        Assert.Equal("kept\0\0\0\0", Text(read, 8));
        Assert.Equal("kept\0\0\0\0", file.Text(8));
    });

    [Theory] // FSYNC-08, FSYNC-10, ERROR-03: the write is whole, and what it was to reach is not
    [InlineData(SyncOperation.O_SYNC)]
    [InlineData(SyncOperation.O_DSYNC)]
    public void A_synchronization_that_fails_is_told_once(SyncOperation operation) => OnTheFile((file, fd) =>
    {
        file.Fail(FuseCall.Fsync, Errno.EIO);
        var (write, fails, works) = (Block(fd, "bytes"), Block(fd, 0), Block(fd, 0));

        Accepted(Aio.Write(write));
        Accepted(Aio.Fsync(operation, fails));
        Accepted(Aio.Fsync(operation, works));

        Assert.Equal((Errno.None, 5), End(write));
        Assert.Equal((Errno.EIO, -1), End(fails));
        Assert.Equal((Errno.None, 0), End(works));
    });

    [Fact] // EINTR-02: a request has no signals to be interrupted by
    public void What_is_interrupted_below_is_started_again() => OnTheFile((file, fd) =>
    {
        file.Fail(FuseCall.Write, Errno.EINTR);
        file.Fail(FuseCall.Write, Errno.EINTR);
        file.Fail(FuseCall.Read, Errno.EINTR);
        var (write, read) = (Block(fd, "bytes"), Block(fd, 5));

        Accepted(Aio.Write(write));
        Assert.Equal((Errno.None, 5), End(write));
        Accepted(Aio.Read(read));

        Assert.Equal((Errno.None, 5), End(read));
        Assert.Equal("bytes", Text(read, 5));
    });

    [Fact] // LIO-12, LIO-13: one of them fails, the others are whole
    public void One_element_of_a_list_fails() => OnTheFile((file, fd) =>
    {
        file.Fail(FuseCall.Write, Errno.EIO);
        var list = Enumerable.Range(0, 4).Select(i => Block(fd, "abc", offset: 3 * i)).ToArray();
        foreach (var block in list) block.Members = block.Members with { LioOpcode = LioOpcode.LIO_WRITE };

        Refused(Errno.EIO, Aio.ListIo(LioMode.LIO_WAIT, list, null));

        var ends = list.Select(End).ToArray();
        Assert.Equal(1, ends.Count(end => end == (Errno.EIO, -1)));
        Assert.Equal(3, ends.Count(end => end == (Errno.None, 3)));
        Assert.Equal(9, file.Text(12).Count(c => c != '\0'));
    });

    [Theory] // ORDER-06: who submits may have to wait for a server, and nobody else for that
    [InlineData(false)]
    [InlineData(true)]
    public void A_server_that_does_not_say_what_the_file_is_stops_nobody_else(bool inList) => OnTheFile((file, fd) =>
    {
        var (stuck, other) = (Block(fd, 5), Block(Open("a", "hello"), 5));
        stuck.Members = stuck.Members with { LioOpcode = LioOpcode.LIO_READ };
        file.Hold(FuseCall.Getattr);
        var submits = new Thread(() => Accepted(inList ? Aio.ListIo(LioMode.LIO_NOWAIT, [stuck], null) : Aio.Read(stuck)));
        submits.Start();
        Assert.True(SpinWait.SpinUntil(() => file.Held == 1, TimeSpan.FromSeconds(30)));
        var goesOn = new Thread(() =>
        {
            Accepted(Aio.Read(other));
            Assert.Equal((Errno.None, 5), End(other));
        });
        goesOn.Start();

        Assert.True(goesOn.Join(TimeSpan.FromSeconds(30)), "It waits for the server of another file.");

        file.AnswerAll();
        submits.Join();
        Assert.Equal((Errno.None, 5), End(stuck));
    });

    [Fact] // ORDER-06: a server that has said what the file is need not say it again
    public void A_server_is_asked_once_what_the_file_is() => OnTheFile((file, fd) =>
    {
        var read = Block(fd, 5);
        file.Hold(FuseCall.Getattr, after: 1);
        var submits = new Thread(() => Accepted(Aio.Read(read)));
        submits.Start();

        Assert.True(submits.Join(TimeSpan.FromSeconds(30)), "It asks again.");

        Assert.Equal((Errno.None, 5), End(read));
    });

    [Fact] // CANCEL-03, CB-02, ORDER-06: a server that never answers stops no cancellation, no other request, and no end that has a time
    public void A_request_that_is_never_answered_stops_nobody_else() => OnTheFile((file, fd) =>
    {
        file.Hold(FuseCall.Read);
        Assert.NotEqual(0, new FileInfo(PathOf("fuse")).Length);
        var (stuck, other) = (Block(fd, 5), Block(Open("a", "hello"), 5));
        Accepted(Aio.Read(stuck));
        Assert.True(SpinWait.SpinUntil(() => file.Held == 1, TimeSpan.FromSeconds(30)));

        Assert.Equal(new AioResult((long)AioCancelResult.AIO_NOTCANCELED), Aio.Cancel(fd, stuck));
        Accepted(Aio.Read(other));
        Assert.Equal((Errno.None, 5), End(other));
        var report = Engine.Shutdown(TimeSpan.FromMilliseconds(10));
        Assert.Equal((0, 1), (report.Canceled.Count, report.Outstanding));
        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(stuck));

        file.AnswerAll();

        Assert.Equal(0, Engine.Shutdown().Outstanding);
        Assert.Equal(new AioResult(0), Aio.Error(stuck));
        Assert.Equal(new AioResult(5), Aio.Return(stuck));
    });

    private protected void OnTheFile(Action<FuseFile, int> test)
    {
        using var file = FuseFile.TryMount(PathOf("fuse"), out var whyNot);
        if (file is null)
        {
            output.WriteLine($"This system mounts no file system of a test's ({whyNot}): of such errors there are those of FaultFacts and RefusedCallTests here.");
            return;
        }

        var fd = Host.Open(PathOf("fuse"), OpenFlags.O_RDWR);
        try
        {
            test(file, fd);
        }
        finally
        {
            file.AnswerAll();
            Engine.Dispose();
            Host.Close(fd);
        }
    }
}

/// <summary>On io_uring.</summary>
public sealed class UringFuseTests(ITestOutputHelper output) : FuseFacts(output)
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

/// <summary>On threads.</summary>
public sealed class ThreadsFuseTests(ITestOutputHelper output) : FuseFacts(output)
{
    private protected override BackendChoice Backend => BackendChoice.Threads;

    [Fact] // ERROR-03: of a call that may wait it is an answer, as any other
    public void A_server_that_has_no_time_is_told() => OnTheFile((file, fd) =>
    {
        var (write, read) = (Block(fd, "bytes"), Block(fd, 5));
        file.Fail(FuseCall.Write, Errno.EAGAIN);
        file.Fail(FuseCall.Read, Errno.EAGAIN);

        Accepted(Aio.Write(write));
        Assert.Equal((Errno.EAGAIN, -1), End(write));
        Accepted(Aio.Read(read));

        Assert.Equal((Errno.EAGAIN, -1), End(read));
        Assert.Equal(new string('\0', 5), file.Text(5));
    });
}
