using System.Diagnostics;
using AioSpec;

namespace AioEngine.Tests;

/// <summary>aio_suspend.</summary>
public abstract class SuspendFacts : EngineFacts
{
    [Fact] // SUSPEND-02, SUSPEND-05, SUSPEND-12
    public void A_complete_request_ends_the_wait_at_once()
    {
        var done = Block(Open("a", "hello"), 5);
        Accepted(Aio.Read(done));
        Wait(done);
        Accepted(Aio.Suspend([null, Pending(), done], new Timespec(0, 0)));
        Accepted(Aio.Suspend([null, done], new Timespec(0, -1)));
    }

    [Fact] // SUSPEND-08, SUSPEND-11
    public void The_time_ends_the_wait_with_EAGAIN_and_not_early()
    {
        var block = Pending();
        var start = Stopwatch.GetTimestamp();
        Refused(Errno.EAGAIN, Aio.Suspend([block], new Timespec(0, 20_000_000)));
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(20));
        Refused(Errno.EAGAIN, Aio.Suspend([block], new Timespec(0, 0)));
        Refused(Errno.EAGAIN, Aio.Suspend([null], new Timespec(0, 1000)));
    }

    [Fact] // SUSPEND-01, SUSPEND-16, SUSPEND-18, R16
    public async Task All_waiters_of_a_request_are_released_by_it_and_by_no_other()
    {
        var (read, write) = Host.Pipe();
        var block = Block(read, 3);
        Accepted(Aio.Read(block));
        var waiters = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => Aio.Suspend([block, Pending()], null), TaskCreationOptions.LongRunning)).ToArray();
        for (var i = 0; i < 20; i++)
        {
            var other = Block(Open("b", "hello"), 5);
            Accepted(Aio.Read(other));
            Wait(other);
        }

        Assert.DoesNotContain(waiters, waiter => waiter.IsCompleted);
        Host.Write(write, "abc");

        foreach (var waiter in waiters) Accepted(await waiter);
    }

    [Fact] // SUSPEND-01: the one that waits in the kernel waits for something else, and for longer
    public async Task A_waiter_is_released_while_another_goes_on_waiting()
    {
        var never = Pending();
        var first = Task.Factory.StartNew(() => Aio.Suspend([never], null), TaskCreationOptions.LongRunning);
        for (var i = 0; i < 50; i++)
        {
            var (read, write) = Host.Pipe();
            var block = Block(read, 1);
            Accepted(Aio.Read(block));
            var second = Task.Factory.StartNew(() => Aio.Suspend([block], null), TaskCreationOptions.LongRunning);
            Host.Write(write, "x");
            Accepted(await second.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.False(first.IsCompleted);
            Host.Close(read);
            Host.Close(write);
        }

        Assert.Equal(new AioResult((long)AioCancelResult.AIO_CANCELED), Aio.Cancel(never.Members.Fildes.Number, never));
        Accepted(await first);
    }

    [Fact] // SUSPEND-17
    public async Task A_cancellation_releases_the_waiter()
    {
        var (read, _) = Host.Pipe();
        var block = Block(read, 3);
        Accepted(Aio.Read(block));
        var waiter = Task.Factory.StartNew(() => Aio.Suspend([block], null), TaskCreationOptions.LongRunning);

        Aio.Cancel(read, block);

        Accepted(await waiter);
    }

    [Fact] // R17: the listed block is another request by now
    public async Task A_waiter_is_released_although_the_block_was_submitted_again()
    {
        var (read, write) = Host.Pipe();
        var block = Block(read, 1);
        Accepted(Aio.Read(block));
        var waiter = Task.Factory.StartNew(() => Aio.Suspend([block], null), TaskCreationOptions.LongRunning);
        for (var i = 0; i < 200 && !waiter.IsCompleted; i++)
        {
            Host.Write(write, "x");
            Wait(block);
            Assert.Equal(1, Aio.Return(block).Value);
            Accepted(Aio.Read(block));
        }

        Host.Write(write, "x");

        Accepted(await waiter);
    }

    [Fact] // SUSPEND-13, EINTR-03
    public async Task A_caught_signal_is_EINTR()
    {
        var signal = Signo.RealTime(3);
        var block = Pending();
        var caught = 0;
        Signals.SetAction(signal, SignalAction.Catch(_ => caught++));
        using var ready = new ManualResetEventSlim();
        var waiter = Task.Factory.StartNew(
            () =>
            {
                Signals.Unblock(signal);
                ready.Set();
                return Aio.Suspend([block], null);
            },
            TaskCreationOptions.LongRunning);
        ready.Wait();
        Signals.Raise(signal);

        Refused(Errno.EINTR, await waiter);
        Assert.Equal(1, caught);
        Assert.Equal(new AioResult((long)Errno.EINPROGRESS), Aio.Error(block));
    }

    [Fact] // SUSPEND-14, SUSPEND-15
    public async Task With_SA_RESTART_the_wait_goes_on_and_an_ignored_signal_does_not_end_it()
    {
        var (signal, ignored) = (Signo.RealTime(3), Signo.RealTime(4));
        var (read, write) = Host.Pipe();
        var block = Block(read, 3);
        Accepted(Aio.Read(block));
        using var caught = new ManualResetEventSlim();
        Signals.SetAction(signal, SignalAction.Catch(_ => caught.Set(), restart: true));
        Signals.SetAction(ignored, SignalAction.Ignore);
        var waiter = Task.Factory.StartNew(
            () =>
            {
                Signals.Unblock(signal, ignored);
                return Aio.Suspend([block], null);
            },
            TaskCreationOptions.LongRunning);
        Signals.Raise(ignored);
        Signals.Raise(signal);
        Assert.True(caught.Wait(TimeSpan.FromSeconds(30)));

        Assert.False(waiter.IsCompleted);
        Host.Write(write, "abc");

        Accepted(await waiter);
    }

    [Fact] // SUSPEND-14, LIO-10: what a handler waits for itself is over, and what it interrupted goes on
    public void A_handler_that_waits_does_not_change_what_the_thread_waits_for()
    {
        var signal = Signo.RealTime(3);
        var (waited, other) = (Pending(), Pending());
        var (caught, result, list) = (0, default(AioResult), default(AioResult));
        Signals.SetAction(signal, SignalAction.Catch(_ =>
        {
            caught++;
            if (caught == 1) Refused(Errno.EAGAIN, Aio.Suspend([other], new Timespec(0, 1_000_000)));
            Aio.Cancel(other.Members.Fildes.Number, null);
            if (caught == 2) Aio.Cancel(waited.Members.Fildes.Number, null);
        }, restart: true));
        var waiter = new Thread(() =>
        {
            Signals.Unblock(signal);
            Signals.Raise(signal);
            result = Aio.Suspend([waited], new Timespec(0, 1_000_000));
            waited.Members = waited.Members with { LioOpcode = LioOpcode.LIO_READ };
            Aio.Cancel(waited.Members.Fildes.Number, null);
            Aio.Return(waited);
            Signals.Raise(signal);
            list = Aio.ListIo(LioMode.LIO_WAIT, [waited], null);
        });
        waiter.Start();
        Assert.True(waiter.Join(TimeSpan.FromSeconds(30)));

        Assert.Equal(2, caught);
        Refused(Errno.EAGAIN, result);
        Refused(Errno.EIO, list);
        Assert.Equal(new AioResult((long)Errno.ECANCELED), Aio.Error(waited));
    }

    [Fact] // SUSPEND-22, LIO-31: a .NET handler leaves the wait by an exception, where one in C takes siglongjmp
    public void A_handler_that_throws_leaves_the_wait_and_the_request_goes_on()
    {
        var signal = Signo.RealTime(3);
        var (read, write) = Host.Pipe();
        var (alone, listed) = (Block(read, 1), Block(read, 1));
        listed.Members = listed.Members with { LioOpcode = LioOpcode.LIO_READ };
        Accepted(Aio.Read(alone));
        Signals.SetAction(signal, SignalAction.Catch(_ => throw new TimeoutException()));
        Signals.Raise(signal);
        Assert.Throws<TimeoutException>(() => Signals.Unblock(signal));
        Signals.Block();
        Signals.Raise(signal);
        var waiter = new Thread(() =>
        {
            Assert.Throws<TimeoutException>(() => Signals.Unblock(signal));
            Raised(signal, () => Aio.Suspend([alone], null));
            Raised(signal, () => Aio.ListIo(LioMode.LIO_WAIT, [listed], null));
        });
        waiter.Start();
        Assert.True(waiter.Join(TimeSpan.FromSeconds(30)));

        Host.Write(write, "ab");
        Wait(alone);
        Wait(listed);
        Assert.Equal((1, 1), (Aio.Return(alone).Value, Aio.Return(listed).Value));
    }

    private void Raised(Signo signal, Func<AioResult> wait)
    {
        var other = new Thread(() => Signals.Raise(signal));
        other.Start();
        Assert.Throws<TimeoutException>(() => { wait(); });
        other.Join();
    }

    private Aiocb Pending()
    {
        var block = Block(Host.Pipe().Read, 1);
        Accepted(Aio.Read(block));
        return block;
    }
}

public sealed class UringSuspendTests : SuspendFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

public sealed class ThreadsSuspendTests : SuspendFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
