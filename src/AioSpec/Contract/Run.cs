using System.Buffers.Binary;

namespace AioSpec;

/// <summary>What the bytes of a <see cref="Run"/> are.</summary>
public enum RunKind
{
    /// <summary>Bytes given one by one.</summary>
    Literal,
    /// <summary>One byte repeated.</summary>
    Fill,
    /// <summary>A stretch of a writer's pattern (<see cref="Pattern"/>).</summary>
    Tag,
}

/// <summary>A stretch of bytes that are told in one way.</summary>
public readonly struct Run
{
    private readonly byte[]? _bytes;
    private readonly long _from;
    private readonly int _value;

    private Run(RunKind kind, byte[]? bytes, int value, long from, long length) =>
        (Kind, _bytes, _value, _from, Length) = (kind, bytes, value, from, length);

    /// <summary>What the bytes are.</summary>
    public RunKind Kind { get; }

    /// <summary>How many bytes.</summary>
    public long Length { get; }

    /// <summary>The byte of a Fill, the writer of a Tag.</summary>
    public int Value => _value;

    /// <summary>Where in the writer's pattern a Tag starts, in bytes.</summary>
    public long Start => _from;

    /// <summary>The bytes of a Literal.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan((int)_from, (int)Length);

    /// <summary>The byte at this position of the run.</summary>
    public byte this[long position] => Kind switch
    {
        RunKind.Literal => _bytes![_from + position],
        RunKind.Fill => (byte)_value,
        _ => Pattern.ByteAt(_value, _from + position),
    };

    /// <summary>A stretch of this array.</summary>
    public static Run Literal(byte[] bytes, int from, int length) => new(RunKind.Literal, bytes, 0, from, length);

    /// <summary>One byte repeated.</summary>
    public static Run Fill(byte value, long length) => new(RunKind.Fill, null, value, 0, length);

    /// <summary>A stretch of a writer's pattern.</summary>
    public static Run Tag(int tag, long from, long length) => new(RunKind.Tag, null, tag, from, length);

    /// <summary>The run without its first <paramref name="skip"/> bytes.</summary>
    public Run From(long skip) => Part(skip, Length - skip);

    /// <summary>A part of the run.</summary>
    public Run Part(long skip, long length) => new(Kind, _bytes, _value, Kind == RunKind.Fill ? 0 : _from + skip, length);

    /// <summary>Whether <paramref name="next"/> continues this run, so that both can be one.</summary>
    public bool IsContinuedBy(in Run next) => Kind == next.Kind && Kind switch
    {
        RunKind.Literal => ReferenceEquals(_bytes, next._bytes) && _from + Length == next._from,
        RunKind.Fill => _value == next._value,
        _ => _value == next._value && _from + Length == next._from,
    };

    /// <summary>This run, longer by a run that continues it.</summary>
    public Run Extend(long length) => new(Kind, _bytes, _value, _from, Length + length);

    /// <summary>The first of <paramref name="length"/> positions at which the two differ, or -1.</summary>
    public long FirstDifference(in Run other, long length)
    {
        if (Kind == other.Kind)
        {
            if (Kind == RunKind.Fill) return _value == other._value || length == 0 ? -1 : 0;
            if (Kind == RunKind.Tag && _value == other._value && _from == other._from) return -1;
            if (Kind == RunKind.Literal)
            {
                var same = Bytes[..(int)length].CommonPrefixLength(other.Bytes[..(int)length]);
                return same == length ? -1 : same;
            }
        }

        for (long i = 0; i < length; i++)
        {
            if (this[i] != other[i]) return i;
        }

        return -1;
    }

    /// <summary>Writes the bytes of the run.</summary>
    public void CopyTo(Span<byte> target)
    {
        switch (Kind)
        {
            case RunKind.Literal: Bytes.CopyTo(target); break;
            case RunKind.Fill: target.Fill((byte)_value); break;
            default: Pattern.CopyTo(target, _value, _from); break;
        }
    }
}

/// <summary>
/// The bytes that name their writer: byte <c>i</c> of writer <c>t</c> is a mixed function of both, so that two writers
/// agree in one byte of 256 and a reader of the bytes knows who wrote them. Part of the history format: docs/formats.md.
/// </summary>
public static class Pattern
{
    private const int WordSize = sizeof(ulong);

    /// <summary>Byte <paramref name="index"/> of the pattern of writer <paramref name="tag"/>.</summary>
    public static byte ByteAt(int tag, long index) => (byte)(WordAt(tag, index) >> (int)((index & (WordSize - 1)) * 8));

    /// <summary>Writes the bytes of the pattern from <paramref name="index"/> on.</summary>
    internal static void CopyTo(Span<byte> target, int tag, long index)
    {
        var at = 0;
        for (; at < target.Length && (index + at) % WordSize != 0; at++) target[at] = ByteAt(tag, index + at);
        for (; target.Length - at >= WordSize; at += WordSize) BinaryPrimitives.WriteUInt64LittleEndian(target[at..], WordAt(tag, index + at));
        for (; at < target.Length; at++) target[at] = ByteAt(tag, index + at);
    }

    /// <summary>The eight bytes among which this one is, the first one lowest.</summary>
    private static ulong WordAt(int tag, long index)
    {
        var word = unchecked(((ulong)(uint)tag << 40) + ((ulong)index / WordSize) + 0x9E3779B97F4A7C15UL);
        word = unchecked((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9UL);
        word = unchecked((word ^ (word >> 27)) * 0x94D049BB133111EBUL);
        return word ^ (word >> 31);
    }
}
