namespace AioSpec;

/// <summary>
/// Bytes as a sequence of <see cref="Run"/>s: literal bytes, a repeated byte, or a stretch of a writer's own pattern.
/// Data of a million bytes written with a pattern costs one run, and bytes that name their writer let the judge tell in one
/// pass who wrote what.
/// </summary>
public sealed class Data : IEquatable<Data>
{
    private static readonly long[] s_startOfOne = [0];

    private readonly Run[] _runs;
    private readonly long[] _starts;

    private Data(Run[] runs)
    {
        _runs = runs;
        _starts = runs.Length == 1 ? s_startOfOne : new long[runs.Length];
        for (var i = 0; i < runs.Length; i++)
        {
            if (i > 0) _starts[i] = Length;
            Length += runs[i].Length;
        }
    }

    /// <summary>No bytes.</summary>
    public static Data Empty { get; } = new([]);

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>The runs in order; neighbours that continue each other are one run, and no run is empty.</summary>
    public ReadOnlySpan<Run> Runs => _runs;

    /// <summary>The byte at this position.</summary>
    public byte this[long position]
    {
        get
        {
            var i = Array.BinarySearch(_starts, position);
            if (i < 0) i = ~i - 1;
            return _runs[i][position - _starts[i]];
        }
    }

    /// <summary>These literal bytes. The array must not be changed afterwards.</summary>
    public static Data Of(byte[] bytes) => bytes.Length == 0 ? Empty : new([Run.Literal(bytes, 0, bytes.Length)]);

    /// <summary>The bytes of this text in Latin-1: one byte a character.</summary>
    public static Data Of(string text) => Of(System.Text.Encoding.Latin1.GetBytes(text));

    /// <summary>One byte, so many times.</summary>
    public static Data Fill(byte value, long length) => length == 0 ? Empty : new([Run.Fill(value, length)]);

    /// <summary>Bytes <paramref name="from"/> and on of the pattern of writer <paramref name="tag"/>.</summary>
    public static Data Tag(int tag, long length, long from = 0) => length == 0 ? Empty : new([Run.Tag(tag, from, length)]);

    /// <summary>One run.</summary>
    public static Data Of(Run run) => run.Length == 0 ? Empty : new([run]);

    /// <summary>These pieces one after the other.</summary>
    public static Data Concat(params ReadOnlySpan<Data> pieces)
    {
        var builder = new DataBuilder();
        foreach (var piece in pieces) builder.Add(piece);
        return builder.ToData();
    }

    /// <summary>The bytes from <paramref name="start"/>, <paramref name="length"/> of them.</summary>
    public Data Slice(long start, long length)
    {
        if (start == 0 && length == Length) return this;
        if (length == 0) return Empty;
        var builder = new DataBuilder();
        builder.Add(this, start, length);
        return builder.ToData();
    }

    /// <summary>Whether both are alike as far as the shorter one goes.</summary>
    public bool StartsAs(Data other)
    {
        var differs = FirstDifference(other);
        return differs < 0 || differs == Math.Min(Length, other.Length);
    }

    /// <summary>All bytes as an array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        long at = 0;
        foreach (var run in _runs)
        {
            run.CopyTo(bytes.AsSpan((int)at, (int)run.Length));
            at += run.Length;
        }

        return bytes;
    }

    /// <summary>Index of the run that holds this position.</summary>
    internal int RunAt(long position)
    {
        var i = Array.BinarySearch(_starts, position);
        return i < 0 ? ~i - 1 : i;
    }

    /// <summary>The position of the first byte of a run.</summary>
    internal long StartOf(int run) => _starts[run];

    /// <summary>The first position at which the two differ, or -1: the shorter one's end counts as a difference.</summary>
    public long FirstDifference(Data other)
    {
        long at = 0;
        var (i, j) = (0, 0);
        var shorter = Math.Min(Length, other.Length);
        while (at < shorter)
        {
            var (a, b) = (_runs[i].From(at - _starts[i]), other._runs[j].From(at - other._starts[j]));
            var same = Math.Min(a.Length, b.Length);
            var differs = a.FirstDifference(b, same);
            if (differs >= 0) return at + differs;
            at += same;
            if (at - _starts[i] == _runs[i].Length) i++;
            if (at - other._starts[j] == other._runs[j].Length) j++;
        }

        return Length == other.Length ? -1 : shorter;
    }

    /// <inheritdoc/>
    public bool Equals(Data? other) => other is not null && Length == other.Length && FirstDifference(other) < 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Data);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Length);

    /// <inheritdoc/>
    public override string ToString() => Text.DataText.Print(this);

    internal static Data FromRuns(Run[] runs) => runs.Length == 0 ? Empty : new(runs);
}
