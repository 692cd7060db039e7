using AioEngine.Backends;
using AioEngine.Core;
using AioSpec;

namespace AioEngine.Tests.Core;

/// <summary>What the core decides, step by step.</summary>
public sealed unsafe class CoreTests
{
    private const FileTraits Appending = CoreBench.File | FileTraits.Append;
    private const FileTraits Pipe = FileTraits.Readable | FileTraits.Writable | FileTraits.Stream;
    private const int InProgress = (int)Errno.EINPROGRESS;

    private readonly CoreBench _bench = new();

    [Fact] // APPEND-01: the next append starts when the one before is final, and not before
    public void Appends_run_one_at_a_time_and_positional_requests_beside_them()
    {
        var first = _bench.Submit(RequestKind.Write, Appending);
        var second = _bench.Submit(RequestKind.Write, Appending);
        var read = _bench.Submit(RequestKind.Read, Appending);
        _bench.Run();
        Assert.True(_bench.IsRunning(first) && _bench.IsRunning(read) && !_bench.IsRunning(second));

        _bench.Answer(first, 100);

        Assert.True(_bench.IsRunning(second));
        _bench.Answer(second, 100);
        _bench.Answer(read, 0);
        _bench.AssertQuiet();
    }

    [Fact] // FSYNC-08, FSYNC-09, FSYNC-10: two barriers, each with what lies before it
    public void A_barrier_waits_for_what_lies_before_it_and_reports_its_first_error()
    {
        var before = _bench.Submit(RequestKind.Write);
        var one = _bench.Submit(RequestKind.Sync);
        var between = _bench.Submit(RequestKind.Read);
        var two = _bench.Submit(RequestKind.DataSync);
        var after = _bench.Submit(RequestKind.Write);
        _bench.Run();
        Assert.True(_bench.IsRunning(before) && _bench.IsRunning(between) && _bench.IsRunning(after));

        _bench.Answer(between, -(int)Errno.EIO);
        Assert.False(_bench.IsRunning(one) || _bench.IsRunning(two));
        _bench.Answer(before, 100);
        Assert.True(_bench.IsRunning(one) && !_bench.IsRunning(two));
        _bench.Answer(one, 0);
        Assert.True(_bench.IsRunning(two));
        _bench.Answer(two, 0);

        Assert.Equal((0, (int)Errno.EIO, InProgress), (CoreBench.ErrorOf(one), CoreBench.ErrorOf(two), CoreBench.ErrorOf(after)));
        _bench.Answer(after, 100);
        _bench.AssertQuiet();
    }

    [Fact] // FSYNC-08, FSYNC-14: the error of what a canceled barrier had covered is not lost to the next one
    public void A_canceled_barrier_leaves_its_requests_to_the_next_one()
    {
        var before = _bench.Submit(RequestKind.Write);
        var one = _bench.Submit(RequestKind.Sync);
        var two = _bench.Submit(RequestKind.Sync);
        _bench.Run();
        Assert.Equal(CancelStart.Canceled, _bench.Core.BeginCancel(one));
        _bench.Run();
        Assert.Equal((int)Errno.ECANCELED, CoreBench.ErrorOf(one));
        Assert.False(_bench.IsRunning(two));

        _bench.Answer(before, -(int)Errno.ENOSPC);
        Assert.True(_bench.IsRunning(two));
        _bench.Answer(two, 0);

        Assert.Equal((int)Errno.ENOSPC, CoreBench.ErrorOf(two));
        _bench.AssertQuiet();
    }

    [Fact] // FSYNC-10, CANCEL-16: a canceled request did nothing that a barrier could have failed at
    public void A_barrier_does_not_report_that_a_request_before_it_was_canceled()
    {
        var first = _bench.Submit(RequestKind.Write, Appending);
        var second = _bench.Submit(RequestKind.Write, Appending);
        var barrier = _bench.Submit(RequestKind.Sync, Appending);
        _bench.Run();
        Assert.Equal(CancelStart.Canceled, _bench.Core.BeginCancel(second));
        _bench.Run();
        Assert.Equal((int)Errno.ECANCELED, CoreBench.ErrorOf(second));

        _bench.Answer(first, 100);
        _bench.Answer(barrier, 0);

        Assert.Equal(0, CoreBench.ErrorOf(barrier));
        _bench.AssertQuiet();
    }

