using System.Numerics;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Chance;

/// <summary>
/// The generator of all chance in a simulation: a sequence of 64-bit words that is a function of its seed alone. A value:
/// copying it copies the place in the sequence. It is passed by hand, by reference where it is drawn from.
/// </summary>
/// <remarks>The generator is xoshiro256** of Blackman and Vigna, its state filled from the seed by SplitMix64.</remarks>
public struct Prng : IEquatable<Prng>
{
    private readonly ulong _seed;
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>The sequence of this seed.</summary>
    public Prng(ulong seed)
    {
        _seed = seed;
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>The next word; each is as likely as any other.</summary>
    public ulong Next()
    {
        unchecked
        {
            // In copies of their own, which stay in registers.
            var (a, b, c, d) = (_a, _b, _c, _d);
            c ^= a;
            d ^= b;
            (_a, _b, _c, _d) = (a ^ d, b ^ c, c ^ (b << 17), BitOperations.RotateLeft(d, 45));
            return BitOperations.RotateLeft(b * 5, 7) * 9;
        }
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, each exactly as likely as any other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public long Below(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var size = (ulong)bound;
        var number = Math.BigMul(Next(), size, out var low);
        if (low >= size) return (long)number;
        // 2^64 is not a multiple of the bound: the words of the incomplete last round are drawn again.
        var threshold = unchecked(0UL - size) % size;
        while (low < threshold) number = Math.BigMul(Next(), size, out low);
        return (long)number;
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, each exactly as likely as any other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Below(int bound) => (int)Below((long)bound);

    /// <summary>True with exactly this probability: never from 0 down, always from 1 up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is not positive.</exception>
    public bool Draw(Ratio probability) => Below(probability.Denominator) < probability.Numerator;

    /// <summary>
    /// A generator of its own for the part of the simulation that has this name and number. It depends on this one's seed
    /// only, not on what was drawn from it: a draw more in one part shifts nothing in another.
    /// </summary>
    public readonly Prng Fork(string name, long number = 0)
    {
        var hash = default(StableHash);
        hash.Add(_seed);
        hash.Add(name);
        hash.Add(number);
        return new Prng(hash.Value);
    }

    /// <summary>Adds the place in the sequence to the hash of a state.</summary>
    public readonly void AddTo(ref StableHash hash)
    {
        hash.Add(_seed);
        hash.Add(_a);
        hash.Add(_b);
        hash.Add(_c);
        hash.Add(_d);
    }

    /// <summary>Writes the place in the sequence as part of a state.</summary>
    public readonly void Write(PartWriter to)
    {
        to.Add(_seed);
        to.Add(_a);
        to.Add(_b);
        to.Add(_c);
        to.Add(_d);
    }

    /// <inheritdoc/>
    public readonly bool Equals(Prng other) =>
        _seed == other._seed && _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Prng other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => unchecked((int)(_seed ^ _a));

    /// <summary>Whether both stand at the same place of the same sequence.</summary>
    public static bool operator ==(Prng left, Prng right) => left.Equals(right);

    /// <summary>Whether they stand at different places, or in different sequences.</summary>
    public static bool operator !=(Prng left, Prng right) => !left.Equals(right);

    private static ulong SplitMix(ref ulong seed)
    {
        seed = unchecked(seed + 0x9E3779B97F4A7C15UL);
        return StableHash.Mix(seed);
    }
}
