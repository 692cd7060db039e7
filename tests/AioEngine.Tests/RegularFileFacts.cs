using AioSpec;

namespace AioEngine.Tests;

/// <summary>aio_read and aio_write at positions of files.</summary>
public abstract class RegularFileFacts : EngineFacts
{
    [Theory] // SUB-16: memory of others is neither written nor read
    [InlineData(true)]
    [InlineData(false)]
    public void A_buffer_that_is_shorter_than_nbytes_is_EFAULT(bool toRead)
    {
        var fd = Open("a", "12345678");
        var memory = "abcdefgh"u8.ToArray();
        var block = Block(fd, memory);
        block.Buffer = memory.AsMemory(0, 4);

        Accepted(toRead ? Aio.Read(block) : Aio.Write(block));

        Assert.Equal((Errno.EFAULT, -1), End(block));
        Assert.Equal("abcdefgh"u8.ToArray(), memory);
        Assert.Equal("12345678", File.ReadAllText(PathOf("a")));
    }

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

    [Fact] // WRITE-02, APPEND-03: an append goes to the end of the file, however large its offset
    public void The_offset_of_an_append_does_not_matter()
    {
        var block = Block(Open("a", "x", OpenFlags.O_RDWR | OpenFlags.O_APPEND), "yz", offset: long.MaxValue - 1);

        Accepted(Aio.Write(block));

        Assert.Equal((Errno.None, 2), End(block));
        Assert.Equal("xyz", File.ReadAllText(PathOf("a")));
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

    [Theory] // WRITE-05, READ-03: EFBIG and the end of the file are of regular files; what an offset means to a device is its own
    [InlineData("/dev/zero", long.MaxValue - 3)]
    [InlineData("/dev/full", long.MaxValue)]
    public void A_device_has_no_largest_offset(string device, long offset)
    {
        var fd = Host.Open(device, OpenFlags.O_RDWR);
        var (read, write) = (Block(fd, 10, offset), Block(fd, 10, offset));
        Accepted(Aio.Read(read));
        Assert.Contains(End(read), new (Errno, long)[] { (Errno.None, 10), (Errno.EINVAL, -1) });
        Accepted(Aio.Write(write));
        Assert.Contains(End(write).Error, new[] { Errno.None, Errno.EINVAL, Errno.ENOSPC });
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
}

public sealed class UringRegularFileTests : RegularFileFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsRegularFileTests : RegularFileFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
