using System.Runtime.InteropServices;
using AioSpec;

namespace AioEngine.Backends;

/// <summary>
/// One io_uring. Requests are told apart by the address of their block, which is not reused before their completion is
/// reaped. No thread of its own: whoever submits enters the kernel, and whoever waits reaps.
/// </summary>
internal sealed unsafe class UringBackend : IIoBackend
{
    private const byte OperationNop = 0, OperationFsync = 3, OperationRead = 22, OperationWrite = 23;
    private const byte FixedFile = 1, Async = 16;
    private const uint RegisterFiles = 2, RegisterSyncCancel = 24;
    private const int MaxRegistered = 1024;

    /// <summary>From so many reads on, a system call for all is cheaper than one for each.</summary>
    private const int FewestTogether = 2;

    private readonly Ring _ring;
    private readonly TryRings _tries = new(MaxRegistered);
    private readonly PolledRing? _polled;
    private readonly Stack<int> _vacant = [];
    private AtOnce _atOnce;

    /// <summary>How many completions the waiting thread waits for; 0 where none waits.</summary>
    private int _waiting;

    private UringBackend(Ring ring, PolledRing? polled)
    {
        (_ring, _polled) = (ring, polled);
        var none = stackalloc int[MaxRegistered];
        new Span<int>(none, MaxRegistered).Fill(-1);
        if (ring.Register(RegisterFiles, none, MaxRegistered) < 0) return;
        for (var i = MaxRegistered; i > 0; i--) _vacant.Push(i);
    }

    public string Name => "io_uring";

    /// <summary>The backend, or null and the kernel's reason for refusing it.</summary>
    internal static UringBackend? TryCreate(out Errno refusal, uint entries = 512, uint completions = 8192, bool isHelped = false) =>
        Ring.TryCreate(entries, completions, out refusal) is { } ring ? new UringBackend(ring, isHelped ? new PolledRing() : null) : null;

    public Errno Identify(int fildes, out FileFacts facts) => SystemFiles.Identify(fildes, out facts);

    public bool CanTryNow(int fildes) => SystemFiles.HasPageCache(fildes);

    public bool HasHelper => _polled is { IsRefused: false };

    public bool TryNow(NativeAiocb* request, int fildes, out long result)
    {
        result = 0;
        return _atOnce.Take() && SystemFiles.TryRead(request, fildes, ref _atOnce, out result);
    }

    public void TryNow(Attempt* attempts, int count)
    {
        for (var done = 0; done < count;)
        {
            var some = Math.Min(count - done, PolledRing.MostEntries);
            TrySome(attempts + done, some);
            done += some;
        }
    }

    /// <summary>The kernel's thread has the greater half: who has less to do has a system call to make.</summary>
    private void TrySome(Attempt* attempts, int count)
    {
        var given = (count / 2) + 1;
        var own = count - given;
        if (_polled is null || count < FewestTogether || !_polled.TryBegin(attempts + own, given)) (own, given) = (count, 0);
        if (own < FewestTogether || !_tries.Try(attempts, own)) SystemFiles.TryRead(attempts, own);
        if (given > 0) _polled!.Finish(attempts + own, given);
    }

    public int Hold(int fildes) => SystemFiles.Hold(fildes);

    public bool IsOf(int held, in FileFacts facts) => SystemFiles.IsOf(held, facts);

    public bool IsSame(int held, int fildes) => SystemFiles.IsSame(held, fildes);

    public void Release(int held) => _ = Interop.Libc.Close(held);

    public int Register(int held)
    {
        if (!_vacant.TryPop(out var number)) return 0;
        if (TryRings.Update(_ring, number, held) >= 0)
        {
            _tries.Register(number, held);
            return number;
        }

        _vacant.Push(number);
        return 0;
    }

    public void Unregister(int registration)
    {
        TryRings.Update(_ring, registration, -1);
        _tries.Register(registration, -1);
        _vacant.Push(registration);
    }

