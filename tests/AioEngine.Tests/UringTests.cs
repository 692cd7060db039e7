using System.Runtime.InteropServices;
using AioEngine.Backends;
using AioEngine.Tests.Faults;
using AioSpec;

namespace AioEngine.Tests;

/// <summary>What only io_uring can get wrong.</summary>
public sealed unsafe class UringTests : EngineFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;

    [Fact] // more than fits into either ring: nothing is lost, nothing comes twice
    public void A_small_ring_overflows_and_loses_nothing()
    {
        const int Count = 500;
        using var engine = new Engine(new EngineOptions(), UringBackend.TryCreate(out _, entries: 4, completions: 8));
        var fd = Open("a", new string('x', Count));
        Assert.Equal(Errno.None, engine.Register(fd, out var file));
        var bytes = (byte*)NativeMemory.AllocZeroed(Count);
        var blocks = new nint[Count];
        for (var i = 0; i < Count; i++)
        {
            var block = engine.AllocateBlock();
            (block->File, block->Nbytes, block->Offset) = (file, 1, i);
            block->Buf = bytes + i;
            blocks[i] = (nint)block;
        }

        fixed (nint* list = blocks)
        {
            Assert.Equal(Errno.None, engine.ListIo(LioMode.LIO_WAIT, (NativeAiocb**)list, Count, null));
        }

        foreach (var block in blocks) Assert.Equal(1, engine.Return((NativeAiocb*)block, out _));
        Assert.Equal(new string('x', Count), Marshal.PtrToStringAnsi((nint)bytes, Count));
        engine.Unregister(file);
        NativeMemory.Free(bytes);
    }

    [Fact] // CLOSE-02: a registration ends while a request of it waits for its turn
    public void A_registered_file_is_held_by_its_requests()
    {
        var (read, write) = Host.Pipe();
        Assert.Equal(Errno.None, Engine.Register(read, out var file));
        var buffer = stackalloc byte[6];
        var blocks = stackalloc NativeAiocb*[2];
        for (var i = 0; i < 2; i++)
        {
            blocks[i] = Engine.AllocateBlock();
            (blocks[i]->File, blocks[i]->Nbytes) = (file, 3);
            blocks[i]->Buf = buffer + (3 * i);
            Assert.Equal(Errno.None, Engine.Read(blocks[i]));
        }

        Engine.Unregister(file);
        Host.Close(read);
        Host.Write(write, "abcdef");

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(Errno.None, Engine.Suspend(blocks + i, 1, new Timespec(30, 0)));
            Assert.Equal(3, Engine.Return(blocks[i], out _));
        }

        Assert.Equal("abcdef", Marshal.PtrToStringAnsi((nint)buffer, 6));
        Assert.Equal(Errno.EBADF, Engine.Read(blocks[0]));
    }

    [Fact] // a number that is given again names the new file on every ring: a list of cached reads has one of its own
    public void A_list_reads_the_file_that_is_registered_now()
    {
        const int Count = 12;
        var bytes = stackalloc byte[Count];
        var blocks = stackalloc NativeAiocb*[Count];
        for (var i = 0; i < Count; i++) blocks[i] = Engine.AllocateBlock();
        foreach (var name in new[] { "a", "b", "c" })
        {
            Assert.Equal(Errno.None, Engine.Register(Open(name, new string(name[0], Count)), out var file));
            for (var i = 0; i < Count; i++)
            {
                (blocks[i]->File, blocks[i]->Nbytes, blocks[i]->Offset) = (file, 1, i);
                blocks[i]->Buf = bytes + i;
            }

            Assert.Equal(Errno.None, Engine.ListIo(LioMode.LIO_WAIT, blocks, Count, null));
            Assert.Equal(new string(name[0], Count), Marshal.PtrToStringAnsi((nint)bytes, Count));
            Engine.Unregister(file);
        }
    }

    [Fact]
    public void Where_the_system_refuses_io_uring_threads_run_and_the_demand_for_it_is_told_why()
    {
        var (name, message) = ("", "");
        Seccomp.OnAThread(() =>
        {
            Seccomp.Refuse(ofHeldDescriptors: false, (Seccomp.IoUringSetup, Errno.EPERM));
            using (var engine = new Engine()) name = engine.BackendName;
            message = Assert.Throws<PlatformNotSupportedException>(() => new Engine(new EngineOptions { Backend = BackendChoice.IoUring })).Message;
        });

        Assert.Equal("threads", name);
        Assert.StartsWith("io_uring_setup fails with EPERM", message, StringComparison.Ordinal);
    }
}
