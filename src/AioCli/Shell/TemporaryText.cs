using System.Text;

namespace AioCli.Shell;

/// <summary>Text that is written and then read again, in a temporary file: it may be longer than memory.</summary>
internal sealed class TemporaryText : IDisposable
{
    private const int BufferSize = 1 << 14;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);

    /// <summary>Without text yet.</summary>
    public TemporaryText() => Writer = new StreamWriter(_file, new UTF8Encoding(false), BufferSize, leaveOpen: true);

    /// <summary>Takes the text.</summary>
    public TextWriter Writer { get; }

    /// <summary>What was written so far, from its start.</summary>
    public TextReader Read()
    {
        Writer.Flush();
        _file.Position = 0;
        return new StreamReader(_file, Encoding.UTF8, false, BufferSize, leaveOpen: true);
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose()
    {
        Writer.Dispose();
        _file.Dispose();
    }
}