    public void Push(NativeAiocb* request)
    {
        var entry = NextEntry();
        *entry = default;
        entry->Flags = request->FixedFile != 0 ? FixedFile : (byte)0;
        entry->Fd = request->FixedFile != 0 ? request->FixedFile - 1 : request->Held;
        if ((request->Marks & RequestMarks.MayBlock) != 0) entry->Flags |= Async;
        entry->Data = (ulong)request;
        if (request->Kind >= RequestKind.Sync)
        {
            entry->Operation = OperationFsync;
            entry->OperationFlags = request->Kind == RequestKind.DataSync ? 1u : 0;
        }
        else if (IsReadOfNothing(request))
        {
            // Of a terminal the kernel would first wait until there is something to be read (READ-05).
            entry->Operation = OperationNop;
            (entry->Flags, entry->Fd) = (0, -1);
        }
        else
        {
            entry->Operation = request->Kind == RequestKind.Read ? OperationRead : OperationWrite;
            entry->Address = (ulong)request->Buf + (ulong)request->Moved;
            entry->Length = (uint)request->Rest;
            entry->Offset = Position(request);

            // O_NONBLOCK alone would not do: io_uring waits for what can be polled all the same.
            const RequestMarks NeverWaits = RequestMarks.Stream | RequestMarks.Nonblock;
            if ((request->Marks & (NeverWaits | RequestMarks.MayBlock)) == NeverWaits) entry->OperationFlags = Interop.Numbers.RWF_NOWAIT;
        }

        _ring.Advance();
    }

    public void Flush() => _ring.Submit();

    public bool HasCompletions => _ring.HasCompletions;

    public bool TryReap(out NativeAiocb* request, out long result)
    {
        while (_ring.TryPeek(out var data, out var count))
        {
            if (data != 0)
            {
                _ring.Consume();
                request = (NativeAiocb*)data;
                result = count;
                return true;
            }

            // A kick is left where it is until the thread that it is for has seen it.
            if (Volatile.Read(ref _waiting) != 0) break;
            _ring.Consume();
        }

        request = null;
        result = 0;
        return false;
    }

    public CancelAnswer Cancel(NativeAiocb* request)
    {
        // The time of nought: the kernel does not wait for what is in progress.
        var cancel = new SyncCancel { Address = (ulong)request, Fd = -1 };
        return _ring.Register(RegisterSyncCancel, &cancel, 1) >= 0 ? CancelAnswer.Accepted : CancelAnswer.Refused;
    }

    public void PrepareWait(int completions) => Volatile.Write(ref _waiting, completions);

    public void Wait(long nanoseconds)
    {
        _ring.Wait(Volatile.Read(ref _waiting), nanoseconds);
        Volatile.Write(ref _waiting, 0);
    }

    public void Kick()
    {
        // Each no-operation is one of the completions that are waited for.
        for (var count = Math.Max(1, Volatile.Read(ref _waiting)); count > 0; count--)
        {
            *NextEntry() = default;
            _ring.Advance();
        }

        _ring.Submit();
    }

    public void Dispose()
    {
        _polled?.Dispose();
        _tries.Dispose();
        _ring.Dispose();
    }

    private static bool IsReadOfNothing(NativeAiocb* request) =>
        request->Kind == RequestKind.Read && request->Nbytes == 0 && (request->Marks & RequestMarks.Stream) != 0;

    /// <summary>Streams have no positions (the kernel's word for that is -1), and appends do not use theirs.</summary>
    private static ulong Position(NativeAiocb* request)
    {
        if ((request->Marks & RequestMarks.Stream) != 0) return ulong.MaxValue;
        if (request->Kind == RequestKind.Write && (request->Marks & RequestMarks.Append) != 0) return 0;
        return (ulong)(request->Offset + request->Moved);
    }

    private SubmissionEntry* NextEntry()
    {
        SubmissionEntry* entry;
        while ((entry = _ring.NextEntry()) is null) _ring.Submit();
        return entry;
    }

    /// <summary><c>struct io_uring_sync_cancel_reg</c>.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct SyncCancel
    {
        internal ulong Address;
        internal int Fd;
        internal uint Flags;
        internal long Seconds;
        internal long Nanoseconds;
    }
}
