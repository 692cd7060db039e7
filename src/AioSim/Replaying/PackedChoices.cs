using System.Collections.Immutable;
using System.Numerics;

namespace AioSim.Replaying;

/// <summary>
/// Choices as bits: each in the same few bits, which hold most of them; one that is greater follows the greatest number of
/// these bits in 31 bits. Before every eighth choice stands its mark, in 4 bits.
/// </summary>
internal static class PackedChoices
{
    /// <summary>The most bits that a choice may take: all of them.</summary>
    public const int MostBits = 31;

    private const int MarkBits = 4;

    /// <summary>With how many bits a choice these are the shortest.</summary>
    public static int BitsFor(ImmutableArray<int> choices)
    {
        var needing = new long[MostBits + 2];
        foreach (var choice in choices) needing[BitsOf(choice)]++;
        var (best, least) = (1, long.MaxValue);
        for (var bits = 1; bits <= MostBits; bits++)
        {
            var greater = needing.AsSpan(bits + 1).ToArray().Sum();
            var cost = (choices.Length * (long)bits) + (greater * MostBits);
            if (cost < least) (best, least) = (bits, cost);
        }

        return best;
    }

    /// <summary>Packs them.</summary>
    public static byte[] Pack(Schedule schedule, int bits)
    {
        var writer = new BitWriter();
        for (var i = 0; i < schedule.Choices.Length; i++)
        {
            if (i % Schedule.DecisionsPerMark == 0 && !schedule.Marks.IsEmpty) writer.Add(schedule.Marks[i / Schedule.DecisionsPerMark], MarkBits);
            var choice = schedule.Choices[i];
            var escapes = BitsOf(choice) > bits;
            writer.Add(escapes ? Escape(bits) : choice, bits);
            if (escapes) writer.Add(choice, MostBits);
        }

        return writer.Bytes;
    }

    /// <summary>Unpacks them; null where the bytes are too few or too many.</summary>
    public static Schedule? Unpack(ReadOnlySpan<byte> bytes, int count, int bits, bool marked)
    {
        if (count > bytes.Length * 8L / bits) return null;
        var reader = new BitReader(bytes);
        var choices = ImmutableArray.CreateBuilder<int>(count);
        var marks = ImmutableArray.CreateBuilder<byte>();
        for (var i = 0; i < count; i++)
        {
            if (marked && i % Schedule.DecisionsPerMark == 0) marks.Add((byte)reader.Take(MarkBits));
            var choice = reader.Take(bits);
            choices.Add(choice == Escape(bits) ? reader.Take(MostBits) : choice);
        }

        return reader.IsAtEnd ? new Schedule(choices.ToImmutable()) { Marks = marks.ToImmutable() } : null;
    }

    private static int Escape(int bits) => bits == MostBits ? int.MaxValue : (1 << bits) - 1;

    /// <summary>In so many bits it fits beside the escape.</summary>
    private static int BitsOf(int choice) => BitOperations.Log2((uint)choice + 1) + 1;

    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private int _free;

        public byte[] Bytes => [.. _bytes];

        public void Add(int value, int bits)
        {
            for (var bit = bits - 1; bit >= 0; bit--)
            {
                if (_free == 0) (_free, _) = (8, Grow());
                _free--;
                if (((value >> bit) & 1) != 0) _bytes[^1] |= (byte)(1 << _free);
            }
        }

        private int Grow()
        {
            _bytes.Add(0);
            return _bytes.Count;
        }
    }

    private ref struct BitReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private long _at;
        private bool _tooFar;

        /// <summary>Nothing was missing, and nothing is left but the zeros that fill the last byte.</summary>
        public readonly bool IsAtEnd => !_tooFar && (_at + 7) / 8 == _bytes.Length && (_at % 8 == 0 || (_bytes[^1] & (0xFF >> (int)(_at % 8))) == 0);

        public int Take(int bits)
        {
            var value = 0;
            for (var i = 0; i < bits; i++, _at++)
            {
                var inside = _at / 8 < _bytes.Length;
                _tooFar |= !inside;
                value = (value << 1) | (inside ? (_bytes[(int)(_at / 8)] >> (int)(7 - (_at % 8))) & 1 : 0);
            }

            return value;
        }
    }
}
