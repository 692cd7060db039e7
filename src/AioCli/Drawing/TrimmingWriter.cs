using System.Text;

namespace AioCli.Drawing;

/// <summary>Passes text on without the blanks at the ends of lines, which tables have, and with LF on every system.</summary>
internal sealed class TrimmingWriter(TextWriter inner) : TextWriter
{
    private int _blanks;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        switch (value)
        {
            case ' ': _blanks++; return;
            case '\r': return;
            case '\n': _blanks = 0; break;
        }

        for (; _blanks > 0; _blanks--) inner.Write(' ');
        inner.Write(value);
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
