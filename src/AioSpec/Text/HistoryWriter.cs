using AioSpec.Histories;

namespace AioSpec.Text;

/// <summary>
/// Writes a history line by line while it happens. Memory grows with the calls that are open at a time, not with the
/// events. Lines end in LF on every system; the writer is flushed and closed by whoever made it.
/// </summary>
public sealed class HistoryWriter
{
    private readonly TextWriter _writer;
    private readonly OpenCalls _open = new();
    private readonly LineBuilder _line = new();

    /// <summary>Writes the header.</summary>
    public HistoryWriter(TextWriter writer, HistoryHeader header)
    {
        _writer = writer;
        FileHead.Print(_line, FileHead.History);
        _line.Text("target ").Name(header.Target).NewLine();
        DeclarationText.Print(_line, header.Declaration);
        foreach (var file in header.Files) DeclarationText.Print(_line, file);
        _line.Text("---").NewLine();
        Flush();
    }

    /// <summary>Writes one event. After <see cref="End"/> no more may come.</summary>
    public void Write(Event e)
    {
        EventText.Print(_line, e, _open.Follow(e));
        _line.NewLine();
        Flush();
    }

    private void Flush()
    {
        _writer.Write(_line.Span);
        _line.Clear();
    }
}
