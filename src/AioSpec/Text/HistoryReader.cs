using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// Reads a history event by event. Memory grows with the longest line and the handlers that run at a time, not with the
/// number of events.
/// </summary>
public sealed class HistoryReader
{
    private static readonly string[] s_keywords = ["target", .. DeclarationText.Keywords, "---"];

    private readonly LineReader _lines;
    private readonly ThreadStacks _threads = new();
    private bool _ended;

    /// <summary>Reads the header.</summary>
    /// <param name="reader">The text; closed by whoever made it.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="TextFormatError">The header is not one.</exception>
    public HistoryReader(TextReader reader, string file)
    {
        _lines = new LineReader(reader, file);
        FileHead.Read(_lines, FileHead.History);
        Header = ReadHeader();
    }

    /// <summary>The head of the history.</summary>
    public HistoryHeader Header { get; }

    /// <summary>The line of the event that <see cref="Read"/> gave last.</summary>
    public int Line => _lines.Number;

    /// <summary>The next event, or null at the end of the file.</summary>
    /// <exception cref="TextFormatError">The line is not an event.</exception>
    public Event? Read()
    {
        if (!_lines.Next()) return null;
        var c = _lines.Cursor;
        if (_ended) throw c.Unexpected("nothing after the end of the history");
        var e = EventText.Read(ref c, _threads);
        _ended = e is End;
        return e;
    }

    private HistoryHeader ReadHeader()
    {
        var target = new HistoryHeader().Target;
        var declaration = Declaration.Default;
        var files = new List<FileSpec>();
        while (_lines.Next())
        {
            var c = _lines.Cursor;
            if (c.Take("---"))
            {
                c.End();
                return new HistoryHeader { Target = target, Declaration = declaration, Files = [.. files] };
            }

            if (DeclarationText.TryRead(ref c, ref declaration, files)) continue;
            target = ReadTarget(ref c);
        }

        throw _lines.AtEndOfFile("'---' after the header");
    }

    private static string ReadTarget(ref Cursor c)
    {
        var at = c.Here;
        var word = c.Word("one of " + string.Join(", ", s_keywords));
        if (!word.SequenceEqual("target")) throw c.Unknown(at, word, "keyword", s_keywords);
        var target = c.Name("the name of a target");
        c.End();
        return target;
    }
}
