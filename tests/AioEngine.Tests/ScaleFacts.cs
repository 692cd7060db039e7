using System.Runtime.CompilerServices;
using AioSpec;

namespace AioEngine.Tests;

/// <summary>Many requests, and little memory for each.</summary>
public abstract class ScaleFacts : EngineFacts
{
    [Fact]
    public void A_request_takes_at_most_256_bytes() =>
        Assert.InRange(Unsafe.SizeOf<NativeAiocb>() + IntPtr.Size, 1, 256);

    [Fact] // LIMIT-02
    public unsafe void A_hundred_thousand_requests_can_be_outstanding_on_a_thousand_descriptors()
    {
        const int Files = 1000, Each = 100;
        var pipes = Enumerable.Range(0, Files).Select(_ => Host.Pipe()).ToArray();
        var buffer = stackalloc byte[1];
        var blocks = new nint[Files * Each];
        for (var i = 0; i < blocks.Length; i++)
        {
            var block = Engine.AllocateBlock();
            (block->Fildes, block->Nbytes) = (pipes[i % Files].Read, 1);
            block->Buf = buffer;
            blocks[i] = (nint)block;
            Assert.Equal(Errno.None, Engine.Read(block));
        }

        Assert.All(blocks, block => Assert.Equal((int)Errno.EINPROGRESS, Engine.Error((NativeAiocb*)block)));
        foreach (var (_, write) in pipes) Host.Write(write, new string('x', Each));

        var all = blocks.AsSpan();
        for (var i = 0; i < all.Length; i++)
        {
            fixed (nint* one = &all[i]) Assert.Equal(Errno.None, Engine.Suspend((NativeAiocb**)one, 1, new Timespec(60, 0)));
            Assert.Equal(1, Engine.Return((NativeAiocb*)all[i], out _));
        }

        foreach (var (read, write) in pipes)
        {
            Host.Close(read);
            Host.Close(write);
        }
    }
}

public sealed class UringScaleTests : ScaleFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsScaleTests : ScaleFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
