using System.Text;

namespace AioCli.Judging;

/// <summary>
/// A stream that can be read once only, for who has to read it twice: the first reading leaves a copy in a temporary file, so
/// that nothing is held in memory.
/// </summary>
internal sealed class InputCopy(Stream stream) : IDisposable
{
    private const int BufferSize = 1 << 14;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);

    /// <summary>The first reading.</summary>
    public TextReader Open() => new Tee(new StreamReader(stream, Encoding.UTF8), new StreamWriter(_file, new UTF8Encoding(false), BufferSize, leaveOpen: true));

    /// <summary>What was read the first time.</summary>
    public TextReader OpenCopy()
    {
        _file.Position = 0;
        return new StreamReader(_file, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Deletes the copy.</summary>
    public void Dispose() => _file.Dispose();

    private sealed class Tee(TextReader from, TextWriter to) : TextReader
    {
        public override int Read(char[] buffer, int index, int count)
        {
            var read = from.Read(buffer, index, count);
            to.Write(buffer, index, read);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                from.Dispose();
                to.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
