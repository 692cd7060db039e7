using System.Diagnostics;
using System.Runtime.CompilerServices;
using AioEngine.Core;
using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    /// <summary>
    /// aio_error: EINPROGRESS, 0 or the errno of the request; -1 where the block has none or it was retrieved. One volatile
    /// read; while the request is in progress also a look at whether the backend has something to tell.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Error(NativeAiocb* block)
    {
        var error = Retrieval.Error(block);
        return error == Status.InProgress ? Look(block) : error;
    }

    /// <summary>aio_return: the return status of the completed request, once (RETURN-02): a count, or -1.</summary>
    /// <param name="block">The block.</param>
    /// <param name="errno">EINPROGRESS where it is not complete, EINVAL where there is no request or it was retrieved; else its error status.</param>
    public long Return(NativeAiocb* block, out Errno errno)
    {
        Error(block);
        return Retrieval.Return(block, out errno);
    }

    /// <summary>
    /// aio_suspend: waits until a listed request is complete, for at most the time given (null: for ever). None, or EAGAIN
    /// at the end of the time, EINTR where a signal of <see cref="Signals"/> was caught. Null elements are ignored.
    /// </summary>
    public Errno Suspend(NativeAiocb** blocks, int count, Timespec? timeout)
    {
        if (count < 0) return Errno.EINVAL;
        for (var i = 0; i < count; i++)
        {
            if (blocks[i] is not null && Error(blocks[i]) != Status.InProgress) return Errno.None;
        }

        if (timeout is { IsValid: false }) return Errno.EINVAL;
        return WaitInterruptibly(Waiter.Own.AnyOf(blocks, count), Deadline(timeout)) switch
        {
            WaitEnd.Satisfied => Errno.None,
            WaitEnd.Interrupted => Errno.EINTR,
            _ => Errno.EAGAIN,
        };
    }

    /// <summary>Not complete: perhaps the backend says that it is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Look(NativeAiocb* block)
    {
        if (!(_uring is { } uring ? uring.HasCompletions : _backend.HasCompletions)) return Status.InProgress;
        Settle();
        return Retrieval.Error(block);
    }

    private WaitEnd WaitInterruptibly(Waiter waiter, long deadline)
    {
        while (true)
        {
            WaitEnd end;
            using (Signals.Enter(waiter.In(_waiting))) end = _waiting.Wait(waiter, deadline, _settle);
            if (end != WaitEnd.Interrupted || RunHandlers(waiter)) return end;

            // SA_RESTART, or another thread took the signal: the wait goes on (SUSPEND-14).
            waiter.Interrupted = false;
        }
    }

    /// <summary>A handler may wait, too: with a waiter of its own, for this one may go on with what it waits for.</summary>
    private bool RunHandlers(Waiter waiter)
    {
        waiter.InUse = true;
        try
        {
            return Signals.RunHandlers();
        }
        finally
        {
            waiter.InUse = false;
        }
    }

    /// <summary>The stopwatch timestamp at which the time is over.</summary>
    internal static long Deadline(Timespec? timeout)
    {
        if (timeout is not { } time) return long.MaxValue;
        var ticks = time.TotalNanoseconds / 1e9 * Stopwatch.Frequency;
        var now = Stopwatch.GetTimestamp();
        return ticks >= long.MaxValue - now - 1 ? long.MaxValue : now + (long)Math.Ceiling(ticks);
    }
}
