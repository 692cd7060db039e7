using AioSpec;

namespace AioCli.Targets.Drivers;

/// <summary>
/// Reads the bytes that a driver tells, and finds in them what the program has written: a stretch of a known pattern is told
/// as a tag, which is shorter and quicker to judge.
/// </summary>
internal sealed class ToldBytes
{
    private const int Word = 8;
    private const long MostBytes = 1L << 40;

    private readonly Dictionary<ulong, (int Writer, long From)> _starts = [];

    /// <summary>Of a program whose calls write these.</summary>
    public ToldBytes(IEnumerable<Data> written)
    {
        foreach (var data in written)
        {
            foreach (var run in data.Runs)
            {
                if (run.Kind == RunKind.Tag) Learn(run);
            }
        }
    }

    /// <summary>Reads pieces: xHEX, fBYTE*LENGTH, tWRITER*LENGTH@FROM, joined by plus signs.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public Data Read(ReadOnlySpan<char> text)
    {
        var pieces = new List<Data>();
        // A long stretch comes in several pieces, and only its beginning is known by its look.
        var literal = new List<byte>();
        foreach (var range in text.Split('+'))
        {
            var piece = text[range];
            if (piece is ['x', .. var digits])
            {
                literal.AddRange(Convert.FromHexString(digits));
                continue;
            }

            Add(pieces, literal);
            pieces.Add(Repeated(piece));
        }

        Add(pieces, literal);
        return Data.Concat([.. pieces]);
    }

    private void Add(List<Data> pieces, List<byte> literal)
    {
        if (literal.Count > 0) pieces.Add(Recognize([.. literal]));
        literal.Clear();
    }

    private static Data Repeated(ReadOnlySpan<char> piece)
    {
        if (piece.IsEmpty || piece[0] is not ('f' or 't') || piece.IndexOf('*') is not (> 1 and var star)) throw new FormatException("bytes are told as x, f or t");
        var at = piece.IndexOf('@');
        var value = AnswerWords.NumberOf(piece[1..star]);
        var length = AnswerWords.NumberOf(at < 0 ? piece[(star + 1)..] : piece[(star + 1)..at]);
        if (length is < 0 or > MostBytes) throw new FormatException($"{length} bytes");
        return piece[0] == 'f' ? Data.Fill((byte)value, length) : Data.Tag((int)value, length, at < 0 ? 0 : AnswerWords.NumberOf(piece[(at + 1)..]));
    }

    /// <summary>Words of eight bytes at any position of the pattern are its own, so that one word tells writer and position.</summary>
    private void Learn(in Run run)
    {
        const int most = 1 << 12;
        var bytes = new byte[Word];
        for (var i = 0L; i < Math.Min(run.Length - Word + 1, most); i++)
        {
            run.Part(i, Word).CopyTo(bytes);
            _starts.TryAdd(BitConverter.ToUInt64(bytes), (run.Value, run.Start + i));
        }
    }

    private Data Recognize(byte[] bytes)
    {
        if (_starts.Count == 0 || bytes.Length < Word) return Data.Of(bytes);
        var builder = new DataBuilder();
        var literal = Data.Of(bytes);
        var from = 0;
        for (var at = 0; at <= bytes.Length - Word;)
        {
            if (!_starts.TryGetValue(BitConverter.ToUInt64(bytes, at), out var found))
            {
                at++;
                continue;
            }

            var length = Word;
            while (at + length < bytes.Length && bytes[at + length] == Pattern.ByteAt(found.Writer, found.From + length)) length++;
            builder.Add(literal, from, at - from);
            builder.Add(Data.Tag(found.Writer, length, found.From));
            from = at += length;
        }

        builder.Add(literal, from, bytes.Length - from);
        return builder.ToData();
    }
}
