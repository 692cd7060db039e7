using AioSpec;
using AioSpec.Programs;

namespace AioCli.Recording;

/// <summary>What was behind a descriptor when it was used: it tells whether the number still stands for the same file.</summary>
/// <param name="Flags">The file status flags and the access mode.</param>
/// <param name="Kind">What the file is; whatever cannot seek counts as a character special file.</param>
/// <param name="Device">st_dev.</param>
/// <param name="Inode">st_ino.</param>
internal readonly record struct Identity(OpenFlags Flags, FileKind Kind, ulong Device, ulong Inode)
{
    private const int At = 9;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Directory = 0x4000;
    private const int BlockDevice = 0x6000;
    private const OpenFlags Known =
        OpenFlags.O_WRONLY | OpenFlags.O_RDWR | OpenFlags.O_APPEND | OpenFlags.O_NONBLOCK | OpenFlags.O_SYNC;

    /// <summary>As the recorder noted it from the tenth word on; null where the descriptor was not open.</summary>
    public static Identity? Of(ReadOnlyMemory<ulong> words)
    {
        var word = words.Span[At..];
        var flags = (int)(uint)word[0];
        if (flags == -1) return null;
        var kind = ((int)(word[0] >> 32) & TypeMask) switch
        {
            Regular or BlockDevice => FileKind.Regular,
            Directory => FileKind.Directory,
            _ => FileKind.Character,
        };
        return new Identity((OpenFlags)flags & Known, kind, word[1], word[2]);
    }
}
