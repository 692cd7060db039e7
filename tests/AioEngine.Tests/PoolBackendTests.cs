using System.Runtime.InteropServices;
using AioEngine.Backends;

namespace AioEngine.Tests;

/// <summary>The thread backend by itself: which thread does what.</summary>
public sealed unsafe class PoolBackendTests : IDisposable
{
    private readonly BlockSlab _slab = new();
    private readonly nint _buffer = (nint)NativeMemory.AllocZeroed(64);
    private readonly (int Read, int Write) _pipe = Host.Pipe();
    private readonly int _file = Host.Open("/proc/self/stat", AioSpec.OpenFlags.O_RDONLY);

    [Theory] // ORDER-06: a descriptor that was not to block, and does: others have changed its flags since
    [InlineData(1)]
    [InlineData(3)]
    public void A_request_that_blocks_its_thread_stops_no_other(int blocking)
    {
        using var pool = new PoolBackend(blocking + 1);
        var before = Request(_file);
        pool.Push(before);
        Assert.Equal((nint)before, Completion(pool));

        // One thread is idle now: the first that blocks takes it.
        var blocked = Enumerable.Range(0, blocking).Select(_ => (nint)Request(_pipe.Read, RequestMarks.Stream | RequestMarks.Nonblock)).ToArray();
        foreach (var request in blocked) pool.Push((NativeAiocb*)request);
        for (var i = 0; i < 100; i++)
        {
            var other = Request(_file);
            pool.Push(other);
            Assert.Equal((nint)other, Completion(pool));
        }

        Host.Write(_pipe.Write, new string('x', blocking));
        Assert.Equal(blocked.Order(), blocked.Select(_ => Completion(pool)).Order());
    }

    [Fact] // as many as there may be, and no more: the rest waits for them, and can be canceled meanwhile
    public void Where_all_threads_are_blocked_a_request_waits_in_the_queue()
    {
        using var pool = new PoolBackend(1);
        var blocked = Request(_pipe.Read, RequestMarks.Stream | RequestMarks.Nonblock);
        pool.Push(blocked);
        var canceled = Request(_file);
        var waits = Request(_file);
        pool.Push(canceled);
        pool.Push(waits);

        // The blocked one may not have been taken yet: which of them waits is certain of the last alone.
        Assert.Equal(CancelAnswer.Accepted, pool.Cancel(canceled));
        Assert.Equal((nint)canceled, Completion(pool, -(int)AioSpec.Errno.ECANCELED));
        Host.Write(_pipe.Write, "x");

        Assert.Equal((nint)blocked, Completion(pool));
        Assert.Equal((nint)waits, Completion(pool));
    }

    public void Dispose()
    {
        Host.Close(_pipe.Read);
        Host.Close(_pipe.Write);
        Host.Close(_file);
        NativeMemory.Free((void*)_buffer);
    }

    private NativeAiocb* Request(int fd, RequestMarks marks = RequestMarks.None)
    {
        var request = _slab.Rent();
        (request->Held, request->Marks, request->Kind, request->Nbytes) = (fd, marks, RequestKind.Read, 1);
        request->Buf = (void*)_buffer;
        return request;
    }

    private static nint Completion(PoolBackend pool, long expected = 1)
    {
        NativeAiocb* request = null;
        Assert.True(SpinWait.SpinUntil(() => pool.HasCompletions, TimeSpan.FromSeconds(30)), "A request waits for another that has nothing to do with it.");
        Assert.True(pool.TryReap(out request, out var result));
        Assert.Equal(expected, result);
        return (nint)request;
    }
}
