using System.Runtime.InteropServices;
using AioEngine.Async;
using Microsoft.Win32.SafeHandles;

namespace AioEngine;

/// <summary>
/// Requests that are started together, in one system call: prepare them, then <see cref="Submit"/>. Each has its own task.
/// A batch can be used again, by one thread at a time.
/// </summary>
public sealed unsafe class AioBatch
{
    private readonly Engine _engine;
    private readonly List<AioOperation> _operations = [];
    private readonly List<nint> _blocks = [];

    internal AioBatch(Engine engine) => _engine = engine;

    /// <summary>How many requests wait for <see cref="Submit"/>.</summary>
    public int Count => _blocks.Count;

    /// <summary>A read, as <see cref="Engine.ReadAsync"/>; it starts with the batch.</summary>
    public ValueTask<int> ReadAsync(SafeFileHandle handle, Memory<byte> buffer, long offset, CancellationToken cancellationToken = default) =>
        Add(RequestKind.Read, handle, buffer, offset, cancellationToken);

    /// <summary>A write, as <see cref="Engine.WriteAsync"/>; it starts with the batch.</summary>
    public ValueTask<int> WriteAsync(
        SafeFileHandle handle, ReadOnlyMemory<byte> buffer, long offset, CancellationToken cancellationToken = default) =>
        Add(RequestKind.Write, handle, buffer, offset, cancellationToken);

    /// <summary>Starts all of them. A request that is refused has a task that failed, and one whose token was canceled meanwhile is not started.</summary>
    public void Submit()
    {
        foreach (var operation in _operations) operation.LeaveOutIfCanceled();
        fixed (nint* blocks = CollectionsMarshal.AsSpan(_blocks)) _engine.SubmitBatch((NativeAiocb**)blocks, _blocks.Count);
        foreach (var operation in _operations) operation.Watch();
        _blocks.Clear();
        _operations.Clear();
    }

    private ValueTask<int> Add(RequestKind kind, SafeFileHandle handle, ReadOnlyMemory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        var operation = _engine.Prepare(kind, handle, buffer, offset, cancellationToken);
        _operations.Add(operation);
        _blocks.Add((nint)operation.Block);
        return new ValueTask<int>(operation, operation.Version);
    }
}
