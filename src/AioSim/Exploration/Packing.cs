using System.Numerics;
using System.Runtime.CompilerServices;

namespace AioSim.Exploration;

/// <summary>Where the bits of each place of a state stand in its words, and what they mean.</summary>
internal sealed class Packing
{
    private readonly Field[] _fields;
    private readonly short[] _placeOfBit;

    /// <param name="places">The values of each place by their numbers, of which there can be as many as there is room for; and their hashes.</param>
    public Packing((int[] Cells, UInt128[] Hashes)[] places)
    {
        _fields = new Field[places.Length];
        var bit = 0;
        for (var place = 0; place < places.Length; place++)
        {
            var width = BitOperations.Log2((uint)places[place].Cells.Length);
            if ((bit % 64) + width > 64) bit = (bit + 63) / 64 * 64;
            // What has no bits is in the first word: behind bits that fill their words there is none.
            var (word, shift) = width == 0 ? (0, 0) : (bit / 64, bit % 64);
            _fields[place] = new Field(word, shift, (1UL << width) - 1, places[place].Cells, places[place].Hashes);
            bit += width;
        }

        Words = Math.Max(1, (bit + 63) / 64);
        _placeOfBit = new short[Words * 64];
        for (short place = 0; place < places.Length; place++)
        {
            var field = _fields[place];
            for (var i = 0; i < BitOperations.PopCount(field.Mask); i++) _placeOfBit[(field.Word * 64) + field.Shift + i] = place;
        }
    }

    /// <summary>How many words a state takes.</summary>
    public int Words { get; }

    public int Places => _fields.Length;

    /// <summary>The place to which a bit belongs.</summary>
    public int PlaceOf(int word, int bit) => _placeOfBit[(word * 64) + bit];

    /// <summary>The bits of a place in its word.</summary>
    public ulong BitsOf(int place) => _fields[place].Mask << _fields[place].Shift;

    /// <summary>The cell at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CellAt(ReadOnlySpan<ulong> packed, int place)
    {
        ref readonly var field = ref _fields[place];
        return field.Cells[(int)((packed[field.Word] >> field.Shift) & field.Mask)];
    }

    /// <summary>The cell at a place, with its share in the fingerprint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CellAt(ReadOnlySpan<ulong> packed, int place, out UInt128 hash)
    {
        ref readonly var field = ref _fields[place];
        var local = (int)((packed[field.Word] >> field.Shift) & field.Mask);
        hash = field.Hashes[local];
        return field.Cells[local];
    }

    /// <summary>Puts the value of this number at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(Span<ulong> packed, int place, int local)
    {
        ref readonly var field = ref _fields[place];
        ref var word = ref packed[field.Word];
        word = (word & ~(field.Mask << field.Shift)) | ((ulong)local << field.Shift);
    }

    /// <summary>The same state as an earlier packing has it: values have the same numbers there.</summary>
    public void Convert(Packing earlier, ReadOnlySpan<ulong> from, Span<ulong> to)
    {
        to.Clear();
        for (var place = 0; place < earlier.Places; place++)
        {
            var field = earlier._fields[place];
            Put(to, place, (int)((from[field.Word] >> field.Shift) & field.Mask));
        }
    }

    /// <summary>The state as a vector.</summary>
    public int[] Unpack(ReadOnlySpan<ulong> packed)
    {
        var state = new int[Places];
        for (var place = 0; place < state.Length; place++) state[place] = CellAt(packed, place);
        return state;
    }

    private readonly record struct Field(int Word, int Shift, ulong Mask, int[] Cells, UInt128[] Hashes);
}
