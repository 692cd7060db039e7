using System.Runtime.InteropServices;
using AioEngine.Interop;
using AioSpec;

namespace AioEngine.Backends;

/// <summary>
/// Requests that wait for a pipe, a socket or a terminal: one thread and an epoll for all of them. Of a descriptor there is
/// at most one read and one write, because the core keeps the order of a stream.
/// </summary>
internal sealed unsafe class StreamPoller : IDisposable
{
    private const int Add = 1, Delete = 2, Modify = 3;
    private const uint In = 1, Out = 4, OneShot = 1u << 30;
    private const int NonblockCloexec = 0x80800, Cloexec = 0x80000, MaxEvents = 64;

    /// <summary><c>struct epoll_event</c> is packed on x86-64 only.</summary>
    private static readonly int s_size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly Lock _lock = new();
    private readonly CompletionList _completions;
    private readonly Action<nint> _mustBlock;
    private readonly Dictionary<int, Interest> _interests = [];
    private int _epoll = -1;
    private int _wake = -1;
    private bool _ended;

    /// <param name="completions">Where what is done goes.</param>
    /// <param name="mustBlock">Takes a request whose stream is ready, and which only a call that may wait can do.</param>
    internal StreamPoller(CompletionList completions, Action<nint> mustBlock) => (_completions, _mustBlock) = (completions, mustBlock);

    /// <summary>Takes the request, or not: what epoll cannot watch never waits long, and without descriptors for an epoll a thread has to wait.</summary>
    internal bool TryAdd(NativeAiocb* request)
    {
        // First a try: a pipe whose last page has room takes bytes, and is not ready for them in the eyes of epoll.
        var result = Transfer.TryStream(request);
        if ((Errno)(-result) is not (Errno.EAGAIN or Errno.EINTR or Errno.ENOTSUP))
        {
            _completions.Add(request, result);
            return true;
        }

        lock (_lock)
        {
            if (_epoll < 0 && !TryStart()) return false;
            var known = _interests.TryGetValue(request->Held, out var interest);
            if (request->Kind == RequestKind.Read) interest.Read = (nint)request;
            else interest.Write = (nint)request;
            if (Watch(known ? Modify : Add, request->Held, interest) < 0) return false;
            _interests[request->Held] = interest;
            request->Place = (byte)Places.Poller;
            return true;
        }
    }

    internal bool TryCancel(NativeAiocb* request)
    {
        lock (_lock)
        {
            if (request->Place != (byte)Places.Poller) return false;
            Take(request);
            _completions.Add(request, -(int)Errno.ECANCELED);
            return true;
        }
    }

    /// <summary>The descriptor is going to be closed: epoll knows the file, not the number.</summary>
    internal void Forget(int held)
    {
        lock (_lock)
        {
            if (_interests.Remove(held)) _ = Libc.EpollControl(_epoll, Delete, held, null);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            if (_epoll < 0) return;
            ulong one = 1;
            _ = Libc.Write(_wake, (nint)(&one), sizeof(ulong));
        }
    }

    /// <summary>False: descriptors have run out.</summary>
    private bool TryStart()
    {
        _epoll = Libc.EpollCreate(Cloexec);
        _wake = Libc.Eventfd(0, NonblockCloexec);
        if (_epoll < 0 || _wake < 0 || Watch(Add, _wake, new Interest { Read = 1 }) < 0)
        {
            if (_epoll >= 0) _ = Libc.Close(_epoll);
            if (_wake >= 0) _ = Libc.Close(_wake);
            _epoll = _wake = -1;
            return false;
        }

        new Thread(Run) { IsBackground = true, Name = "aio streams" }.UnsafeStart();
        return true;
    }

    private int Watch(int operation, int fd, Interest interest)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = OneShot | (interest.Read != 0 ? In : 0) | (interest.Write != 0 ? Out : 0);
        *(int*)(entry + s_size - 8) = fd;
        return Libc.EpollControl(_epoll, operation, fd, entry);
    }

    private void Run()
    {
        var events = stackalloc byte[MaxEvents * 16];
        while (true)
        {
            var count = Libc.EpollWait(_epoll, events, MaxEvents, -1);
            lock (_lock)
            {
                if (_ended)
                {
                    _ = Libc.Close(_epoll);
                    _ = Libc.Close(_wake);
                    _epoll = -1;
                    return;
                }

                for (var i = 0; i < count; i++)
                {
                    var entry = events + (i * s_size);
                    Ready(*(int*)(entry + s_size - 8), *(uint*)entry);
                }
            }
        }
    }

    private void Ready(int fd, uint events)
    {
        if (!_interests.TryGetValue(fd, out var interest)) return;

        // Error and hang-up concern both directions: the transfer tells what they mean.
        var reads = (events & ~Out) != 0 && interest.Read != 0;
        var writes = (events & ~In) != 0 && interest.Write != 0;
        if (reads) Try((NativeAiocb*)interest.Read);
        if (writes) Try((NativeAiocb*)interest.Write);
        interest = _interests[fd];
        if (interest.Read != 0 || interest.Write != 0) Watch(Modify, fd, interest);
    }

    private void Try(NativeAiocb* request)
    {
        var result = Transfer.TryStream(request);
        switch ((Errno)(-result))
        {
            case Errno.EAGAIN or Errno.EINTR:
                return;
            case Errno.ENOTSUP:
                Take(request);
                _mustBlock((nint)request);
                return;
            default:
                Take(request);
                _completions.Add(request, result);
                return;
        }
    }

    private void Take(NativeAiocb* request)
    {
        request->Place = (byte)Places.Nowhere;
        ref var interest = ref CollectionsMarshal.GetValueRefOrNullRef(_interests, request->Held);
        if (request->Kind == RequestKind.Read) interest.Read = 0;
        else interest.Write = 0;
    }

    private struct Interest
    {
        internal nint Read;
        internal nint Write;
    }
}
