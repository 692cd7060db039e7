namespace AioSpec.Model;

/// <summary>A file: a regular one with its content, a directory, or a stream with the bytes that wait in it.</summary>
internal struct FileSlot
{
    public bool InUse;

    /// <summary>Null for a pipe.</summary>
    public string? Path;
    public FileType Type;

    /// <summary>The content of a regular file; of a stream, the bytes that can be read, from <see cref="Head"/> on.</summary>
    public Extents Content;
    public long Head;

    /// <summary>What of a regular file is on the platter; null where the system does not crash.</summary>
    public Durability? Durable;

    /// <summary>How many bytes can wait in a stream.</summary>
    public long Capacity;

    /// <summary>How many descriptors are open on the ends of a pipe, or may read and write what waits in a socket.</summary>
    public int Readers;
    public int Writers;

    /// <summary>A socket whose other one was shut down for writing: nothing more comes into it.</summary>
    public bool Shut;

    /// <summary>How many open file descriptions there are.</summary>
    public int Descriptions;

    /// <summary>The outstanding requests in the order of submission, each plus 1; 0 is none.</summary>
    public int FirstPlus1;
    public int LastPlus1;

    /// <summary>How many outstanding requests are aio_fsync, and how many are writes that append.</summary>
    public int Fsyncs;
    public int Appends;

    public readonly bool IsStream => Type is FileType.PipeReadEnd or FileType.Character or FileType.Socket;

    public readonly long Available => Content.Length - Head;

    public readonly long Room => Capacity - Available;

    /// <summary>The bytes that can still be read.</summary>
    public readonly Data Unread => Content.Read(Head, Available);

    /// <summary>Puts bytes into a stream.</summary>
    public void Put(Data bytes) => Content = Content.Write(Content.Length, bytes);

    public readonly void AddTo(ref StableHash hash)
    {
        hash.Add(InUse ? (long)Type + 1 : 0);
        if (!InUse) return;
        hash.Add(Head == 0 ? Content.Hash : Extents.Of(Unread).Hash);
        hash.Add(((long)Readers << 32) | (Shut ? 1L << 31 : 0) | (uint)Writers);
        Durable?.AddTo(ref hash);
    }

    /// <summary>Writes its value, but for what is outstanding on it and who has it open.</summary>
    public readonly void Write(PartWriter to)
    {
        to.Add((long)Type);
        to.Add(Path);
        to.Add(Capacity);
        if (Type == FileType.Socket) to.Add(Shut ? 1 : 0);
        to.Add(Unread);
        Durable?.Write(to);
    }

    public readonly bool Same(in FileSlot other) => InUse == other.InUse && (!InUse
        || (Path == other.Path && Type == other.Type && Capacity == other.Capacity && Shut == other.Shut && Readers == other.Readers && Writers == other.Writers
        && FirstPlus1 == other.FirstPlus1 && SameContent(other)));

    private readonly bool SameContent(in FileSlot other) =>
        (Durable?.Same(other.Durable) ?? other.Durable is null)
        && (Head == 0 && other.Head == 0 ? Content.Equals(other.Content) : Unread.Equals(other.Unread));
}
