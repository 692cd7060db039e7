namespace AioEngine.Backends;

/// <summary>
/// The seam below the engine: all that it asks of an operating system. It knows descriptors and transfers, and nothing of
/// POSIX AIO: order, barriers, lists and notifications are the core's.
/// </summary>
/// <remarks>
/// <see cref="Identify"/>, <see cref="CanTryNow"/>, <see cref="TryNow(NativeAiocb*, int, out long)"/>,
/// <see cref="Flush"/>, <see cref="Cancel"/>,
/// <see cref="IsSame"/> and <see cref="HasCompletions"/>
/// may be called by any thread at any time, <see cref="Wait"/> by one that has said so with <see cref="PrepareWait"/>. All
/// others come one at a time, and do not wait.
/// </remarks>
internal unsafe interface IIoBackend : IDisposable
{
    /// <summary>What it is called in messages and metrics: <c>io_uring</c>, <c>threads</c>.</summary>
    string Name { get; }

    /// <summary>What a descriptor refers to now; EBADF where it is not open.</summary>
    AioSpec.Errno Identify(int fildes, out FileFacts facts);

    /// <summary>Whether a read of this descriptor may be tried at once: it has a page cache. Cheaper than <see cref="Identify"/>.</summary>
    bool CanTryNow(int fildes);

    /// <summary>Does the read at once, if that needs no waiting and leaves no question open. The result is its count.</summary>
    bool TryNow(NativeAiocb* request, int fildes, out long result);

    /// <summary>The same for some, each of which then says what came of it.</summary>
    void TryNow(Attempt* attempts, int count)
    {
        for (var i = 0; i < count; i++) attempts[i].Answer(TryNow(attempts[i].Request, attempts[i].Fildes, out var result) ? result : -1);
    }

    /// <summary>Whether it has a helper of its own for those: the engine need not send one.</summary>
    bool HasHelper => false;

    /// <summary>A descriptor of the engine's own for the same file, or a negative errno: a request holds its file (CLOSE-02).</summary>
    int Hold(int fildes);

    /// <summary>Whether a held descriptor is of the very open that this one is of now (<see cref="FileTraits.Unique"/>).</summary>
    bool IsSame(int held, int fildes);

    /// <summary>Whether a descriptor that was just taken by <see cref="Hold"/> is of the file that was identified: the number may have become another's in between.</summary>
    bool IsOf(int held, in FileFacts facts) => true;

    /// <summary>Gives back what <see cref="Hold"/> has given.</summary>
    void Release(int held);

    /// <summary>A file that stays registered: a number under which requests name it, or 0 where that gains nothing.</summary>
    int Register(int held);

    /// <summary>Ends a registration.</summary>
    void Unregister(int registration);

    /// <summary>Takes a request over. Each one taken is answered once by <see cref="TryReap"/>.</summary>
    void Push(NativeAiocb* request);

    /// <summary>Starts what was pushed.</summary>
    void Flush();

    /// <summary>Whether <see cref="TryReap"/> has something to tell: a hint that costs nothing.</summary>
    bool HasCompletions { get; }

    /// <summary>The next request that is over, with its count or negative errno.</summary>
    bool TryReap(out NativeAiocb* request, out long result);

    /// <summary>Asks for the end of a request that was pushed.</summary>
    CancelAnswer Cancel(NativeAiocb* request);

    /// <summary>Whether a request that was pushed goes on by itself; a stream waits for its other end, unless it is O_NONBLOCK: that has an answer at once.</summary>
    bool Moves(NativeAiocb* request) => (request->Marks & (RequestMarks.Stream | RequestMarks.Nonblock)) != RequestMarks.Stream || Interop.Libc.IsReady(request->Held, request->Kind == RequestKind.Read);

    /// <summary>Says that this thread is going to <see cref="Wait"/> for so many completions: a kick from now on is for it.</summary>
    void PrepareWait(int completions);

    /// <summary>
    /// Waits until there are as many completions as were prepared for, counted from those that nobody has reaped then,
    /// <see cref="Kick"/> was called, or the time has passed. Negative is for ever.
    /// </summary>
    void Wait(long nanoseconds);

    /// <summary>Ends the <see cref="Wait"/> of the thread that has last prepared for one.</summary>
    void Kick();
}

/// <summary>What a backend says to a cancellation.</summary>
internal enum CancelAnswer
{
    /// <summary>It will be answered soon; with ECANCELED, unless it got done before.</summary>
    Accepted,

    /// <summary>It is in progress and goes on; or its answer is there already.</summary>
    Refused,
}
