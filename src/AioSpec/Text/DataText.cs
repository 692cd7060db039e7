namespace AioSpec.Text;

/// <summary>
/// The text form of <see cref="Data"/>: pieces joined by a plus, each <c>"literal\n"</c>, <c>hex(00ff)</c>,
/// <c>fill(0x00, 512)</c> or <c>tag(7, 4096, from=50)</c>; no bytes are <c>""</c>. See docs/formats.md.
/// </summary>
public static class DataText
{
    // Long literals are cut, so that a line can be broken between the parts.
    private const int LiteralPiece = 1 << 14;

    private static readonly string[] s_pieces = ["fill", "tag", "hex"];

    /// <summary>Prints it. Data of many pieces goes over several lines, each but the last ending in a plus.</summary>
    public static string Print(Data data)
    {
        var builder = new LineBuilder();
        Print(builder, data);
        return builder.ToString();
    }

    /// <summary>Reads it back: <c>Parse(Print(data))</c> equals <c>data</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file it stands in, for messages.</param>
    /// <param name="line">Its line there.</param>
    /// <param name="column">The column of its first character.</param>
    /// <exception cref="TextFormatError">The text is not a Data.</exception>
    public static Data Parse(string text, string file = "data", int line = 1, int column = 1)
    {
        var cursor = new Cursor(new Source(file), text, line, column);
        var data = Read(ref cursor);
        cursor.End();
        return data;
    }

    internal static void Print(LineBuilder b, Data data)
    {
        if (data.Length == 0) b.Text("\"\"");
        for (var i = 0; i < data.Runs.Length; i++)
        {
            if (i > 0) b.Plus();
            Print(b, data.Runs[i]);
        }
    }

    internal static Data Read(ref Cursor c)
    {
        var at = c.Here;
        var first = Piece(ref c);
        if (c.Peek() != '+') return first;
        var builder = new DataBuilder();
        builder.Add(first);
        var length = first.Length;
        while (c.Take('+'))
        {
            var piece = Piece(ref c);
            builder.Add(piece);
            length += piece.Length;
            if (length > TextBounds.DataLength) throw c.Error(at, $"more than {TextBounds.DataLength} bytes of data; expected fewer");
        }

        return builder.ToData();
    }

    /// <summary>Whether what comes next can only be data.</summary>
    internal static bool IsNext(ref Cursor c)
    {
        if (c.Peek() == '"') return true;
        var word = c.PeekWord();
        return word.SequenceEqual("fill") || word.SequenceEqual("tag") || word.SequenceEqual("hex");
    }

    private static void Print(LineBuilder b, in Run run)
    {
        switch (run.Kind)
        {
            case RunKind.Fill: b.Text("fill(0x").Hex((uint)run.Value, 2).Text(", ").Number(run.Length).Char(')'); break;
            case RunKind.Tag:
                b.Text("tag(").Number(run.Value).Text(", ").Number(run.Length);
                if (run.Start != 0) b.Text(", from=").Number(run.Start);
                b.Char(')');
                break;
            default: Literal(b, run.Bytes); break;
        }
    }

    private static void Literal(LineBuilder b, ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var piece = bytes[..Math.Min(bytes.Length, LiteralPiece)];
            if (IsMostlyBinary(piece)) Hex(b, piece);
            else Quoted(b, piece);
            bytes = bytes[piece.Length..];
            if (bytes.IsEmpty) return;
            b.Plus();
        }
    }

    private static void Quoted(LineBuilder b, ReadOnlySpan<byte> bytes)
    {
        b.Char('"');
        foreach (var value in bytes) b.Escaped(value);
        b.Char('"');
    }

    private static void Hex(LineBuilder b, ReadOnlySpan<byte> bytes)
    {
        b.Text("hex(");
        foreach (var value in bytes) b.Hex(value, 2);
        b.Char(')');
    }

    private static bool IsMostlyBinary(ReadOnlySpan<byte> bytes)
    {
        const int LongEnough = 8;
        var binary = 0;
        foreach (var value in bytes)
        {
            if (value is (< 0x20 and not (byte)'\n' and not (byte)'\t' and not (byte)'\r') or >= 0x7f) binary++;
        }

        return bytes.Length >= LongEnough && binary > bytes.Length / 2;
    }

    private static Data Piece(ref Cursor c)
    {
        if (c.Peek() == '"') return Data.Of(c.QuotedBytes());
        if (c.PeekWord().IsEmpty) throw c.Unexpected("data: a string in quotes, fill(…), tag(…) or hex(…)");
        var kind = c.Choice("data", s_pieces);
        c.Expect('(');
        var data = kind switch { 0 => Fill(ref c), 1 => Tag(ref c), _ => Data.Of(c.HexBytes()) };
        c.Expect(')');
        return data;
    }

    private static Data Fill(ref Cursor c)
    {
        var value = c.Byte();
        c.Comma();
        return Data.Fill(value, c.Long("a length", 0, TextBounds.DataLength));
    }

    private static Data Tag(ref Cursor c)
    {
        var tag = c.Int("the number of a writer");
        c.Comma();
        var length = c.Long("a length", 0, TextBounds.DataLength);
        long from = 0;
        if (c.TakeComma())
        {
            uint seen = 0;
            c.Key(ref seen, s_from);
            from = c.Long("a position", 0, TextBounds.TagPosition);
        }

        return Data.Tag(tag, length, from);
    }

    private static readonly string[] s_from = ["from="];
}
