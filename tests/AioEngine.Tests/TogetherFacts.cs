using System.Runtime.InteropServices;
using AioSpec;

namespace AioEngine.Tests;

/// <summary>Batches of reads, of which those in the page cache are answered in the call (R41), by two threads where that is faster.</summary>
public abstract unsafe class TogetherFacts : EngineFacts
{
    private const int BlockSize = 512, Blocks = 256;

    private static readonly byte[] s_content = [.. Enumerable.Range(0, Blocks).SelectMany(i => Enumerable.Repeat((byte)i, BlockSize))];

    [Theory] // READ-01, LIO-10: short lists and long ones, registered and not, one thread and three
    [InlineData(3, 1)]
    [InlineData(16, 1)]
    [InlineData(200, 1)]
    [InlineData(20, 3)]
    public Task Each_element_gets_its_own_bytes(int count, int threads)
    {
        File.WriteAllBytes(PathOf("a"), s_content);
        Assert.NotNull(Engine);
        return Task.WhenAll(Enumerable.Range(0, threads).Select(seed => Task.Factory.StartNew(() => ReadLists(count, seed), TaskCreationOptions.LongRunning)));
    }

    [Fact] // READ-04, READ-07: what is cached, what is not, what is beyond the end, and what is no file at all
    public void A_list_of_all_sorts_of_reads_has_the_result_of_each()
    {
        File.WriteAllBytes(PathOf("a"), s_content);
        var fd = Open("a");
        Host.Fsync(fd);
        Host.DropFromCache(fd, 16 * 4096, 4 * 4096);
        var (told, bad) = (0, Host.Open(PathOf("a"), OpenFlags.O_WRONLY));
        Functions["told"] = _ => Interlocked.Increment(ref told);
        var list = Enumerable.Range(0, 40).Select(i => Element(fd, i * 6 * BlockSize)).ToArray();
        list[7] = Element(bad, 0);
        list[11] = Element(fd, s_content.Length - 100);
        list[13] = Element(fd, s_content.Length);
        list[17] = Element(fd, 5 * BlockSize, SigEvent.Thread("told", default));
        list[19] = Element(fd, -1);

        Refused(Errno.EIO, Aio.ListIo(LioMode.LIO_WAIT, list, null));

        for (var i = 0; i < list.Length; i++)
        {
            var (error, result) = (i, End(list[i])) switch { (7, var end) => (Errno.EBADF, end), (19, var end) => (Errno.EINVAL, end), (_, var end) => (Errno.None, end) };
            Assert.Equal((error, error != Errno.None ? -1 : i switch { 11 => 100, 13 => 0, _ => BlockSize }), result);
            var count = Math.Max(0, (int)result.Return);
            if (count > 0) Assert.Equal(s_content.AsSpan((int)list[i].Members.Offset, count), list[i].Buffer.Span[..count]);
        }

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref told) == 1, TimeSpan.FromSeconds(30)));
    }

    [Fact] // after the end nothing is accepted, in the page cache or not
    public void A_list_after_the_end_is_EAGAIN()
    {
        File.WriteAllBytes(PathOf("a"), s_content);
        var fd = Open("a");
        var list = Enumerable.Range(0, 8).Select(i => Element(fd, i)).ToArray();
        Engine.Shutdown();

        Refused(Errno.EAGAIN, Aio.ListIo(LioMode.LIO_WAIT, list, null));
        Refused(Errno.EAGAIN, Aio.Read(Element(fd, 0)));
    }

    [Fact] // READ-01, LIO-13: a ring reads a stream at any offset, and what a try takes of it is gone
    public void A_stream_loses_nothing_to_a_try()
    {
        File.WriteAllBytes(PathOf("a"), s_content);
        var (fd, (read, write)) = (Open("a"), Host.Pipe());
        Host.Write(write, "abc");
        var list = new[] { Element(read, 0), Element(fd, 0), Element(fd, BlockSize) };

        Accepted(Aio.ListIo(LioMode.LIO_NOWAIT, list, null));

        Assert.Equal((Errno.None, 3), End(list[0]));
        Assert.Equal("abc", Text(list[0], 3));
        foreach (var element in list[1..]) Assert.Equal((Errno.None, BlockSize), End(element));
        Host.Close(read);
        Host.Close(write);
    }

    private static Aiocb Element(int fd, long offset, SigEvent? sigevent = null)
    {
        var block = Block(fd, new byte[BlockSize], offset, sigevent);
        block.Members = block.Members with { LioOpcode = LioOpcode.LIO_READ };
        return block;
    }

    private void ReadLists(int count, int seed)
    {
        var fd = Host.Open(PathOf("a"), OpenFlags.O_RDONLY);
        Assert.Equal(Errno.None, Engine.Register(fd, out var file));
        var memory = (byte*)NativeMemory.AllocZeroed((nuint)(count * BlockSize));
        var blocks = new nint[count];
        for (var i = 0; i < count; i++)
        {
            var block = Engine.AllocateBlock();
            (block->Fildes, block->File, block->Nbytes, block->LioOpcode) = (fd, seed % 2 == 0 ? file : 0, BlockSize, (int)LioOpcode.LIO_READ);
            block->Buf = memory + (i * BlockSize);
            blocks[i] = (nint)block;
        }

        for (var round = 0; round < 300; round++)
        {
            for (var i = 0; i < count; i++) ((NativeAiocb*)blocks[i])->Offset = PlaceOf(i, round, seed) * BlockSize;
            fixed (nint* list = blocks) Assert.Equal(Errno.None, Engine.ListIo(LioMode.LIO_WAIT, (NativeAiocb**)list, count, null));
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(BlockSize, Engine.Return((NativeAiocb*)blocks[i], out _));
                Assert.True(new Span<byte>(memory + (i * BlockSize), BlockSize).IndexOfAnyExcept((byte)PlaceOf(i, round, seed)) < 0);
            }
        }

        foreach (var block in blocks) Engine.FreeBlock((NativeAiocb*)block);
        Engine.Unregister(file);
        NativeMemory.Free(memory);
        Host.Close(fd);
    }

    private static int PlaceOf(int index, int round, int seed) => ((index * 7) + (round * 31) + (seed * 101)) % Blocks;
}

public sealed class UringTogetherTests : TogetherFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsTogetherTests : TogetherFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
