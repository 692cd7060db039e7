using AioSpec;

namespace AioEngine.Tests;

/// <summary>aio_read, aio_write, aio_error, aio_return on files and streams.</summary>
public abstract class TransferFacts : EngineFacts
{
    [Fact] // READ-01, READ-02, ERROR-02, RETURN-01
    public void A_read_gets_the_bytes_at_its_offset()
    {
        var block = Block(Open("a", "hello world"), 5, offset: 6);

        Accepted(Aio.Read(block));

        Assert.Equal((Errno.None, 5), End(block));
        Assert.Equal("world", Text(block, 5));
    }

    [Theory] // READ-03
    [InlineData(2, 10, 3)]
    [InlineData(5, 10, 0)]
    [InlineData(500, 10, 0)]
    public void A_read_is_short_at_the_end_of_the_file(long offset, int nbytes, int expected)
    {
        var block = Block(Open("a", "hello"), nbytes, offset);

        Accepted(Aio.Read(block));

        Assert.Equal((Errno.None, expected), End(block));
    }

    [Fact] // WRITE-01, WRITE-02
    public void A_write_leaves_a_gap_of_zeros()
    {
        var block = Block(Open("a", "x"), "end", offset: 4);

        Accepted(Aio.Write(block));

        Assert.Equal((Errno.None, 3), End(block));
        Assert.Equal("x\0\0\0end", File.ReadAllText(PathOf("a")));
    }

    [Fact] // RETURN-02, ERROR-05
    public void The_return_status_is_given_once()
    {
        var block = Block(Open("a", "hello"), 5);
        Accepted(Aio.Read(block));
        Assert.Equal((Errno.None, 5), End(block));

        Refused(Errno.EINVAL, Aio.Return(block));
        Refused(Errno.EINVAL, Aio.Error(block));
    }