    [Fact] // READ-05, LIO-10: a read of no bytes does not stand behind one that waits
    public void A_read_of_no_bytes_is_not_ordered()
    {
        var waiting = _bench.Submit(RequestKind.Read, Pipe);
        var empty = _bench.Fresh();
        empty->Nbytes = 0;
        Assert.Equal(Errno.None, _bench.TrySubmit(empty, RequestKind.Read, Pipe));
        _bench.Run();
        Assert.True(_bench.IsRunning(waiting) && _bench.IsRunning(empty));

        _bench.Answer(empty, 0);
        _bench.Answer(waiting, 3);
        _bench.AssertQuiet();
    }

    [Fact] // R02, R03: between the beginning and the end of a cancellation no status is stored
    public void A_completion_that_meets_a_cancellation_waits_for_its_end()
    {
        var read = _bench.Submit(RequestKind.Read, Pipe);
        _bench.Run();
        Assert.Equal(CancelStart.AskBackend, _bench.Core.BeginCancel(read));
        Assert.Equal(CancelStart.Busy, _bench.Core.BeginCancel(read));
        _bench.Answer(read, 5);
        Assert.Equal(InProgress, CoreBench.ErrorOf(read));

        Assert.Equal(AioCancelResult.AIO_ALLDONE, _bench.Core.EndCancel(read));
        _bench.Run();

        Assert.Equal((0, 5L), (CoreBench.ErrorOf(read), read->Result));
        Assert.Equal(CancelStart.AllDone, _bench.Core.BeginCancel(read));
        _bench.AssertQuiet();
    }

    [Theory] // R01: the backend refuses, and what it has is interrupted all the same
    [InlineData(Errno.ECANCELED)]
    [InlineData(Errno.EINTR)]
    public void A_request_that_was_not_canceled_does_not_end_as_if_it_were(Errno interruption)
    {
        var write = _bench.Submit(RequestKind.Write);
        _bench.Run();
        _bench.Core.BeginCancel(write);
        Assert.Equal(AioCancelResult.AIO_NOTCANCELED, _bench.Core.EndCancel(write));

        _bench.Answer(write, -(int)interruption);

        Assert.True(_bench.IsRunning(write));
        _bench.Answer(write, 100);
        Assert.Equal(0, CoreBench.ErrorOf(write));
        _bench.AssertQuiet();
    }

    [Theory] // CANCEL-03, CANCEL-17; R08: of 100 bytes 40 are written, and no short count may follow AIO_ALLDONE
    [InlineData(-(int)Errno.ECANCELED, AioCancelResult.AIO_CANCELED, Errno.ECANCELED)]
    [InlineData(-(int)Errno.EINTR, AioCancelResult.AIO_CANCELED, Errno.ECANCELED)]
    [InlineData(40, AioCancelResult.AIO_CANCELED, Errno.ECANCELED)]
    [InlineData(-(int)Errno.EFAULT, AioCancelResult.AIO_CANCELED, Errno.ECANCELED)]
    [InlineData(100, AioCancelResult.AIO_ALLDONE, Errno.None)]
    [InlineData(-(int)Errno.EPIPE, AioCancelResult.AIO_ALLDONE, Errno.EPIPE)]
    public void An_accepted_cancellation_answers_what_the_request_came_to(long result, AioCancelResult answer, Errno error)
    {
        var write = _bench.Submit(RequestKind.Write, Pipe);
        _bench.Run();
        _bench.Core.BeginCancel(write);
        EngineCore.AcceptCancel(write);
        _bench.Answer(write, result);

        Assert.Equal(answer, _bench.Core.EndCancel(write));

        _bench.Run();
        Assert.Equal((int)error, CoreBench.ErrorOf(write));
        _bench.AssertQuiet();
    }

    [Fact] // WRITE-01, WRITE-03: parts of a stream write
    public void A_stream_write_goes_on_until_all_is_written_or_an_error_ends_it_short()
    {
        var whole = _bench.Submit(RequestKind.Write, Pipe);
        var cut = _bench.Submit(RequestKind.Write, Pipe);
        var nonblocking = _bench.Submit(RequestKind.Write, Pipe | FileTraits.Nonblock, file: 8);
        _bench.Run();
        _bench.Answer(nonblocking, 60);
        Assert.Equal((0, 60L), (CoreBench.ErrorOf(nonblocking), nonblocking->Result));

        _bench.Answer(whole, 60);
        Assert.Equal(InProgress, CoreBench.ErrorOf(whole));
        _bench.Answer(whole, 40);
        _bench.Answer(cut, 30);
        _bench.Answer(cut, -(int)Errno.EPIPE);

        Assert.Equal((100L, 30L), (whole->Result, cut->Result));
        _bench.AssertQuiet();
    }

