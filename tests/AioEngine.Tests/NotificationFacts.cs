using AioSpec;

namespace AioEngine.Tests;

/// <summary>SIGEV_NONE, SIGEV_SIGNAL, SIGEV_THREAD.</summary>
public abstract class NotificationFacts : EngineFacts
{
    [Fact] // NOTIFY-07, NOTIFY-11, NOTIFY-12
    public void The_function_is_called_once_on_another_thread_when_the_status_is_final()
    {
        var block = Block(Open("a", "hello"), 5, sigevent: SigEvent.Thread("f", new SigVal(42)));
        using var called = new SemaphoreSlim(0);
        (SigVal Value, long Error, int Thread) seen = default;
        Functions["f"] = value =>
        {
            seen = (value, Aio.Error(block).Value, Environment.CurrentManagedThreadId);
            called.Release();
        };

        Accepted(Aio.Read(block));

        Assert.True(called.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal((new SigVal(42), 0L), (seen.Value, seen.Error));
        Assert.NotEqual(Environment.CurrentManagedThreadId, seen.Thread);
        Assert.False(called.Wait(20));
    }

    [Fact] // NOTIFY-16, R24: a chain of requests, each submitted by the notification of the one before
    public void The_block_can_be_submitted_again_in_its_own_notification()
    {
        var (read, write) = Host.Pipe();
        var block = Block(read, 1, sigevent: SigEvent.Thread("f", default));
        using var done = new ManualResetEventSlim();
        var text = "";
        Functions["f"] = _ =>
        {
            Assert.Equal(1, Aio.Return(block).Value);
            text += Text(block, 1);
            if (text.Length == 100) done.Set();
            else Accepted(Aio.Read(block));
        };
        Accepted(Aio.Read(block));

        for (var i = 0; i < 100; i++) Host.Write(write, ((char)('0' + (i % 10))).ToString());

        Assert.True(done.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal(string.Concat(Enumerable.Repeat("0123456789", 10)), text);
    }

    [Fact] // NOTIFY-05: the program makes no further call
    public void Signals_of_one_number_come_in_the_order_of_completion_and_the_lowest_number_first()
    {
        var (high, low) = (Signo.RealTime(9), Signo.RealTime(1));
        var fd = Open("a", "", OpenFlags.O_WRONLY | OpenFlags.O_APPEND);
        for (var i = 0; i < 50; i++) Accepted(Aio.Write(Block(fd, "x", sigevent: SigEvent.Signal(high, new SigVal(i)))));
        Accepted(Aio.Write(Block(fd, "x", sigevent: SigEvent.Signal(low, new SigVal(-1)))));

        Assert.Equal(Errno.None, Signals.Wait([low], new Timespec(30, 0), out _));
        Assert.Equal(Enumerable.Range(0, 50), Enumerable.Range(0, 50).Select(_ =>
        {
            Assert.Equal(Errno.None, Signals.Wait([], new Timespec(30, 0), out var info));
            return info.Value.Int;
        }));
    }

    [Fact] // NOTIFY-06
    public void A_signal_that_is_not_real_time_is_pending_once()
    {
        Assert.True(Signo.TryParse("SIGUSR1", out var signal));
        Signals.Raise(signal);
        Signals.Raise(signal);
        Assert.Single(Signals.Pending);
    }

    [Fact] // NOTIFY-07: on a given scheduler
    public unsafe void The_function_runs_on_the_scheduler_of_the_options_and_gets_its_value()
    {
        var scheduler = new Recorder();
        using var engine = new Engine(new EngineOptions { Backend = Backend, NotificationScheduler = scheduler });
        var block = engine.AllocateBlock();
        (block->Fildes, block->SigevNotify, block->SigevValue) = (Open("a", "x"), (int)SigEventNotify.SIGEV_THREAD, 77);
        block->SigevFunction = &Seen;
        Assert.Equal(Errno.None, engine.Fsync(SyncOperation.O_SYNC, block));

        Assert.True(scheduler.Queued.Wait(TimeSpan.FromSeconds(30)));
        scheduler.Run();

        Assert.Equal(77, t_seen);
        engine.FreeBlock(block);
    }

    [ThreadStatic]
    private static nint t_seen;

    private static void Seen(nint value) => t_seen = value;

    /// <summary>Runs what was queued when it is told to, on the thread that tells it.</summary>
    private sealed class Recorder : TaskScheduler
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Task> _tasks = [];

        internal SemaphoreSlim Queued { get; } = new(0);

        internal void Run()
        {
            while (_tasks.TryDequeue(out var task)) TryExecuteTask(task);
        }

        protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

        protected override void QueueTask(Task task)
        {
            _tasks.Enqueue(task);
            Queued.Release();
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }

    [Theory] // SUB-19
    [InlineData(SigEventNotify.SIGEV_SIGNAL, 0)]
    [InlineData(SigEventNotify.SIGEV_SIGNAL, 65)]
    [InlineData(SigEventNotify.SIGEV_THREAD, 0)]
    [InlineData((SigEventNotify)99, 0)]
    public void An_unusable_sigevent_is_EINVAL(SigEventNotify notify, int signo) =>
        Refused(Errno.EINVAL, Aio.Read(Block(Open("a", "x"), 1, sigevent: new SigEvent { Notify = notify, Signo = new Signo(signo) })));

    [Fact] // NOTIFY-07: as the start routine of a new thread, whoever delivers it
    public void The_function_has_no_context_of_whoever_submits()
    {
        var local = new AsyncLocal<string?>();
        var seen = new System.Collections.Concurrent.BlockingCollection<string?>();
        Functions["told"] = _ => seen.Add(local.Value);
        using var engine = new Engine(new EngineOptions { Backend = Backend, NotificationFunctions = Functions.GetValueOrDefault });
        using var scheduled = new Engine(new EngineOptions { Backend = Backend, NotificationFunctions = Functions.GetValueOrDefault, NotificationScheduler = TaskScheduler.Default });
        local.Value = "the caller's";

        foreach (IAio aio in new[] { engine, scheduled })
        {
            Accepted(aio.Write(Block(Open("a"), "x", sigevent: SigEvent.Thread("told", default))));
            aio.Suspend([Block(Open("a"), "x")], new Timespec(0, 0));

            Assert.True(seen.TryTake(out var value, TimeSpan.FromSeconds(30)));
            Assert.Null(value);
        }
    }

    [Fact] // whoever ends the engine may end the process next, and with it threads that have not begun
    public void When_the_engine_has_ended_the_functions_were_called()
    {
        const int count = 50;
        var called = 0;
        Functions["told"] = _ => Interlocked.Increment(ref called);
        var (read, write) = Host.Pipe();
        for (var i = 0; i < count; i++) Accepted(Aio.Read(Block(read, 1, sigevent: SigEvent.Thread("told", default))));

        var report = Engine.Shutdown();

        Assert.Equal(count, report.Canceled.Count);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref called) == count, TimeSpan.FromSeconds(30)));
        Host.Close(read);
        Host.Close(write);
    }

    [Fact] // CLOSE-10: nothing is lost at the end
    public void The_end_cancels_what_waits_and_delivers_its_notification()
    {
        var (read, write) = Host.Pipe();
        Host.SetPipeSize(write, 4096);
        var signal = Signo.RealTime(1);
        var waits = Block(read, 3, sigevent: SigEvent.Signal(signal, new SigVal(1)));
        var writes = Block(Open("a"), "done", sigevent: SigEvent.Signal(signal, new SigVal(2)));
        Accepted(Aio.Read(waits));
        Accepted(Aio.Write(writes));

        var report = Engine.Shutdown();

        Assert.Contains(report.Canceled, request => request.Fildes == read && request.Operation == "aio_read" && request.Nbytes == 3);
        Assert.Equal(new AioResult((long)Errno.ECANCELED), Aio.Error(waits));
        Assert.Equal(2, Signals.Pending.Count);
        Refused(Errno.EAGAIN, Aio.Read(Block(read, 3)));
    }
}

public sealed class UringNotificationTests : NotificationFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsNotificationTests : NotificationFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
