using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AioCli.Shell;

namespace AioCli.Recording;

/// <summary>
/// The file that the recorder writes its notes to. It is made before the program starts, sparse and of its full size, since
/// the recorder only maps it; what was noted survives whatever becomes of the program.
/// </summary>
internal sealed class RecordLog(string path)
{
    private const int HeadBytes = 4096;
    private const int SlotBytes = 128;
    private const int SlotHeadBytes = 24;
    private const int MostFollowing = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "AIOREC\0\u0002"u8;

    /// <summary>Makes the file.</summary>
    /// <param name="slots">How many slots there is room for: 128 bytes each, on the disk only where they are used.</param>
    public void Create(long slots)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        head.Clear();
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], slots);
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(head);
            file.SetLength(HeadBytes + (slots * SlotBytes));
        }
        catch (IOException e)
        {
            throw new UserError($"{path}: the recording cannot be begun ({Inputs.Reason(e)}); set TMPDIR to a folder with room", ExitCode.OurFailure);
        }
    }

    /// <summary>What its head says.</summary>
    public RecordCounts Counts()
    {
        using var file = Open();
        Span<byte> head = stackalloc byte[RecordCounts.HeadWords * sizeof(long)];
        file.ReadExactly(head);
        return RecordCounts.Read(head);
    }

    /// <summary>The notes in their order. One that was never finished is left out: the process was killed while it made it.</summary>
    public IEnumerable<Note> Notes()
    {
        var used = Counts().Used;
        using var file = Open();
        file.Position = HeadBytes;
        var slot = new byte[SlotBytes];
        for (long at = 0; at < used;)
        {
            file.ReadExactly(slot);
            at++;
            var kind = (NoteKind)BinaryPrimitives.ReadInt32LittleEndian(slot);
            var count = BinaryPrimitives.ReadInt32LittleEndian(slot.AsSpan(4));
            if (!Enum.IsDefined(kind) || count is < 1 or > MostFollowing || count - 1 > used - at) continue;
            var words = new ulong[count * Note.SlotWords];
            CopyWords(slot, words);
            var (process, thread, time) = (Int(slot, 8), Int(slot, 12), BinaryPrimitives.ReadInt64LittleEndian(slot.AsSpan(16)));
            for (var i = 1; i < count; i++, at++)
            {
                file.ReadExactly(slot);
                CopyWords(slot, words.AsSpan(i * Note.SlotWords));
            }

            yield return new Note(kind, process, thread, time, words);
        }
    }

    private static int Int(byte[] slot, int at) => BinaryPrimitives.ReadInt32LittleEndian(slot.AsSpan(at));

    /// <summary>The recorder runs on this machine, so its words have this machine's order of bytes.</summary>
    private static void CopyWords(byte[] slot, Span<ulong> words) =>
        MemoryMarshal.Cast<byte, ulong>(slot.AsSpan(SlotHeadBytes)).CopyTo(words);

    private FileStream Open()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        }
        catch (IOException e)
        {
            throw new UserError($"{path}: the recording cannot be read ({Inputs.Reason(e)})", ExitCode.OurFailure);
        }
    }
}
