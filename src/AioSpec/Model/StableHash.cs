using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AioSpec.Model;

/// <summary>
/// An incremental hash that is the same on every machine, in every process and in every version: for traces, states and
/// whatever else is compared between runs. Not for keeping secrets. A value: copying it copies what was added so far, and
/// <c>default</c> is the hash of nothing.
/// </summary>
/// <remarks>
/// Two lanes of 64 bits, each a bijection of its state for a given input and of its input for a given state, so that no
/// single difference is ever lost; they are mixed when a value is asked for. Whatever has a length adds it first: no two
/// different sequences of calls feed the same words.
/// </remarks>
public struct StableHash
{
    // The fractions of the square roots of 2, 3, 5 and 7: numbers with nothing up their sleeves, all odd.
    private const ulong Root2 = 0x6A09E667F3BCC909;
    private const ulong Root3 = 0xBB67AE8584CAA73B;
    private const ulong Root5 = 0x3C6EF372FE94F82B;
    private const ulong Root7 = 0xA54FF53A5F1D36F1;

    private ulong _first;
    private ulong _second;

    /// <summary>The hash of what was added so far, in 64 bits. It may be asked for at any time and adds nothing.</summary>
    public readonly ulong Value => Mix(_first ^ Mix(_second + Root7));

    /// <summary>The hash of what was added so far, in 128 bits: where a billion states must not meet by chance.</summary>
    public readonly UInt128 Wide => new(Value, Mix(_second ^ Mix(_first + Root5)));

    /// <summary>Adds a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value)
    {
        var word = unchecked((ulong)value);
        _first = unchecked((BitOperations.RotateLeft(_first ^ (word * Root2), 29) * Root3) + Root5);
        _second = unchecked((BitOperations.RotateLeft(_second + (word * Root7), 37) * Root2) + Root3);
    }

    /// <summary>Adds numbers, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long first, long second, long third)
    {
        // In a copy of its own, which stays in registers: a field would go through memory between any two.
        var hash = this;
        hash.Add(first);
        hash.Add(second);
        hash.Add(third);
        this = hash;
    }

    /// <inheritdoc cref="Add(long, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long first, long second, long third, long fourth)
    {
        var hash = this;
        hash.Add(first);
        hash.Add(second);
        hash.Add(third);
        hash.Add(fourth);
        this = hash;
    }

    /// <summary>Adds an unsigned number: the same as the signed number of the same bits.</summary>
    public void Add(ulong value) => Add(unchecked((long)value));

    /// <summary>Adds a truth value: as the number 1 or 0.</summary>
    public void Add(bool value) => Add(value ? 1L : 0L);

    /// <summary>Adds bytes, and how many they are.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((long)bytes.Length);
        for (; bytes.Length >= sizeof(long); bytes = bytes[sizeof(long)..]) Add(BinaryPrimitives.ReadInt64LittleEndian(bytes));
        if (bytes.Length > 0) Add(Tail(bytes));
    }

    /// <summary>Adds a text, and how long it is: its UTF-16 code units, four a word.</summary>
    public void Add(string text)
    {
        Add((long)text.Length);
        var at = 0;
        for (; at + 4 <= text.Length; at += 4)
        {
            Add(text[at] | ((ulong)text[at + 1] << 16) | ((ulong)text[at + 2] << 32) | ((ulong)text[at + 3] << 48));
        }

        for (; at < text.Length; at++) Add((long)text[at]);
    }

    /// <summary>A bijection of the 64-bit words in which each bit of the input changes each bit of the output half the time; 0 stays 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong word)
    {
        word = unchecked((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9UL);
        word = unchecked((word ^ (word >> 27)) * 0x94D049BB133111EBUL);
        return word ^ (word >> 31);
    }

    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        ulong word = 0;
        for (var i = 0; i < bytes.Length; i++) word |= (ulong)bytes[i] << (8 * i);
        return word;
    }
}
