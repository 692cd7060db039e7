using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>What a descriptor refers to.</summary>
internal enum DescriptorKind
{
    Regular,
    Directory,
    Character,
    PipeRead,
    PipeWrite,
    NullDevice,
    ZeroDevice,
    FullDevice,
    Socket,
}

/// <summary>What is known of a descriptor from the call that made it.</summary>
internal sealed record DescriptorInfo(DescriptorKind Kind, OpenFlags Flags, string? Path, long? OffsetMaximum = null, int Capacity = 0)
{
    private const OpenFlags AccessMode = OpenFlags.O_WRONLY | OpenFlags.O_RDWR;

    public bool IsPipe => Kind is DescriptorKind.PipeRead or DescriptorKind.PipeWrite;

    /// <summary>A pipe or a socket: what has another end.</summary>
    public bool HasPeer => IsPipe || Kind == DescriptorKind.Socket;

    public bool IsStream => HasPeer || Kind == DescriptorKind.Character;

    /// <summary>A device that gives nothing or zeros: whether it seeks and synchronizes is the implementation's.</summary>
    public bool HoldsNothing => Kind is DescriptorKind.NullDevice or DescriptorKind.ZeroDevice or DescriptorKind.FullDevice;

    public bool Appends => Flags.HasFlag(OpenFlags.O_APPEND);

    public bool Nonblocking => Flags.HasFlag(OpenFlags.O_NONBLOCK);

    public bool CanRead => (Flags & AccessMode) != OpenFlags.O_WRONLY;

    public bool CanWrite => (Flags & AccessMode) != OpenFlags.O_RDONLY;

    /// <summary>A transfer on it ends whatever the rest of the program does: it waits for nobody's data or space.</summary>
    public bool IsSure => HoldsNothing || Kind is DescriptorKind.Regular or DescriptorKind.Directory;

    public bool UsesOffset(bool write) => Kind switch
    {
        DescriptorKind.Regular => !(write && Appends),
        DescriptorKind.Directory => true,
        _ => false,
    };

    /// <summary>The descriptors that a call makes, in the order of the variables that take them; null where it is not known.</summary>
    public static DescriptorInfo?[] MadeBy(Call call, IReadOnlyDictionary<string, FileSpec> files, Func<Fd, DescriptorInfo?> known) => call switch
    {
        Open open => [Of(open, files)],
        Pipe pipe => [OfPipe(pipe, DescriptorKind.PipeRead), OfPipe(pipe, DescriptorKind.PipeWrite)],
        Socketpair pair => [OfSocket(pair), OfSocket(pair)],
        Dup dup => [known(dup.Fildes)],
        Dup2 dup => [known(dup.Fildes)],
        _ => [],
    };

    private static DescriptorInfo? Of(Open open, IReadOnlyDictionary<string, FileSpec> files)
    {
        if (!files.TryGetValue(open.Path, out var file))
        {
            return open.Flags.HasFlag(OpenFlags.O_CREAT) ? new(DescriptorKind.Regular, open.Flags, open.Path, open.OffsetMaximum) : null;
        }

        var kind = file.Kind switch
        {
            FileKind.Directory => DescriptorKind.Directory,
            FileKind.Character => DescriptorKind.Character,
            FileKind.NullDevice => DescriptorKind.NullDevice,
            FileKind.ZeroDevice => DescriptorKind.ZeroDevice,
            FileKind.FullDevice => DescriptorKind.FullDevice,
            _ => DescriptorKind.Regular,
        };
        var info = new DescriptorInfo(kind, open.Flags, open.Path, open.OffsetMaximum);
        return kind == DescriptorKind.Directory && info.CanWrite ? null : info;
    }

    private static DescriptorInfo OfSocket(Socketpair pair) =>
        new(DescriptorKind.Socket, OpenFlags.O_RDWR | (pair.Nonblock ? OpenFlags.O_NONBLOCK : 0), null, null, pair.Capacity);

    private static DescriptorInfo OfPipe(Pipe pipe, DescriptorKind end)
    {
        var flags = (end == DescriptorKind.PipeRead ? OpenFlags.O_RDONLY : OpenFlags.O_WRONLY)
            | (pipe.Nonblock ? OpenFlags.O_NONBLOCK : 0);
        return new(end, flags, null, null, pipe.Capacity);
    }
}
