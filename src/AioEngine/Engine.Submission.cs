using AioEngine.Backends;
using AioEngine.Core;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    /// <summary>aio_read: starts a read. None, or EAGAIN, EBADF, EINVAL: then nothing was queued (SUB-02).</summary>
    /// <exception cref="ArgumentNullException">There is no block.</exception>
    public Errno Read(NativeAiocb* block) => HasUsableEvent(block) ? Submit(block, RequestKind.Read) : Errno.EINVAL;

    /// <summary>aio_write: starts a write. None, or EAGAIN, EBADF, EINVAL.</summary>
    /// <exception cref="ArgumentNullException">There is no block.</exception>
    public Errno Write(NativeAiocb* block) => HasUsableEvent(block) ? Submit(block, RequestKind.Write) : Errno.EINVAL;

    /// <summary>aio_fsync: starts a synchronization of what is queued on the file now. None, or EAGAIN, EBADF, EINVAL.</summary>
    /// <exception cref="ArgumentNullException">There is no block.</exception>
    public Errno Fsync(SyncOperation operation, NativeAiocb* block) =>
        HasUsableEvent(block) && KindOf(operation) is { } kind ? Submit(block, kind) : Errno.EINVAL;

    private static RequestKind? KindOf(SyncOperation operation) => operation switch
    {
        SyncOperation.O_SYNC => RequestKind.Sync,
        SyncOperation.O_DSYNC => RequestKind.DataSync,
        _ => null,
    };

    private Errno Submit(NativeAiocb* block, RequestKind kind)
    {
        if (block->Error == Status.InProgress) return Errno.EINVAL;
        if (block->File == 0 && kind == RequestKind.Read && _backend.CanTryNow(block->Fildes) && TryNow(block, block->Fildes)) return Errno.None;
        var error = Find(block, out var registration, out var facts);
        if (error == Errno.None) error = SubmissionCheck.Request(block, kind, facts);
        if (error != Errno.None) return error;
        if (registration is not null && kind == RequestKind.Read && facts.Has(FileTraits.Cached) && TryNow(block, registration.Held)) return Errno.None;
        return Queue(block, kind, registration, facts);
    }

    /// <summary>Answers a read at once, if that needs no waiting: then its file need not even be known.</summary>
    private bool TryNow(NativeAiocb* block, int fildes)
    {
        block->Moved = 0;
        if (_core.IsClosed || !SubmissionCheck.IsPlainRead(block) || !_backend.TryNow(block, fildes, out var result)) return false;
        CompleteNow(block, RequestKind.Read, result);
        return true;
    }

    private Errno Queue(NativeAiocb* block, RequestKind kind, Registration? registration, in FileFacts facts)
    {
        lock (_gate)
        {
            var error = Accept(block, kind, registration, facts, null);
            if (error != Errno.None) return error;
            Issue();
            _waiting.Reconsider();
        }

        SeeTo();
        return Errno.None;
    }

    /// <summary>
    /// Starts what was accepted. Always: another thread may have pushed it, and be kept from its own flush for as long as the scheduler likes. Much of it
    /// may be over by then, and nobody has to be told of that.
    /// </summary>
    private void SeeTo()
    {
        _backend.Flush();
        if (_backend.HasCompletions) Settle();
        _reaper.Attend();
    }

    private Errno Find(NativeAiocb* block, out Registration? registration, out FileFacts facts)
    {
        registration = null;
        if (block->File == 0) return _backend.Identify(block->Fildes, out facts);
        registration = Registered(block->File);
        facts = registration?.Facts ?? default;
        return registration is null ? Errno.EBADF : Errno.None;
    }

    private Errno Accept(NativeAiocb* block, RequestKind kind, Registration? registration, in FileFacts facts, ListState? list)
    {
        if (registration is not null) return _core.Submit(block, kind, registration, list);
        var error = _core.Submit(block, kind, block->Fildes, facts, list);
        while (error == EngineCore.Replaced)
        {
            // Another thread has made the number another file's: it is that one which the request is of.
            error = _backend.Identify(block->Fildes, out var now);
            if (error == Errno.None) error = SubmissionCheck.Request(block, kind, now);
            if (error == Errno.None) error = _core.Submit(block, kind, block->Fildes, now, list);
        }

        return error;
    }

    /// <summary>It is complete before the call returns (R41): nothing of it was ever outstanding.</summary>
    private void CompleteNow(NativeAiocb* block, RequestKind kind, long result)
    {
        if (IsToldToNobody(block))
        {
            _atOnce.Add(1, result);
            StoreNow(block, result);
            return;
        }

        lock (_gate) _core.CompleteNow(block, kind, result);
        Deliver();
    }

    private static bool HasUsableEvent(NativeAiocb* block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return SubmissionCheck.IsUsable(block->SigevNotify, block->SigevSigno, block->SigevFunction);
    }
}