    [Fact] // CLOSE-11: the kernel says EFAULT of a buffer whose thread has ended; only twice it is meant
    public void EFAULT_is_believed_the_second_time()
    {
        var read = _bench.Submit(RequestKind.Read);
        _bench.Run();
        _bench.Answer(read, -(int)Errno.EFAULT);
        Assert.Equal(InProgress, CoreBench.ErrorOf(read));
        _bench.Answer(read, -(int)Errno.EFAULT);
        Assert.Equal((int)Errno.EFAULT, CoreBench.ErrorOf(read));
        _bench.AssertQuiet();
    }

    [Theory] // SUB-02, SUB-04: nothing is queued
    [InlineData(Errno.EMFILE, Errno.EAGAIN)]
    [InlineData(Errno.EBADF, Errno.EBADF)]
    public void A_file_that_cannot_be_held_refuses_the_request(Errno hold, Errno expected)
    {
        _bench.Backend.HoldError = hold;
        var block = _bench.Fresh();
        Assert.Equal(expected, _bench.TrySubmit(block, RequestKind.Read));
        Assert.Equal(Status.Unassociated, CoreBench.ErrorOf(block));
        _bench.AssertQuiet();
    }

    [Fact] // LIMIT-02, R44
    public void One_more_than_AIO_MAX_is_EAGAIN_until_one_is_complete()
    {
        var bench = new CoreBench(maxOutstanding: 1);
        var first = bench.Submit(RequestKind.Read);
        bench.Run();
        var block = bench.Fresh();
        Assert.Equal(Errno.EAGAIN, bench.TrySubmit(block, RequestKind.Read));
        bench.Answer(first, 1);
        Assert.Equal(Errno.None, bench.TrySubmit(block, RequestKind.Read));
    }

    [Fact] // LIO-20, LIO-22, R21: members first, the list after the last of them, once
    public void A_list_is_notified_after_its_last_member_and_not_while_it_is_submitted()
    {
        var notice = new Notice { Kind = SigEventNotify.SIGEV_SIGNAL, Signo = 40 };
        var list = _bench.Core.OpenList(awaited: false, notice);
        var one = _bench.Submit(RequestKind.Read, list: list, signo: 41);
        _bench.Run();
        _bench.Answer(one, 1);
        Assert.Equal([41], Due());
        var two = _bench.Submit(RequestKind.Read, list: list);
        _bench.Core.CloseList(list, failed: false);
        _bench.Run();
        Assert.Empty(Due());

        _bench.Answer(two, -(int)Errno.EIO);

        Assert.Equal([40], Due());
        _bench.AssertQuiet();
    }

    [Fact] // LIO-18, LIO-31: the waiter has gone; the list ends without it and without a notification
    public void A_list_that_nobody_waits_for_any_more_ends_in_silence()
    {
        var list = _bench.Core.OpenList(awaited: true, new Notice { Kind = SigEventNotify.SIGEV_NONE });
        var one = _bench.Submit(RequestKind.Read, list: list);
        _bench.Core.CloseList(list, failed: false);
        _bench.Run();
        _bench.Core.AbandonList(list);
        _bench.Answer(one, 1);

        Assert.Empty(Due());
        Assert.Same(list, _bench.Core.OpenList(awaited: true, default));
    }

    [Fact] // CLOSE-02: one descriptor for all requests of a file, until the last of them is over
    public void The_file_is_held_once_and_as_long_as_it_is_needed()
    {
        var one = _bench.Submit(RequestKind.Read);
        var two = _bench.Submit(RequestKind.Write);
        var appends = _bench.Submit(RequestKind.Write, Appending);
        _bench.Run();
        Assert.Equal(2, _bench.Backend.Held.Count);
        _bench.Answer(one, 1);
        Assert.Equal(2, _bench.Backend.Held.Count);
        _bench.Answer(two, 1);
        Assert.Single(_bench.Backend.Held);
        _bench.Answer(appends, 1);
        _bench.AssertQuiet();
    }

    private List<int> Due()
    {
        var due = new List<int>();
        while (_bench.Core.Notices.TryTake(out var notice)) due.Add(notice.Signo);
        return due;
    }
}
