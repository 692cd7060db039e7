using System.Diagnostics;
using System.Runtime.CompilerServices;
using AioEngine.Async;
using AioEngine.Backends;
using AioEngine.Core;
using AioEngine.Metrics;
using AioSpec;
using Microsoft.Win32.SafeHandles;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    private readonly ConditionalWeakTable<SafeFileHandle, HandleFacts> _handles = [];
    private readonly Lock _poolLock = new();
    private AioOperation? _pool;

    /// <summary>Reads from the file at the offset. The count is smaller than the buffer at the end of the file.</summary>
    /// <param name="handle">The open file; it stays open until the request is over.</param>
    /// <param name="buffer">Where the bytes go; the engine's until the task is over, also when it is canceled.</param>
    /// <param name="offset">The position in bytes; of no meaning on streams.</param>
    /// <param name="cancellationToken">Asks for the end; the task is over when the kernel is done with the buffer.</param>
    /// <exception cref="AioException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">It was canceled: by the token, by aio_cancel of its descriptor, or by the end of the engine.</exception>
    /// <exception cref="ObjectDisposedException">The engine has ended, or the handle is closed.</exception>
    public ValueTask<int> ReadAsync(SafeFileHandle handle, Memory<byte> buffer, long offset, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        if (TryReadNow(handle, buffer, offset, out var count, out var waits)) return new ValueTask<int>(count);
        var operation = Start(RequestKind.Read, handle, buffer, offset, cancellationToken, waits);
        return new ValueTask<int>(operation, operation.Version);
    }

    /// <summary>Writes to the file at the offset, or where it appends, at its end. See <see cref="ReadAsync"/>.</summary>
    /// <exception cref="AioException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public ValueTask<int> WriteAsync(
        SafeFileHandle handle, ReadOnlyMemory<byte> buffer, long offset, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        var operation = Start(RequestKind.Write, handle, buffer, offset, cancellationToken);
        return new ValueTask<int>(operation, operation.Version);
    }

    /// <summary>Synchronizes what was submitted on the file before, with the device: as fsync, or without metadata as fdatasync.</summary>
    /// <exception cref="AioException">The synchronization failed, or a request that it covers (FSYNC-10).</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public ValueTask FlushAsync(SafeFileHandle handle, bool metadata = true, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        var operation = Start(metadata ? RequestKind.Sync : RequestKind.DataSync, handle, default, 0, cancellationToken);
        return new ValueTask(operation, operation.Version);
    }

    /// <summary>A batch: requests that are prepared one by one and started in one system call.</summary>
    public AioBatch CreateBatch() => new(this);

    internal AioOperation Prepare(
        RequestKind kind, SafeFileHandle handle, ReadOnlyMemory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handle);
        ObjectDisposedException.ThrowIf(_core.IsClosed, this);
        var operation = RentOperation();
        try
        {
            operation.Prepare(kind, handle, buffer, offset, cancellationToken);
            operation.Know(Identify(handle, out var facts) == Errno.None ? facts : null);
        }
        catch
        {
            Recycle(operation);
            throw;
        }

        return operation;
    }

    /// <summary>What the caller of a request with this error status is told; a batch may have been submitted after the end.</summary>
    internal Exception ExceptionOf(Errno error) =>
        error == Errno.EAGAIN && _core.IsClosed ? new ObjectDisposedException(GetType().FullName) : new AioException(error);

    internal void SetOwner(NativeAiocb* block, RequestOwner? owner) => _slab.Own(block, owner);

    internal Activity? StartActivity(RequestKind kind, int length, long offset) =>
        _options.Tracing ? RequestActivity.Start(Name(kind), length, offset) : null;

    internal void Recycle(AioOperation operation)
    {
        lock (_poolLock)
        {
            operation.Next = _pool;
            _pool = operation;
        }
    }

    /// <summary>Asks for the end of a request and does not wait for it.</summary>
    internal void RequestCancel(NativeAiocb* block)
    {
        lock (_cancelGate)
        {
            Settle();
            var row = new Cancellation(_core, block);
            var step = CancelStep.Done;
            lock (_gate)
            {
                if (!_ended) step = row.Begin();
            }

            if (step == CancelStep.AskBackend)
            {
                var answer = _backend.Cancel(block);
                lock (_gate)
                {
                    row.Told(answer);
                    row.End();
                }
            }
        }

        Settle();
    }

    private AioOperation Start(
        RequestKind kind, SafeFileHandle handle, ReadOnlyMemory<byte> buffer, long offset, CancellationToken cancellationToken, bool waits = false)
    {
        var operation = Prepare(kind, handle, buffer, offset, cancellationToken);
        var facts = operation.File ?? default;
        var error = operation.File is null ? Errno.EBADF : Errno.None;
        if (error == Errno.None) error = SubmissionCheck.Request(operation.Block, kind, facts);
        if (error == Errno.None && !(kind == RequestKind.Read && !waits && facts.Has(FileTraits.Cached) && TryNow(operation.Block, operation.Block->Fildes)))
        {
            error = Queue(operation.Block, kind, null, facts);
        }

        if (error != Errno.None) operation.Refused(error);
        operation.Watch();
        return operation;
    }

    /// <summary>A block that is in the page cache is there when the call returns, and needs no task (R41).</summary>
    /// <param name="handle">The file.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="offset">The position.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="waits">It was tried, and has to wait: trying again would come to the same.</param>
    private bool TryReadNow(SafeFileHandle handle, Memory<byte> buffer, long offset, out int count, out bool waits)
    {
        (count, waits) = (0, false);
        if (_options.Tracing || offset < 0 || buffer.IsEmpty || _core.IsClosed) return false;
        if (!_handles.TryGetValue(handle, out var known) || !known.Facts.Has(FileTraits.Cached)) return false;
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            fixed (byte* pointer = buffer.Span)
            {
                var request = new NativeAiocb { Buf = pointer, Nbytes = (nuint)buffer.Length, Offset = offset };
                waits = !_backend.TryNow(&request, (int)handle.DangerousGetHandle(), out var result);
                if (waits) return false;
                _atOnce.Add(1, result);
                count = (int)result;
                return true;
            }
        }
        finally
        {
            if (added) handle.DangerousRelease();
        }
    }

    /// <summary>What a handle refers to does not change while it is open.</summary>
    private Errno Identify(SafeFileHandle handle, out FileFacts facts)
    {
        if (_handles.TryGetValue(handle, out var known))
        {
            facts = known.Facts;
            return Errno.None;
        }

        var error = _backend.Identify((int)handle.DangerousGetHandle(), out facts);
        if (error == Errno.None) _handles.AddOrUpdate(handle, new HandleFacts(facts));
        return error;
    }

    private AioOperation RentOperation()
    {
        lock (_poolLock)
        {
            if (_pool is { } operation)
            {
                _pool = operation.Next;
                operation.Next = null;
                return operation;
            }
        }

        return new AioOperation(this);
    }

    private sealed record HandleFacts(FileFacts Facts);
}
