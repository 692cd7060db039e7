using System.Buffers.Binary;
using System.Text;

namespace AioCli.Recording;

/// <summary>An executable file, as far as a library can be preloaded into it.</summary>
internal sealed record RecordedProgram(string Path)
{
    private const int SearchBytes = 1 << 16;
    private const int ProgramHeadersAt = 32;
    private const int ProgramHeaderSizeAt = 54;
    private const int Interpreter = 3;
    private const int OffsetAt = 8;
    private const int SizeAt = 32;

    /// <summary>Where a shell would find it, or null.</summary>
    public static RecordedProgram? Find(string name, string directory, string? search)
    {
        if (name.Contains('/')) return Existing(System.IO.Path.GetFullPath(name, directory));
        return (search ?? "").Split(':').Select(folder => Existing(System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, name), directory))).FirstOrDefault(p => p is not null);
    }

    /// <summary>
    /// The program interpreter that an ELF file asks for, which tells the libc; an empty string where it asks for none and is
    /// linked statically; null where it is no ELF file of 64 bits: a script, whose interpreter is one.
    /// </summary>
    public string? InterpreterOf()
    {
        var head = new byte[SearchBytes];
        using var file = File.OpenRead(Path);
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read < 64 || !head.AsSpan(0, 4).SequenceEqual("\u007fELF"u8) || head[4] != 2) return null;
        var (at, size, count) = (Int64(head, ProgramHeadersAt), Int16(head, ProgramHeaderSizeAt), Int16(head, ProgramHeaderSizeAt + 2));
        for (var i = 0; i < count && at >= 0 && at + size <= read; i++, at += size)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan((int)at)) != Interpreter) continue;
            var (from, length) = (Int64(head, (int)at + OffsetAt), Int64(head, (int)at + SizeAt));
            return from >= 0 && length > 0 && from + length <= read ? Encoding.UTF8.GetString(head, (int)from, (int)length - 1) : "?";
        }

        return "";
    }

    private static RecordedProgram? Existing(string path) => File.Exists(path) ? new RecordedProgram(path) : null;

    private static long Int64(byte[] head, int at) => BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(at));

    private static int Int16(byte[] head, int at) => BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(at));
}
