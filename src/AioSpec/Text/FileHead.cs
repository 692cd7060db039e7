namespace AioSpec.Text;

/// <summary>The first line of a file: which format it is and in which version.</summary>
internal static class FileHead
{
    public const string History = "aiosim-history";

    public const string Program = "aiosim-program";

    private const int Version = 1;

    public static void Print(LineBuilder b, string format) => b.Text(format).Char(' ').Number(Version).NewLine();

    public static void Read(LineReader lines, string format)
    {
        if (!lines.Next()) throw lines.AtEndOfFile($"'{format} {Version}'");
        var c = lines.Cursor;
        if (!c.TakeWord(format)) throw c.Unexpected($"'{format} {Version}'");
        var at = c.Here;
        var version = c.Int("a version");
        if (version != Version) throw c.Error(at, $"version {version} of {format} is unknown; expected version {Version}");
        c.End();
    }
}