    [Fact] // READ-05
    public void A_read_of_no_bytes_waits_for_no_other()
    {
        var (read, _) = Host.Pipe();
        var (blocked, empty) = (Block(read, 10), Block(read, 0));
        Accepted(Aio.Read(blocked));

        Accepted(Aio.Read(empty));

        Assert.Equal((Errno.None, 0), End(empty));
        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(blocked));
    }

    [Fact] // READ-02, READ-11: a pipe has no offsets, however large the number
    public void The_offset_of_a_pipe_does_not_matter()
    {
        var (read, write) = Host.Pipe();
        var block = Block(read, 3, offset: long.MaxValue);
        Accepted(Aio.Read(block));
        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(block));

        Host.Write(write, "abc");

        Assert.Equal((Errno.None, 3), End(block));
    }

    [Fact] // WRITE-02, APPEND-03: an append goes to the end of the file, however large its offset
    public void The_offset_of_an_append_does_not_matter()
    {
        var block = Block(Open("a", "x", OpenFlags.O_RDWR | OpenFlags.O_APPEND), "yz", offset: long.MaxValue - 1);

        Accepted(Aio.Write(block));

        Assert.Equal((Errno.None, 2), End(block));
        Assert.Equal("xyz", File.ReadAllText(PathOf("a")));
    }

    [Fact] // READ-11, ERROR-01, READ-04
    public void A_read_of_an_empty_pipe_stays_in_progress_until_data_comes()
    {
        var (read, write) = Host.Pipe();
        var block = Block(read, 10);
        Accepted(Aio.Read(block));
        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(block));
        Refused(Errno.EAGAIN, Aio.Suspend([block], new Timespec(0, 0)));

        Host.Write(write, "abc");

        Assert.Equal((Errno.None, 3), End(block));
        Assert.Equal("abc", Text(block, 3));
    }

    [Fact] // ORDER-06: the directions of a socket do not wait for each other
    public void A_socket_is_written_while_a_read_of_it_waits()
    {
        var (one, other) = Host.SocketPair();
        var (read, write) = (Block(one, 10), Block(one, "abc"));
        Accepted(Aio.Read(read));
        Accepted(Aio.Write(write));
        Assert.Equal((Errno.None, 3), End(write));
        Assert.Equal("abc", Host.Read(other, 10));
        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(read));

        Host.Write(other, "de");

        Assert.Equal((Errno.None, 2), End(read));
        Assert.Equal("de", Text(read, 2));
    }

    [Fact] // CLOSE-02, ORDER-06: files that have one inode between them
    public void Eventfds_are_not_taken_for_each_other()
    {
        var (one, other) = (Host.Eventfd(), Host.Eventfd());
        var (first, second) = (Block(one, 8), Block(other, 8));
        Accepted(Aio.Read(first));
        Accepted(Aio.Read(second));
        Host.Write(other, "\u0005\0\0\0\0\0\0\0");
        Assert.Equal((Errno.None, 8), End(second));
        Assert.Equal(5, second.Buffer.Span[0]);
        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(first));

        // The number is another eventfd's now, while the read of the first one waits.
        var writer = Host.Dup(one);
        Host.Dup2(other, one);
        var third = Block(one, 8);
        Accepted(Aio.Read(third));
        Host.Write(writer, "\u0007\0\0\0\0\0\0\0");
        Assert.Equal((Errno.None, 8), End(first));
        Assert.Equal(7, first.Buffer.Span[0]);
        Host.Write(other, "\u0009\0\0\0\0\0\0\0");
        Assert.Equal((Errno.None, 8), End(third));
        Assert.Equal(9, third.Buffer.Span[0]);
    }

    [Fact] // SUB-17
    public void A_nonblocking_empty_pipe_gives_EAGAIN()
    {
        var block = Block(Host.Pipe(nonblock: true).Read, 10);
        Accepted(Aio.Read(block));
        Assert.Equal((Errno.EAGAIN, -1), End(block));
    }

    [Fact] // SUB-12
    public void The_offset_does_not_matter_on_a_pipe()
    {
        var (read, write) = Host.Pipe();
        Host.Write(write, "abc");
        var block = Block(read, 3, offset: -7);
        Accepted(Aio.Read(block));
        Assert.Equal((Errno.None, 3), End(block));
    }

    [Fact] // APPEND-01, APPEND-04
    public void Appends_go_to_the_end_in_the_order_of_the_calls()
    {
        var fd = Open("a", "", OpenFlags.O_RDWR | OpenFlags.O_APPEND);
        var blocks = Enumerable.Range(0, 64).Select(i => Block(fd, [(byte)('!' + i)], offset: -5)).ToArray();

        foreach (var block in blocks) Accepted(Aio.Write(block));

        Wait(blocks);
        Assert.Equal(string.Concat(Enumerable.Range(0, 64).Select(i => (char)('!' + i))), File.ReadAllText(PathOf("a")));
    }

    [Fact] // APPEND-01, WRITE-08
    public void Writes_to_a_full_pipe_keep_their_order_and_are_whole()
    {
        var (read, write) = Host.Pipe();
        Host.SetPipeSize(write, 4096);
        var blocks = Enumerable.Range(0, 8).Select(i => Block(write, Enumerable.Repeat((byte)('a' + i), 10_000).ToArray())).ToArray();
        foreach (var block in blocks) Accepted(Aio.Write(block));

        var seen = new System.Text.StringBuilder();
        while (seen.Length < 80_000) seen.Append(Host.Read(read, 1000));

        foreach (var block in blocks) Assert.Equal((Errno.None, 10_000), End(block));
        Assert.Equal(string.Concat(Enumerable.Range(0, 8).Select(i => new string((char)('a' + i), 10_000))), seen.ToString());
    }

    [Fact] // WRITE-06
    public void A_write_to_a_pipe_without_a_reader_is_EPIPE()
    {
        var (read, write) = Host.Pipe();
        Host.Close(read);
        var block = Block(write, "abc");
        Accepted(Aio.Write(block));
        Assert.Equal((Errno.EPIPE, -1), End(block));
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

    [Fact] // WRITE-05, SUB-20: at a limit that no other test comes near
    public void Past_RLIMIT_FSIZE_a_write_is_EFBIG_and_the_process_lives()
    {
        const long Limit = 1L << 40;
        _ = Engine;
        Host.LimitFileSize(Limit);
        var fd = Open("a");
        var (crossing, beyond) = (Block(fd, 8192, Limit - 4096), Block(fd, 1, Limit));
        Accepted(Aio.Write(beyond));
        Assert.Equal((Errno.EFBIG, -1), End(beyond));
        Accepted(Aio.Write(crossing));
        Assert.Equal((Errno.None, 4096), End(crossing));
    }

    [Fact] // SUB-16
    public void A_directory_is_EISDIR()
    {
        var block = Block(Host.Open(Path.GetTempPath(), OpenFlags.O_RDONLY), 1);
        Accepted(Aio.Read(block));
        Assert.Equal((Errno.EISDIR, -1), End(block));
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

    [Fact] // WRITE-06
    public void A_full_device_is_ENOSPC()
    {
        var block = Block(Host.Open("/dev/full", OpenFlags.O_WRONLY), "abc");
        Accepted(Aio.Write(block));
        Assert.Equal((Errno.ENOSPC, -1), End(block));
    }

    [Theory] // READ-03, READ-08, WRITE-05
    [InlineData(long.MaxValue - 3)]
    [InlineData(long.MaxValue)]
    public void At_the_largest_offset_there_is_nothing_to_read_and_a_write_is_EFBIG(long offset)
    {
        var fd = Open("a", "hello");
        var (read, write) = (Block(fd, 10, offset), Block(fd, 10, offset));
        Accepted(Aio.Read(read));
        Assert.Equal((Errno.None, 0), End(read));
        var refused = Aio.Write(write);
        Assert.Equal(Errno.EFBIG, refused.Value == 0 ? End(write).Error : refused.Errno);
    }

    [Fact] // READ-03: short only at the end of the file, also where a part of it is not in the page cache
    public void A_large_read_is_whole_whatever_is_cached()
    {
        const int Size = 4 << 20;
        File.WriteAllBytes(PathOf("a"), Enumerable.Range(0, Size).Select(i => (byte)(i >> 12)).ToArray());
        var fd = Open("a");
        Host.Fsync(fd);
        Host.DropFromCache(fd, Size / 2, Size / 2);
        var block = Block(fd, Size);
        Accepted(Aio.Read(block));

        Assert.Equal((Errno.None, Size), End(block));
        Assert.Equal(File.ReadAllBytes(PathOf("a")), block.Buffer.ToArray());
    }

    [Fact] // PRIO-02, PRIO-03
    public void Behind_a_full_pipe_the_higher_priority_goes_first()
    {
        var (read, write) = Host.Pipe();
        Host.SetPipeSize(write, 4096);
        Host.Write(write, new string('.', 4096));
        var blocks = new[] { ("A", 0), ("B", 5), ("C", 0), ("D", 2) }.Select(request =>
        {
            var block = Block(write, request.Item1);
            block.Members = block.Members with { Reqprio = request.Item2 };
            Accepted(Aio.Write(block));
            return block;
        }).ToArray();

        Host.Read(read, 4096);
        Wait(blocks);

        Assert.Equal("ACDB", Host.Read(read, 4));
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
