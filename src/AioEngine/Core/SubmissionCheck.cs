using AioEngine.Backends;
using AioSpec;

namespace AioEngine.Core;

/// <summary>What a submission is refused for before anything is queued (SUB-02).</summary>
internal static unsafe class SubmissionCheck
{
    internal static Errno Transfer(NativeAiocb* request, RequestKind kind, in FileFacts facts)
    {
        if ((uint)request->Reqprio > Engine.PriorityDeltaMax) return Errno.EINVAL;
        if (request->Nbytes > (nuint)nint.MaxValue) return Errno.EINVAL;
        if (!facts.Has(kind == RequestKind.Read ? FileTraits.Readable : FileTraits.Writable)) return Errno.EBADF;
        if (!UsesOffset(kind, facts)) return Errno.None;
        if (request->Offset < 0) return Errno.EINVAL;
        return kind == RequestKind.Write && request->Offset == long.MaxValue && request->Nbytes > 0 ? Errno.EFBIG : Errno.None;
    }

    /// <summary>A read that nothing but its file can make an error.</summary>
    internal static bool IsPlainRead(NativeAiocb* request) => request->Offset >= 0
        && (uint)request->Reqprio <= Engine.PriorityDeltaMax && request->Nbytes <= (nuint)nint.MaxValue;

    internal static Errno Sync(in FileFacts facts) => facts.Has(FileTraits.Syncable) ? Errno.None : Errno.EINVAL;

    /// <summary>A stream has no positions, and an append goes to the end (SUB-12, APPEND-04).</summary>
    private static bool UsesOffset(RequestKind kind, in FileFacts facts) =>
        !facts.Has(FileTraits.Stream) && !(kind == RequestKind.Write && facts.Has(FileTraits.Append));
}
