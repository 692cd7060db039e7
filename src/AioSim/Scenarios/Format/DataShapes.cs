using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec;

namespace AioSim.Scenarios.Format;

/// <summary>Bytes: a text, a mapping that tells a run of bytes, or a list of both.</summary>
internal static class DataShapes
{
    private const string Expected = "bytes: a text (digits in quotes), { fill, length }, { tag, length }, { hex } or a list of these";

    private static readonly Word<Data> s_text = new(Expected, TryText, PrintText)
    {
        Json = () => new JsonObject { ["type"] = "string", ["description"] = "One byte a character, in Latin-1.", ["pattern"] = "^[\\u0000-\\u00ff]*$" },
    };

    private static readonly Word<byte[]> s_hex = new("bytes in hexadecimal such as \"00 ff\"", TryHex, b => Convert.ToHexStringLower(b))
    {
        Json = () => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-fA-F ]*$" },
    };

    private static readonly RecordShape<Piece> s_fill = Run("data_fill", "One byte, repeated.")
        .Must("fill", "The byte.", Numbers.Int("a byte from 0 to 255", 0, 255), p => p.Value, (p, v) => p with { Value = v })
        .Must("length", "How many times.", Numbers.Size, p => p.Length, (p, v) => p with { Length = v });

    private static readonly RecordShape<Piece> s_tag = Run("data_tag", "Bytes that name their writer.")
        .Must("tag", "The number of the writer.", Numbers.Int("the number of a writer"), p => p.Value, (p, v) => p with { Value = v })
        .Must("length", "How many bytes.", Numbers.Size, p => p.Length, (p, v) => p with { Length = v })
        .Or("from", "Where in the writer's pattern they start; 0.",
            Numbers.Bytes("a position", 1L << 60), p => p.From, (p, v) => p with { From = v });

    private static readonly RecordShape<Piece> s_hexRecord = Run("data_hex", "Bytes in hexadecimal.")
        .Must("hex", "The bytes.", s_hex, p => p.Bytes, (p, v) => p with { Bytes = v });

    private static readonly RecordShape<Piece> s_textRecord = Run("data_text", "Bytes as text.")
        .Must("text", "The text.", s_text, p => Data.Of(p.Bytes), (p, v) => p with { Bytes = v.ToArray() });

    private static readonly Choice<Data> s_piece = new(
        Expected,
        s_text.When(d => d.Runs.Length == 0 || (d.Runs[0].Kind == RunKind.Literal && IsText(d.Runs[0].Bytes))),
        Marked(s_fill, "fill", RunKind.Fill, p => Data.Fill((byte)p.Value, p.Length)),
        Marked(s_tag, "tag", RunKind.Tag, p => Data.Tag(p.Value, p.Length, p.From)),
        Marked(s_textRecord, "text", null, p => Data.Of(p.Bytes)),
        Marked(s_hexRecord, "hex", RunKind.Literal, p => Data.Of(p.Bytes)));

    /// <summary>Bytes.</summary>
    public static readonly Shape<Data> Shape = new Named<Data>("data", new Choice<Data>(
        Expected,
        s_piece.When(d => d.Runs.Length <= 1),
        new As<ImmutableArray<Data>, Data>(new Many<Data>(Expected, s_piece), d => Data.Concat(d.AsSpan()), Pieces)));

    private sealed record Piece(int Value, long Length, long From, byte[] Bytes);

    private static RecordShape<Piece> Run(string name, string about) => new(name, Expected, about, new Piece(0, 0, 0, []));

    private static As<Piece, Data> Marked(RecordShape<Piece> shape, string mark, RunKind? kind, Func<Piece, Data> to) => new(shape, to, Told)
    {
        Mark = mark,
        If = d => d.Runs.Length == 1 && d.Runs[0].Kind == kind,
    };

    private static Piece Told(Data data)
    {
        var run = data.Runs[0];
        return new Piece(run.Value, run.Length, run.Kind == RunKind.Tag ? run.Start : 0, run.Kind == RunKind.Literal ? run.Bytes.ToArray() : []);
    }

    private static ImmutableArray<Data> Pieces(Data data)
    {
        var pieces = ImmutableArray.CreateBuilder<Data>();
        foreach (var run in data.Runs) pieces.Add(Data.Of(run));
        return pieces.ToImmutable();
    }

    private static bool TryText(string text, out Data value)
    {
        var isLatin = text.All(c => c <= '\xff');
        value = isLatin ? Data.Of(text) : Data.Empty;
        return isLatin;
    }

    private static string PrintText(Data data) => System.Text.Encoding.Latin1.GetString(data.ToArray());

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b is not (>= (byte)' ' and <= (byte)'~' or (byte)'\n' or (byte)'\t')) return false;
        }

        return true;
    }

    private static bool TryHex(string text, out byte[] value)
    {
        value = [];
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length % 2 != 0 || digits.StartsWith("0x", StringComparison.Ordinal)) return false;
        value = new byte[digits.Length / 2];
        for (var i = 0; i < value.Length; i++)
        {
            if (!byte.TryParse(digits.AsSpan(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value[i])) return false;
        }

        return true;
    }
}
