namespace AioSpec.Model;

/// <summary>The operation of a request.</summary>
public enum RequestKind
{
    /// <summary>aio_read or LIO_READ.</summary>
    Read,
    /// <summary>aio_write or LIO_WRITE.</summary>
    Write,
    /// <summary>aio_fsync.</summary>
    Fsync,
    /// <summary>A list element whose opcode is none of the three (LIO-08).</summary>
    Invalid,
}

/// <summary>What a descriptor referred to when a request was submitted: the request holds its file, whatever becomes of the number (CLOSE-02).</summary>
public sealed class Description
{
    /// <summary>Number of the open file description.</summary>
    public required int Id { get; init; }

    /// <summary>Number of the file; of a socket, of what is read from it.</summary>
    public required int File { get; init; }

    /// <summary>Number of the file that a write goes into: of a socket, what is read from the other one; else <see cref="File"/>.</summary>
    public int Output { get => field < 0 ? File : field; init; } = -1;

    /// <summary>Number of the file that such a request moves bytes of.</summary>
    public int FileOf(RequestKind kind) => kind == RequestKind.Write ? Output : File;

    /// <summary>The file's path; null for a pipe.</summary>
    public string? Path { get; init; }

    /// <summary>What the file is.</summary>
    public required FileType Type { get; init; }

    /// <summary>Access mode and status flags.</summary>
    public required OpenFlags Flags { get; init; }

    /// <summary>The offset maximum (READ-07).</summary>
    public long OffsetMaximum { get; init; } = long.MaxValue;

    /// <summary>Whether it is open for reading.</summary>
    public bool CanRead => ((int)Flags & 3) is (int)OpenFlags.O_RDONLY or (int)OpenFlags.O_RDWR;

    /// <summary>Whether it is open for writing.</summary>
    public bool CanWrite => ((int)Flags & 3) is (int)OpenFlags.O_WRONLY or (int)OpenFlags.O_RDWR;

    /// <summary>Whether a write goes to the end: O_APPEND.</summary>
    public bool Appends => (Flags & OpenFlags.O_APPEND) != 0;

    /// <summary>Whether a write is complete only once it would survive a crash: O_SYNC or O_DSYNC (SYNC-01).</summary>
    public bool IsSynchronized => (Flags & OpenFlags.O_DSYNC) != 0;

    /// <summary>Whether it is O_NONBLOCK.</summary>
    public bool Nonblocking => (Flags & OpenFlags.O_NONBLOCK) != 0;

    /// <summary>Whether it cannot seek, so that offsets mean nothing.</summary>
    public bool IsStream => Type is FileType.PipeReadEnd or FileType.PipeWriteEnd or FileType.Character or FileType.Socket;

    /// <summary>
    /// Whether it is a character special file that holds nothing. Whether such a file can seek, and whether it can be synchronized,
    /// is the implementation's (lseek/D, aio_fsync/E).
    /// </summary>
    public bool HoldsNothing => Type is FileType.NullDevice or FileType.ZeroDevice or FileType.FullDevice;
}

/// <summary>What an open file description refers to.</summary>
public enum FileType
{
    /// <summary>A regular file.</summary>
    Regular,
    /// <summary>A directory.</summary>
    Directory,
    /// <summary>A character special file.</summary>
    Character,
    /// <summary>The end of a pipe that is read.</summary>
    PipeReadEnd,
    /// <summary>The end of a pipe that is written.</summary>
    PipeWriteEnd,
    /// <summary>/dev/null: its reads find the end of file, its writes go nowhere.</summary>
    NullDevice,
    /// <summary>/dev/zero: its reads bring zeros, its writes go nowhere.</summary>
    ZeroDevice,
    /// <summary>/dev/full: its reads bring zeros, its writes find no space.</summary>
    FullDevice,
    /// <summary>A stream socket, connected to another one; as a file, the bytes that wait to be read from it.</summary>
    Socket,
}

