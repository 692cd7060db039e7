using System.Diagnostics;
using System.Diagnostics.Metrics;
using AioSpec;
using Microsoft.Win32.SafeHandles;

namespace AioEngine.Tests;

/// <summary>async and await.</summary>
public abstract class AsyncFacts : EngineFacts
{
    [Fact]
    public async Task What_was_written_is_read()
    {
        using var file = File.OpenHandle(PathOf("a"), FileMode.Create, FileAccess.ReadWrite);
        var buffer = new byte[10];

        Assert.Equal(5, await Engine.WriteAsync(file, "hello"u8.ToArray(), 3));
        await Engine.FlushAsync(file);
        await Engine.FlushAsync(file, metadata: false);

        Assert.Equal(8, await Engine.ReadAsync(file, buffer, 0));
        Assert.Equal("\0\0\0hello\0\0"u8.ToArray(), buffer);
    }

    [Fact] // the first read learns what the handle is; later ones of what is cached need no task, and those of what is not wait
    public async Task Read_again_and_again_a_handle_gives_the_bytes_until_it_is_closed()
    {
        File.WriteAllBytes(PathOf("a"), [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7))]);
        var file = File.OpenHandle(PathOf("a"));
        for (var offset = 0; offset < 4096; offset += 64)
        {
            var buffer = new byte[128];

            var count = await Engine.ReadAsync(file, buffer, offset);

            Assert.Equal(Math.Min(128, 4096 - offset), count);
            Assert.Equal(Enumerable.Range(offset, count).Select(i => (byte)(i * 7)), buffer[..count]);
        }

        Assert.Equal(0, await Engine.ReadAsync(file, new byte[1], 4096));
        Assert.Equal(Errno.EINVAL, (await Assert.ThrowsAsync<AioException>(async () => await Engine.ReadAsync(file, new byte[1], -1))).Errno);
        file.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Engine.ReadAsync(file, new byte[1], 0));
    }

    [Fact]
    public async Task An_error_status_is_an_exception()
    {
        File.WriteAllText(PathOf("a"), "x");
        using var file = File.OpenHandle(PathOf("a"));
        var error = await Assert.ThrowsAsync<AioException>(async () => await Engine.WriteAsync(file, new byte[1], 0));
        Assert.Equal(Errno.EBADF, error.Errno);
    }

    [Fact] // CB-02: the buffer comes back when the kernel is done with it
    public async Task A_canceled_read_ends_and_leaves_the_data_to_the_next_one()
    {
        var (read, write) = Host.Pipe();
        using var pipe = new SafeFileHandle(read, ownsHandle: true);
        using var cancellation = new CancellationTokenSource();
        var buffer = new byte[3];
        var task = Engine.ReadAsync(pipe, buffer, 0, cancellation.Token).AsTask();
        Assert.False(task.IsCompleted);

        cancellation.Cancel();

        var canceled = await Assert.ThrowsAsync<OperationCanceledException>(() => task);
        Assert.Equal(cancellation.Token, canceled.CancellationToken);
        Host.Write(write, "abc");
        Assert.Equal(new byte[3], buffer);
        Assert.Equal(3, await Engine.ReadAsync(pipe, buffer, 0));
        await Assert.ThrowsAsync<TaskCanceledException>(async () => await Engine.ReadAsync(pipe, buffer, 0, cancellation.Token));
    }

    [Fact] // the same exception, whoever has canceled it: a token is named only where it was one
    public async Task What_aio_cancel_or_the_end_of_the_engine_cancels_is_canceled()
    {
        var (read, write) = Host.Pipe();
        using var pipe = new SafeFileHandle(read, ownsHandle: true);
        using var token = new CancellationTokenSource();
        var first = Engine.ReadAsync(pipe, new byte[3], 0, token.Token).AsTask();
        Assert.Equal(new AioResult((long)AioCancelResult.AIO_CANCELED), Aio.Cancel(read, null));
        var second = Engine.ReadAsync(pipe, new byte[3], 0).AsTask();

        await Engine.DisposeAsync();

        Assert.Equal(CancellationToken.None, (await Assert.ThrowsAsync<OperationCanceledException>(() => first)).CancellationToken);
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Engine.ReadAsync(pipe, new byte[3], 0));
        Host.Close(write);
    }

    [Fact]
    public async Task No_handle_is_no_request()
    {
        Assert.Equal("handle", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await Engine.ReadAsync(null!, new byte[1], 0))).ParamName);
        Assert.Equal("handle", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await Engine.WriteAsync(null!, new byte[1], 0))).ParamName);
        Assert.Equal("handle", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await Engine.FlushAsync(null!))).ParamName);
    }

    [Fact]
    public async Task A_handle_that_is_disposed_meanwhile_stays_open_for_the_request()
    {
        var (read, write) = Host.Pipe();
        var pipe = new SafeFileHandle(read, ownsHandle: true);
        var buffer = new byte[3];
        var task = Engine.ReadAsync(pipe, buffer, 0);
        pipe.Dispose();

        Host.Write(write, "abc");

        Assert.Equal(3, await task);
        Assert.Equal("abc"u8.ToArray(), buffer);
    }

    [Fact]
    public async Task A_batch_is_many_requests_each_with_a_task()
    {
        using var file = File.OpenHandle(PathOf("a"), FileMode.Create, FileAccess.ReadWrite);
        var batch = Engine.CreateBatch();
        var writes = Enumerable.Range(0, 20).Select(i => batch.WriteAsync(file, new[] { (byte)i }, i).AsTask()).ToArray();
        Assert.Equal(20, batch.Count);
        batch.Submit();
        foreach (var write in writes) Assert.Equal(1, await write);
        var buffers = Enumerable.Range(0, 20).Select(_ => new byte[1]).ToArray();
        var reads = buffers.Select((buffer, i) => batch.ReadAsync(file, buffer, i).AsTask()).ToArray();
        var refused = batch.ReadAsync(file, new byte[1], -1).AsTask();
        batch.Submit();

        foreach (var read in reads) Assert.Equal(1, await read);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (byte)i), buffers.Select(b => b[0]));
        Assert.Equal(Errno.EINVAL, (await Assert.ThrowsAsync<AioException>(() => refused)).Errno);
    }

    [Fact] // as ReadAsync and WriteAsync: whose token was canceled before does nothing
    public async Task A_request_of_a_batch_whose_token_was_canceled_is_not_started()
    {
        using var file = File.OpenHandle(PathOf("a"), FileMode.Create, FileAccess.ReadWrite);
        using var before = new CancellationTokenSource();
        using var meanwhile = new CancellationTokenSource();
        before.Cancel();
        var batch = Engine.CreateBatch();
        var first = batch.WriteAsync(file, "a"u8.ToArray(), 0, before.Token).AsTask();
        var second = batch.WriteAsync(file, "b"u8.ToArray(), 0, meanwhile.Token).AsTask();
        var third = batch.WriteAsync(file, "c"u8.ToArray(), 1).AsTask();
        meanwhile.Cancel();

        batch.Submit();

        Assert.Equal(before.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first)).CancellationToken);
        Assert.Equal(meanwhile.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second)).CancellationToken);
        Assert.Equal(1, await third);
        Assert.Equal("\0c", await File.ReadAllTextAsync(PathOf("a")));
    }

    [Fact]
    public async Task A_batch_that_is_submitted_after_the_end_is_told_so()
    {
        using var file = File.OpenHandle(PathOf("a"), FileMode.Create, FileAccess.ReadWrite);
        var batch = Engine.CreateBatch();
        var write = batch.WriteAsync(file, new byte[1], 0).AsTask();
        await Engine.DisposeAsync();

        batch.Submit();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => write);
    }

    [Fact] // whatever throws: the handle is its owner's again
    public async Task A_buffer_that_cannot_be_pinned_does_not_keep_the_handle_open()
    {
        var file = File.OpenHandle(PathOf("a"), FileMode.Create, FileAccess.ReadWrite);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Engine.WriteAsync(file, new Unpinnable().Memory, 0));
        Assert.Equal(1, Host.DescriptorsOf(PathOf("a")));

        file.Dispose();

        Assert.Equal(0, Host.DescriptorsOf(PathOf("a")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Engine.WriteAsync(file, new byte[1], 0));
    }

    [Fact]
    public void A_request_allocates_nothing_in_the_steady_state()
    {
        using var file = File.OpenHandle(PathOf("a"), FileMode.Create, FileAccess.ReadWrite);
        var buffer = new byte[4096];

        // The steady state begins when the pools are filled and the threads are there.
        Assert.Contains(0, Enumerable.Range(0, 20).Select(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 500; i++) Round();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));

        void Round()
        {
            Get(Engine.WriteAsync(file, buffer, 0));
            Get(Engine.ReadAsync(file, buffer, 0));
        }

        static void Get(ValueTask<int> task)
        {
            var spin = new SpinWait();
            while (!task.IsCompleted) spin.SpinOnce();
            if (task.Result != 4096) throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task A_thousand_reads_that_never_end_slow_nothing_down()
    {
        var pipes = Enumerable.Range(0, 1000).Select(_ => Host.Pipe()).ToArray();
        var idle = pipes.Select(pipe => Block(pipe.Read, 1)).ToArray();
        foreach (var block in idle) Accepted(Aio.Read(block));
        using var file = File.OpenHandle(PathOf("a"), FileMode.Create, FileAccess.ReadWrite);

        for (var i = 0; i < 100; i++) Assert.Equal(1, await Engine.WriteAsync(file, new byte[1], i));
        var (read, write) = Host.Pipe();
        var block1 = Block(read, 1);
        Accepted(Aio.Read(block1));
        Host.Write(write, "x");
        Wait(block1);

        foreach (var block in idle) Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(block));
        foreach (var (r, w) in pipes)
        {
            Host.Close(r);
            Host.Close(w);
        }
    }

    [Fact]
    public async Task The_meter_counts_and_activities_are_off_until_they_are_asked_for()
    {
        var seen = new Dictionary<string, long>();
        var activities = 0;
        using var sources = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "AioEngine",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => activities++,
        };
        ActivitySource.AddActivityListener(sources);
        using var file = File.OpenHandle(PathOf("a"), FileMode.Create, FileAccess.ReadWrite);
        await Engine.WriteAsync(file, new byte[5], 0);
        await Engine.ReadAsync(file, new byte[4], 0);
        ReadNatively(file);
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => Listen(instrument, listener) };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen[instrument.Name] = value);
        meters.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen[instrument.Name] = value);
        meters.Start();

        meters.RecordObservableInstruments();

        Assert.Equal((3, 5, 7, 0), (seen["aio.requests"], seen["aio.written"], seen["aio.read"], seen["aio.outstanding"]));
        Assert.Equal(0, activities);

        void Listen(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == "AioEngine" && instrument.Meter == Engine.Meter) listener.EnableMeasurementEvents(instrument);
        }
    }

    [Fact] // the request goes on while its caller does other things, and ends on any thread
    public async Task The_activity_of_a_request_is_the_current_one_of_nobody()
    {
        var ended = new List<(string Name, string? Parent, ActivityStatusCode Status)>();
        using var source = new ActivitySource("AioEngine.Tests." + Backend);
        using var listener = new ActivityListener
        {
            ShouldListenTo = any => any == source || any.Name == "AioEngine",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(listener);
        using var engine = new Engine(new EngineOptions { Backend = Backend, Tracing = true });
        var (read, write) = Host.Pipe();
        using var pipe = new SafeFileHandle(read, ownsHandle: true);
        using var outer = source.StartActivity("outer")!;

        var first = engine.ReadAsync(pipe, new byte[1], 0).AsTask();
        Assert.Same(outer, Activity.Current);
        var second = engine.ReadAsync(pipe, new byte[1], 0).AsTask();
        using var inner = source.StartActivity("inner")!;
        Host.Write(write, "x");
        Assert.Equal(1, await first);
        engine.Dispose();

        Assert.Same(inner, Activity.Current);
        Assert.Same(outer, inner.Parent);
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        lock (ended) Assert.Equal([("aio_read", "outer", ActivityStatusCode.Unset), ("aio_read", "outer", ActivityStatusCode.Error)], ended);
        Host.Close(write);

        void Note(Activity activity)
        {
            lock (ended)
            {
                if (activity.Parent?.Source == source && activity.OperationName == "aio_read") ended.Add((activity.OperationName, activity.Parent?.OperationName, activity.Status));
            }
        }
    }

    private sealed class Unpinnable : System.Buffers.MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new byte[1];

        public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private unsafe void ReadNatively(SafeFileHandle file)
    {
        var buffer = stackalloc byte[3];
        var block = Engine.AllocateBlock();
        (block->Fildes, block->Nbytes) = ((int)file.DangerousGetHandle(), 3);
        block->Buf = buffer;
        Assert.Equal(Errno.None, Engine.Read(block));
        Assert.Equal(Errno.None, Engine.Suspend(&block, 1, null));
        Assert.Equal(3, Engine.Return(block, out _));
        Engine.FreeBlock(block);
    }
}

public sealed class UringAsyncTests : AsyncFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsAsyncTests : AsyncFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
