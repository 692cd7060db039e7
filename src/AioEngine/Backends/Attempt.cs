namespace AioEngine.Backends;

/// <summary>
/// A read that is tried at once, and what came of it. It has all that it takes: another thread that tries it need not have the request's own memory
/// brought over from the processor that has just written it.
/// </summary>
internal unsafe struct Attempt
{
    private const int NoHit = -1;

    /// <summary>The request.</summary>
    internal NativeAiocb* Request;

    /// <summary>Where the bytes go.</summary>
    internal void* Buffer;

    /// <summary>Their position.</summary>
    internal long Offset;

    /// <summary>How many are to be read.</summary>
    internal uint Length;

    /// <summary>A descriptor of the file.</summary>
    internal int Fildes;

    /// <summary>The backend's number of a registered file, or 0.</summary>
    internal int Number;

    private int _count;

    /// <summary>A read of the request, from the file of this descriptor.</summary>
    internal static Attempt Of(NativeAiocb* request, int fildes, int number) => new()
    {
        Request = request,
        Buffer = request->Buf,
        Offset = request->Offset,
        Length = (uint)request->Most,
        Fildes = fildes,
        Number = number,
        _count = NoHit,
    };

    /// <summary>Whether all the bytes are there; if not, only the waiting read can tell what there is.</summary>
    internal readonly bool IsHit => _count != NoHit;

    /// <summary>How many bytes these are.</summary>
    internal readonly long Count => _count;

    /// <summary>The read as an entry of a ring, which is answered with this index.</summary>
    internal readonly void Write(SubmissionEntry* entry, int index, bool registered)
    {
        const byte operationRead = 22, fixedFile = 1;
        *entry = default;
        entry->Operation = operationRead;
        entry->Flags = registered ? fixedFile : (byte)0;
        entry->Fd = registered ? Number - 1 : Fildes;
        entry->Address = (ulong)Buffer;
        entry->Length = Length;
        entry->Offset = (ulong)Offset;
        entry->OperationFlags = Interop.Numbers.RWF_NOWAIT;
        entry->Data = (ulong)index;
    }

    /// <summary>What the system said: a count, or a negative number. Fewer bytes are the end of the file, or of what is cached.</summary>
    internal void Answer(long result) => _count = result == Length ? (int)result : NoHit;
}
