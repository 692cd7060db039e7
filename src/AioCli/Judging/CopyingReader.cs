namespace AioCli.Judging;

/// <summary>Reads from one and writes what it read to another.</summary>
internal sealed class CopyingReader(TextReader from, TextWriter to) : TextReader
{
    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        var read = from.Read(buffer, index, count);
        to.Write(buffer, index, read);
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) from.Dispose();
        base.Dispose(disposing);
    }
}
