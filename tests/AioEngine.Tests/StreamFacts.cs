using AioSpec;

namespace AioEngine.Tests;

/// <summary>aio_read and aio_write on pipes, sockets and what else has no positions.</summary>
public abstract class StreamFacts : EngineFacts
{
    [Fact] // READ-05: nothing to wait for, whatever there is to be read
    public void A_read_of_nothing_from_a_silent_terminal_is_over()
    {
        var terminal = Host.Open("/dev/ptmx", OpenFlags.O_RDWR);
        var block = Block(terminal, 0);

        Accepted(Aio.Read(block));

        Assert.Equal((Errno.None, 0), End(block));
        Host.Close(terminal);
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
}

public sealed class UringStreamTests : StreamFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsStreamTests : StreamFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
