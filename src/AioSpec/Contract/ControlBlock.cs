namespace AioSpec;

/// <summary>
/// The members of <c>struct aiocb</c> (HDR-01), as they are when a request is submitted. The block's identity is its
/// address (CB-01), which is told by a name beside this value: a copy of the members is not a handle.
/// </summary>
public sealed record ControlBlock
{
    /// <summary><c>aio_fildes</c>: the descriptor.</summary>
    public Fd Fildes { get; init; }

    /// <summary><c>aio_offset</c>: the file position in bytes; not used on streams and for O_APPEND writes (SUB-12, APPEND-04).</summary>
    public long Offset { get; init; }

    /// <summary>
    /// <c>aio_buf</c>: what the buffer holds at submission. For a write the bytes to be written; for a read what was there
    /// before, or null if that does not matter.
    /// </summary>
    public Data? Buf { get; init; }

    /// <summary><c>aio_nbytes</c>: the length of the transfer in bytes.</summary>
    public ulong Nbytes { get; init; }

    /// <summary><c>aio_reqprio</c>: by how much the priority of the request is lowered (PRIO-01).</summary>
    public int Reqprio { get; init; }

    /// <summary><c>aio_sigevent</c>: how the completion of this request is notified.</summary>
    public SigEvent SigEvent { get; init; } = SigEvent.None;

    /// <summary><c>aio_lio_opcode</c>: what lio_listio does with it; ignored by aio_read and aio_write (SUB-08).</summary>
    public LioOpcode LioOpcode { get; init; } = LioOpcode.LIO_READ;

    /// <summary>The members that POSIX does not name hold 0xa5 in every byte, not zeros (CB-09).</summary>
    public bool Garbage { get; init; }
}

/// <summary>A file descriptor: its number, or in a Program the name of the variable that holds it.</summary>
/// <param name="Number">The number; meaningful where <paramref name="Name"/> is null.</param>
/// <param name="Name">The variable that a call such as open has set, or null.</param>
public readonly record struct Fd(int Number, string? Name = null)
{
    /// <summary>The descriptor held by a variable of the Program.</summary>
    public static Fd Variable(string name) => new(-1, name);

    /// <inheritdoc/>
    public override string ToString() => Name is null
        ? Number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "$" + Name;
}
