using AioEngine.Interop;
using AioSpec;

namespace AioEngine.Backends;

/// <summary>
/// Threads over pread, pwrite and fsync, for where io_uring is refused. A request on a stream waits in a
/// <see cref="StreamPoller"/> and not on a thread, so that any number of them slows no other request down.
/// </summary>
internal sealed unsafe class PoolBackend : IIoBackend
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly CompletionList _completions = new();
    private readonly StreamPoller _poller;
    private readonly int _threadCount;
    private Core.RequestQueue _queue;
    private AtOnce _atOnce;
    private int _threads;
    private int _idle;
    private int _queued;
    private bool _ended;

    internal PoolBackend(int threads)
    {
        _threadCount = threads;
        _poller = new StreamPoller(_completions, Enqueue);
    }

    public string Name => "threads";

    public bool HasCompletions => _completions.HasAny;

    public Errno Identify(int fildes, out FileFacts facts) => SystemFiles.Identify(fildes, out facts);

    public bool CanTryNow(int fildes) => SystemFiles.HasPageCache(fildes);

    public bool TryNow(NativeAiocb* request, int fildes, out long result)
    {
        result = 0;
        return _atOnce.Take() && SystemFiles.TryRead(request, fildes, ref _atOnce, out result);
    }

    public void TryNow(Attempt* attempts, int count) => SystemFiles.TryRead(attempts, count);

    public int Hold(int fildes) => SystemFiles.Hold(fildes);

    public bool IsOf(int held, in FileFacts facts) => SystemFiles.IsOf(held, facts);

    public bool IsSame(int held, int fildes) => SystemFiles.IsSame(held, fildes);

    public void Release(int held)
    {
        _poller.Forget(held);
        _ = Libc.Close(held);
    }

    public int Register(int held) => 0;

    public void Unregister(int registration)
    {
    }

    public void Push(NativeAiocb* request)
    {
        const RequestMarks MayWait = RequestMarks.Stream | RequestMarks.Nonblock;
        if ((request->Marks & MayWait) != RequestMarks.Stream || !_poller.TryAdd(request)) Enqueue((nint)request);
    }

    public void Flush()
    {
    }

    public bool TryReap(out NativeAiocb* request, out long result) => _completions.TryTake(out request, out result);

    public CancelAnswer Cancel(NativeAiocb* request)
    {
        lock (_lock)
        {
            if (request->Place == (byte)Places.Queue)
            {
                _queue.Remove(request);
                _queued--;
                request->Place = (byte)Places.Nowhere;
                _completions.Add(request, -(int)Errno.ECANCELED);
                return CancelAnswer.Accepted;
            }
        }

        return _poller.TryCancel(request) ? CancelAnswer.Accepted : CancelAnswer.Refused;
    }

    public void PrepareWait(int completions) => _completions.PrepareWait(completions);

    public void Wait(long nanoseconds) => _completions.Wait(nanoseconds);

    public void Kick() => _completions.Kick();

    public void Dispose()
    {
        _poller.Dispose();
        int threads;
        lock (_lock)
        {
            _ended = true;
            threads = _threads;
        }

        if (threads > 0) _work.Release(threads);
    }

    private void Enqueue(nint pointer)
    {
        var request = (NativeAiocb*)pointer;
        bool start;
        lock (_lock)
        {
            request->Place = (byte)Places.Queue;
            _queue.Append(request);

            // An idle thread is one for one request: a second must not wait until what the first one does is over.
            start = ++_queued > _idle && _threads < _threadCount;
            if (start) _threads++;
        }

        _work.Release();
        if (start) new Thread(Work) { IsBackground = true, Name = "aio worker" }.UnsafeStart();
    }

    private void Work()
    {
        while (true)
        {
            lock (_lock) _idle++;
            var woken = _work.Wait(s_idle);
            NativeAiocb* request;
            lock (_lock)
            {
                _idle--;
                request = _queue.Take();
                if (request is not null) (request->Place, _queued) = ((byte)Places.Nowhere, _queued - 1);
                if (_ended || (!woken && request is null))
                {
                    _threads--;
                    return;
                }
            }

            if (request is not null) _completions.Add(request, Transfer.Perform(request));
        }
    }
}

/// <summary>Where the thread backend keeps a request (<see cref="NativeAiocb.Place"/>).</summary>
internal enum Places : byte
{
    Nowhere,

    /// <summary>It waits for a thread.</summary>
    Queue,

    /// <summary>It waits for its stream.</summary>
    Poller,
}