/// <summary>What was submitted, as seen from outside: the same for the simulator and the judge.</summary>
public sealed class RequestInfo
{
    private RequestRules? _rules;

    /// <summary>The control block's name: with <see cref="Submission"/> the identity of the request.</summary>
    public required string Cb { get; init; }

    /// <summary>How many submissions there were before this one, by which the judge orders requests; a state keeps them in order without it.</summary>
    public long Submission { get; init; }

    /// <summary>The operation.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>The members of the control block at submission.</summary>
    public required ControlBlock Block { get; init; }

    /// <summary>The <c>op</c> of aio_fsync.</summary>
    public SyncOperation Operation { get; init; }

    /// <summary>What the descriptor refers to, or null where it is not open.</summary>
    public required Description? Description { get; init; }

    /// <summary>Whether the descriptor is open at submission; Maybe where a close is under way.</summary>
    public Truth Open { get; internal set; } = Truth.Yes;

    /// <summary>The list it is an element of, or -1.</summary>
    public int List { get; init; } = -1;

    /// <summary>The thread that submitted it.</summary>
    public int Thread { get; init; }

    /// <summary>An earlier request of the same block completed and its result was not retrieved (CB-08).</summary>
    public bool ReusesUnreaped { get; init; }

    /// <summary>The block was used before.</summary>
    public bool Reuses { get; init; }

    /// <summary>The submission is made in a signal handler or notification function (NOTIFY-16).</summary>
    public bool InNotification { get; init; }

    /// <summary>The submitting thread has all signals blocked (THREAD-04).</summary>
    public bool SignalsBlocked { get; init; }

    /// <summary>Writes its value, but for how many submissions there were before.</summary>
    internal void Write(PartWriter to, Setting setting)
    {
        to.Add((uint)setting.Blocks.Find(Cb) | ((long)Kind << 32) | ((long)Operation << 36) | ((long)Open << 40) | (Reuses ? 1L << 44 : 0)
            | (ReusesUnreaped ? 1L << 45 : 0) | (InNotification ? 1L << 46 : 0) | (SignalsBlocked ? 1L << 47 : 0) | (Block.Garbage ? 1L << 48 : 0));
        to.Add(((long)List << 32) | (uint)Thread);
        to.Add(Description is null ? -1 : ((long)Description.Id << 32) | ((long)Description.Type << 24) | (uint)Description.File);
        to.Add(Description is null ? 0 : (long)Description.Flags);
        to.Add(Description?.OffsetMaximum ?? 0);
        to.Add(((long)Block.Fildes.Number << 32) | (uint)Block.Reqprio);
        to.Add(Block.Offset);
        to.Add(Block.Nbytes);
        to.Add((long)Block.LioOpcode);
        to.Add(Block.Buf);
        Write(to, Block.SigEvent);
        if (setting.Declared.MayCrash) to.Add(Submission);
    }

    internal static void Write(PartWriter to, SigEvent sigevent)
    {
        to.Add((long)sigevent.Notify | ((long)sigevent.Signo.Number << 32));
        to.Add(sigevent.Value);
        to.Add(sigevent.Function);
        to.Add(sigevent.Attributes);
        to.Add(sigevent.ThreadId);
    }

    /// <summary>The length of the transfer as a signed number; what does not fit is -1.</summary>
    public long Nbytes => Block.Nbytes <= long.MaxValue ? (long)Block.Nbytes : -1;

    /// <summary>What is left of the rules for such a request.</summary>
    internal RequestRules Rules => _rules ??= new RequestRules();

    /// <summary>Whether it appends: O_APPEND, or the write of a stream.</summary>
    public bool Appends => Kind == RequestKind.Write && Description is { } d && (d.Appends || d.IsStream);

    /// <summary>Whether the offset is used: a transfer on a file that can seek, and no O_APPEND write.</summary>
    public bool UsesOffset => Kind != RequestKind.Fsync && Description is { IsStream: false, HoldsNothing: false } && !Appends;
}
