using AioEngine.Backends;
using AioSpec;

namespace AioEngine.Core;

/// <summary>What a submission is refused for before anything is queued (SUB-02).</summary>
internal static unsafe class SubmissionCheck
{
    /// <summary>The block can be submitted: no request of it is in progress (SUB-21), and its notification is one.</summary>
    internal static bool IsFree(NativeAiocb* block) =>
        block->Error != Status.InProgress && IsUsable(block->SigevNotify, block->SigevSigno, block->SigevFunction);

    /// <summary>Whether there can be such a notification.</summary>
    internal static bool IsUsable(int notify, int signo, delegate*<nint, void> function) => (SigEventNotify)notify switch
    {
        SigEventNotify.SIGEV_NONE or SigEventNotify.SIGEV_THREAD_ID => true,
        SigEventNotify.SIGEV_SIGNAL => new Signo(signo).IsValid,
        SigEventNotify.SIGEV_THREAD => function is not null,
        _ => false,
    };

    /// <summary>What an element of a list asks for (LIO-07); null: nothing that there is (LIO-08), or it cannot be submitted.</summary>
    internal static RequestKind? Element(NativeAiocb* block) => !IsFree(block) ? null : block->LioOpcode switch
    {
        (int)LioOpcode.LIO_READ => RequestKind.Read,
        (int)LioOpcode.LIO_WRITE => RequestKind.Write,
        _ => null,
    };

    /// <summary>Whether there is nothing to submit: NULL and LIO_NOP are ignored (LIO-05, LIO-06).</summary>
    internal static bool IsIgnored(NativeAiocb* block, CoreDefect defect = CoreDefect.None) =>
        block is null || (block->LioOpcode == (int)LioOpcode.LIO_NOP && defect != CoreDefect.NopIsMinded);

    /// <summary>The members of a request of this kind.</summary>
    internal static Errno Request(NativeAiocb* request, RequestKind kind, in FileFacts facts, CoreDefect defect = CoreDefect.None)
    {
        if (defect == CoreDefect.StreamIsSynchronized && kind >= RequestKind.Sync) return Errno.None;
        if (defect == CoreDefect.NegativeOffset && request->Offset < 0) request->Offset = 0;
        return kind >= RequestKind.Sync ? Sync(facts) : Transfer(request, kind, facts);
    }

    internal static Errno Transfer(NativeAiocb* request, RequestKind kind, in FileFacts facts)
    {
        if ((uint)request->Reqprio > Engine.PriorityDeltaMax) return Errno.EINVAL;
        if (request->Nbytes > (nuint)nint.MaxValue) return Errno.EINVAL;
        if (!facts.Has(kind == RequestKind.Read ? FileTraits.Readable : FileTraits.Writable)) return Errno.EBADF;
        if (!UsesOffset(kind, facts)) return Errno.None;
        if (request->Offset < 0) return Errno.EINVAL;
        return kind == RequestKind.Write && request->Offset == long.MaxValue && request->Nbytes > 0 && facts.HasOffsetMaximum ? Errno.EFBIG : Errno.None;
    }

    /// <summary>A read that nothing but its file can make an error.</summary>
    internal static bool IsPlainRead(NativeAiocb* request) => request->Offset >= 0
        && (uint)request->Reqprio <= Engine.PriorityDeltaMax && request->Nbytes <= (nuint)nint.MaxValue;

    internal static Errno Sync(in FileFacts facts) => facts.Has(FileTraits.Syncable) ? Errno.None : Errno.EINVAL;

    /// <summary>A stream has no positions, and an append goes to the end (SUB-12, APPEND-04).</summary>
    private static bool UsesOffset(RequestKind kind, in FileFacts facts) =>
        !facts.Has(FileTraits.Stream) && !(kind == RequestKind.Write && facts.Has(FileTraits.Append));
}
