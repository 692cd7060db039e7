using System.Diagnostics;
using System.Threading.Tasks.Sources;
using AioEngine.Backends;
using AioEngine.Core;
using AioEngine.Metrics;
using AioSpec;
using Microsoft.Win32.SafeHandles;

namespace AioEngine.Async;

/// <summary>
/// One awaited request, used again for the next. It keeps the handle open and the buffer pinned until the kernel is done,
/// also where the caller has canceled: only then is the task over.
/// </summary>
internal sealed unsafe class AioOperation : RequestOwner, IValueTaskSource<int>, IValueTaskSource
{
    private readonly Engine _engine;
    private ManualResetValueTaskSourceCore<int> _source = new() { RunContinuationsAsynchronously = true };
    private SafeFileHandle? _handle;
    private BufferPin _pin;
    private FileFacts? _file;
    private CancellationToken _token;
    private CancellationTokenRegistration _registration;
    private Activity? _activity;

    /// <summary>Who still uses it: the one who started it, and the one who awaits it.</summary>
    private int _users;

    internal AioOperation(Engine engine)
    {
        _engine = engine;
        Block = engine.AllocateBlock();
    }

    ~AioOperation() => _pin.Free();

    /// <summary>The next one in the pool.</summary>
    internal AioOperation? Next { get; set; }

    internal NativeAiocb* Block { get; }

    internal RequestKind Kind { get; private set; }

    internal short Version => _source.Version;

    internal override bool Awaits => true;

    internal override FileFacts? File => _file;

    /// <summary>What its handle refers to; null where that is nothing.</summary>
    internal void Know(FileFacts? file) => _file = file;

    /// <summary>Prepares a request. From now on the handle cannot be closed under it.</summary>
    internal void Prepare(RequestKind kind, SafeFileHandle handle, ReadOnlyMemory<byte> buffer, long offset, CancellationToken token)
    {
        // First what may throw: a buffer that cannot be pinned, a handle that is closed.
        var address = _pin.Pin(buffer);
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
        }
        finally
        {
            if (!added) _pin.Release();
        }

        (_handle, _token, Kind, _users) = (handle, token, kind, 2);
        Block->Fildes = (int)handle.DangerousGetHandle();
        Block->LioOpcode = (int)(kind == RequestKind.Read ? LioOpcode.LIO_READ : LioOpcode.LIO_WRITE);
        Block->Buf = address;
        Block->Nbytes = (nuint)buffer.Length;
        Block->Offset = offset;
        _engine.SetOwner(Block, this);
        _activity = _engine.StartActivity(kind, buffer.Length, offset);
    }

    /// <summary>Its token was canceled before it is started with others: it is not.</summary>
    internal void LeaveOutIfCanceled()
    {
        if (!_token.IsCancellationRequested) return;
        Block->LioOpcode = (int)LioOpcode.LIO_NOP;
        Refused(Errno.ECANCELED);
    }

    /// <summary>The request is under way: a cancellation of the token asks for its end from now on.</summary>
    internal void Watch()
    {
        if (_token.CanBeCanceled)
        {
            _registration = _token.UnsafeRegister(static (state, _) => ((AioOperation)state!).RequestCancel(), this);
        }

        Leave();
    }

    internal override void Released()
    {
    }

    internal override void Refused(Errno error)
    {
        _engine.SetOwner(Block, null);
        Completed(-1, error);
    }

    internal override void Completed(long result, Errno error)
    {
        _pin.Release();
        _handle!.DangerousRelease();
        _handle = null;
        if (_activity is { } activity) RequestActivity.End(activity, error);
        _activity = null;
        if (error == Errno.None) _source.SetResult((int)result);
        else if (error == Errno.ECANCELED) _source.SetException(Canceled());
        else _source.SetException(_engine.ExceptionOf(error));
    }

    private OperationCanceledException Canceled() => _token.IsCancellationRequested
        ? new OperationCanceledException(_token)
        : new OperationCanceledException("The request was canceled by aio_cancel or by the end of the engine.");

    int IValueTaskSource<int>.GetResult(short token) => GetResult(token);

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private int GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) > 0) return;

        // The registration's callback may be running: it must be over before the operation is another one.
        _registration.Dispose();
        _registration = default;
        _token = default;
        _source.Reset();
        _engine.Recycle(this);
    }

    private void RequestCancel() => _engine.RequestCancel(Block);
}
