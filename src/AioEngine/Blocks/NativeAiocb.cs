using System.Runtime.InteropServices;

namespace AioEngine;

/// <summary>
/// A control block outside the garbage-collected heap, as <c>struct aiocb</c> of XBD aio.h. Its address is the handle of
/// the request (CB-01). It is taken from <see cref="Engine.AllocateBlock"/> and lives until <see cref="Engine.FreeBlock"/>.
/// The public members are the caller's, and are not to be changed while the request is in progress (CB-03).
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 192)]
public unsafe struct NativeAiocb
{
    /// <summary><c>aio_fildes</c>: the descriptor.</summary>
    public int Fildes;

    /// <summary><c>aio_lio_opcode</c>: what a list does with it, as <see cref="AioSpec.LioOpcode"/>.</summary>
    public int LioOpcode;

    /// <summary><c>aio_reqprio</c>: by how much the priority is lowered, 0 to <see cref="Engine.PriorityDeltaMax"/>.</summary>
    public int Reqprio;

    /// <summary><c>sigev_notify</c>, as <see cref="AioSpec.SigEventNotify"/>. Fresh blocks hold SIGEV_NONE.</summary>
    public int SigevNotify;

    /// <summary><c>sigev_signo</c>.</summary>
    public int SigevSigno;

    /// <summary>The file registered with <see cref="Engine.Register"/>, or 0: then <see cref="Fildes"/> counts, as it always does for aio_cancel.</summary>
    public int File;

    /// <summary><c>sigev_value</c>.</summary>
    public nint SigevValue;

    /// <summary><c>sigev_notify_function</c>, for SIGEV_THREAD.</summary>
    public delegate*<nint, void> SigevFunction;

    /// <summary><c>aio_buf</c>: memory that does not move.</summary>
    public void* Buf;

    /// <summary><c>aio_nbytes</c>: the length in bytes.</summary>
    public nuint Nbytes;

    /// <summary><c>aio_offset</c>: the position in bytes.</summary>
    public long Offset;

    // What follows is the system's (CB-09). A transfer from its submission to its end touches this line of the cache and no other of it.

    /// <summary>The error status: EINPROGRESS, 0 or an errno; <see cref="Status.Unassociated"/> where there is no request.</summary>
    internal int Error;

    /// <summary>Where the request stands.</summary>
    internal RequestPhase Phase;
    internal RequestKind Kind;
    internal RequestMarks Marks;
    internal byte Cancelers;

    /// <summary>Where the backend keeps it; the backend's own.</summary>
    internal byte Place;

    /// <summary>Where its file keeps <see cref="Held"/>.</summary>
    internal short HoldIndex;

    /// <summary>The backend's number of a registered file, or 0.</summary>
    internal ushort FixedFile;

    /// <summary>Whether the slab has an owner of it.</summary>
    internal bool IsOwned;

    /// <summary>The return status, once the error status is final.</summary>
    internal long Result;

    /// <summary>What earlier parts of this request have transferred.</summary>
    internal long Moved;

    /// <summary>The neighbours in the one queue in which the request stands.</summary>
    internal NativeAiocb* Next;
    internal NativeAiocb* Previous;
    internal int FileEntry;
    internal int Segment;
    internal int List;

    /// <summary>The descriptor that holds the file while the request is outstanding.</summary>
    internal int Held;

    /// <summary>The block's own number in the slab.</summary>
    internal int Index;

    /// <summary>When it was submitted, where it is marked <see cref="RequestMarks.Timed"/>.</summary>
    internal long Started;

    /// <summary>
    /// How many bytes the next system call is to transfer: not more than one can, nor beyond the largest offset, where the
    /// kernel would say EINVAL and POSIX has the end of the file or EFBIG (READ-08, WRITE-05, WRITE-10).
    /// </summary>
    internal readonly nuint Rest => IsBounded && Offset > 0
        ? Math.Min(Most, (nuint)(long.MaxValue - Math.Min(Offset, long.MaxValue - Moved) - Moved))
        : Most;

    /// <summary>The same without a look at the largest offset: what is tried without knowing the file is refused there by the kernel.</summary>
    internal readonly nuint Most => Math.Min(Nbytes - (nuint)Moved, Interop.Numbers.MaxTransfer);

    /// <summary>An append does not use its offset (WRITE-02).</summary>
    private readonly bool IsBounded => (Marks & RequestMarks.Bounded) != 0 && (Kind != RequestKind.Write || (Marks & RequestMarks.Append) == 0);
}

/// <summary>Values of the error status beside errno.</summary>
internal static class Status
{
    /// <summary>The block has no request, or its return status was retrieved.</summary>
    internal const int Unassociated = -1;

    internal const int InProgress = (int)AioSpec.Errno.EINPROGRESS;
}

/// <summary>Where a request stands.</summary>
internal enum RequestPhase : byte
{
    /// <summary>No request, or one whose status is final.</summary>
    Idle,

    /// <summary>Behind others of its file.</summary>
    Queued,

    /// <summary>May be handed to the backend.</summary>
    Ready,

    /// <summary>The backend has it.</summary>
    Running,

    /// <summary>Its result is known, its status not stored.</summary>
    Finished,

    /// <summary>The block is nobody's.</summary>
    Free,
}

/// <summary>What a request does.</summary>
internal enum RequestKind : byte
{
    Read,
    Write,
    Sync,
    DataSync,
}

/// <summary>What is known about a request.</summary>
[Flags]
internal enum RequestMarks : ushort
{
    None = 0,

    /// <summary>The file has no positions: pipe, socket, terminal.</summary>
    Stream = 1,

    /// <summary>The file appends.</summary>
    Append = 2,

    /// <summary>The description has O_NONBLOCK.</summary>
    Nonblock = 4,

    /// <summary>It stands in, or is the active one of, the order queue of its file.</summary>
    Ordered = 8,

    /// <summary>A cancellation was accepted: ECANCELED is its own answer.</summary>
    CancelAccepted = 16,

    /// <summary>The backend's answer has come while a cancellation was being asked for.</summary>
    Arrived = 32,

    /// <summary>It was started again once after EFAULT.</summary>
    FaultRetried = 64,

    /// <summary>The backend is to start it where it may block.</summary>
    MayBlock = 128,

    /// <summary>Its completion is awaited by nobody's call: notification, list notification, await.</summary>
    Autonomous = 256,

    /// <summary>A thread waits for it.</summary>
    Awaited = 512,

    /// <summary>How long it takes is measured.</summary>
    Timed = 1024,

    /// <summary>The file has a largest offset: it is no stream and no device.</summary>
    Bounded = 2048,
}
