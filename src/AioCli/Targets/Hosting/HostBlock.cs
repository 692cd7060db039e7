using AioSpec;

namespace AioCli.Targets.Hosting;

/// <summary>A control block of the program with its buffer, and what the program knows about it.</summary>
internal sealed class HostBlock(long capacity)
{
    private const int Smallest = 16;

    private long _length;

    /// <summary>The block itself.</summary>
    public Aiocb Aiocb { get; private set; } = New(capacity);

    /// <summary>Where its buffer is: no other has one there.</summary>
    public unsafe nint Address => (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(Aiocb.Buffer.Span));

    /// <summary>The latest submission returned 0.</summary>
    public bool IsAccepted { get; private set; }

    /// <summary>The result was retrieved, or the block is gone.</summary>
    public bool IsRetrieved { get; private set; }

    /// <summary>The latest submission asked for a read.</summary>
    public bool IsRead { get; private set; }

    /// <summary>What aio_error said last of the latest submission; null: it was not asked.</summary>
    public Errno? Told { get; private set; }

    /// <summary>It is over, as far as the program was told.</summary>
    public bool IsFinished => Told is { } told && told != Errno.EINPROGRESS;

    /// <summary>What it holds, as far as the latest submission may have used it.</summary>
    public ReadOnlySpan<byte> Bytes => Aiocb.Buffer.Span[..(int)_length];

    /// <summary>Stores the members, and the bytes that are in the buffer before.</summary>
    public Aiocb Prepare(ControlBlock members)
    {
        _length = (long)Math.Min(members.Nbytes, (ulong)capacity);

        // A program may ask for more than its memory has here, of a file that is not so long. What is no length at all (SUB-10) stays as it is.
        var hasRoom = members.Nbytes <= (ulong)Aiocb.Buffer.Length || members.Nbytes > long.MaxValue;
        Aiocb.Members = hasRoom ? members : members with { Nbytes = (ulong)Aiocb.Buffer.Length };
        Poison(members.Buf);
        return Aiocb;
    }

    /// <summary>A submission begins: what was known of the one before is forgotten.</summary>
    public void Submitting(bool isRead) => (IsAccepted, IsRetrieved, IsRead, Told) = (false, false, isRead, null);

    /// <summary>What the submission returned.</summary>
    public void Submitted(bool isAccepted) => IsAccepted = isAccepted;

    /// <summary>aio_error said so.</summary>
    public void Tell(AioResult status)
    {
        if (status.Value >= 0) Told = (Errno)status.Value;
    }

    /// <summary>aio_return has told the result.</summary>
    public void Retrieve() => IsRetrieved = true;

    /// <summary>The program stores bytes into the buffer.</summary>
    public void Poison(Data? data) => data?.Slice(0, Math.Min(data.Length, Aiocb.Buffer.Length)).ToArray().CopyTo(Aiocb.Buffer);

    /// <summary>The program frees it: the next one of this name is another.</summary>
    public void Free()
    {
        IsRetrieved = true;
        Aiocb = New(capacity);
    }

    private static Aiocb New(long capacity) => new() { Buffer = GC.AllocateArray<byte>((int)Math.Max(capacity, Smallest), pinned: true) };
}
