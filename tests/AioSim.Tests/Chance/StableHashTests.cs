using System.Numerics;
using AioSim.Chance;
using AioSpec.Model;

namespace AioSim.Tests.Chance;

public class StableHashTests
{
    [Fact]
    public void The_value_is_the_same_on_every_machine_and_in_every_version()
    {
        var hash = default(StableHash);
        hash.Add(42);
        hash.Add("aio_read");
        hash.Add([1, 2, 3, 4, 5, 6, 7, 8, 9]);

        Assert.Equal(0x7365D1AAE5A3170FUL, hash.Value);
        Assert.Equal(new UInt128(0x7365D1AAE5A3170F, 0x75DB529A1B14A4A6), hash.Wide);
    }

    [Fact]
    public void Each_bit_of_a_number_changes_each_bit_of_the_value_half_the_time() => AssertAvalanche((ref StableHash hash, ulong word) => hash.Add(word));

    [Fact]
    public void Each_bit_of_a_number_changes_the_value_also_when_much_is_added_after_it() => AssertAvalanche((ref StableHash hash, ulong word) =>
    {
        hash.Add(word);
        for (var i = 0L; i < 10; i++) hash.Add(i);
    });

    [Fact]
    public void A_hundred_thousand_small_sequences_have_different_values()
    {
        var seen = new HashSet<ulong>();
        for (var a = -50; a < 50; a++)
        {
            for (var b = -50; b < 50; b++)
            {
                for (var c = 0; c < 10; c++) Assert.True(seen.Add(Of(a, b, c)));
            }
        }
    }

    [Fact]
    public void The_order_of_numbers_counts() => Assert.NotEqual(Of(1, 2), Of(2, 1));

    [Fact]
    public void A_zero_more_counts() => Assert.NotEqual(Of(0), Of(0, 0));

    [Fact]
    public void Where_one_text_ends_and_the_next_begins_counts()
    {
        var (first, second) = (default(StableHash), default(StableHash));
        first.Add("ab");
        first.Add("c");
        second.Add("a");
        second.Add("bc");

        Assert.NotEqual(first.Value, second.Value);
    }

    [Fact]
    public void Each_byte_and_each_length_counts()
    {
        var seen = new HashSet<ulong>();
        for (var length = 0; length < 40; length++)
        {
            var bytes = new byte[length];
            Assert.True(seen.Add(OfBytes(bytes)));
            for (var i = 0; i < length; i++)
            {
                bytes[i] = 1;
                Assert.True(seen.Add(OfBytes(bytes)));
                bytes[i] = 0;
            }
        }
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        var hash = default(StableHash);
        hash.Add(1);
        var copy = hash;
        copy.Add(2);

        Assert.Equal(Of(1), hash.Value);
        Assert.Equal(Of(1, 2), copy.Value);
    }

    [Fact]
    public void The_wide_value_has_no_half_that_follows_from_the_other()
    {
        var seen = new HashSet<ulong>();
        for (var i = 0L; i < 1000; i++)
        {
            var hash = default(StableHash);
            hash.Add(i);
            Assert.True(seen.Add((ulong)hash.Wide ^ (ulong)(hash.Wide >> 64)));
        }
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        var hash = default(StableHash);
        hash.Add("warm");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0L; i < 1000; i++)
        {
            hash.Add(i);
            hash.Add("aio_write");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.NotEqual(0UL, hash.Value);
    }

    private delegate void Feed(ref StableHash hash, ulong word);

    private static void AssertAvalanche(Feed feed)
    {
        const int Samples = 4000;
        var prng = new Prng(1);
        var changes = new int[64, 64];
        for (var sample = 0; sample < Samples; sample++)
        {
            // Small numbers as well as random words: they are what traces are made of.
            var word = sample % 2 == 0 ? prng.Next() : (ulong)sample;
            for (var bit = 0; bit < 64; bit++) Count(changes, bit, ValueOf(feed, word) ^ ValueOf(feed, word ^ (1UL << bit)));
        }

        // Six standard deviations of a fair coin thrown 4,000 times are 190.
        foreach (var count in changes) Assert.InRange(count, (Samples / 2) - 190, (Samples / 2) + 190);
    }

    private static void Count(int[,] changes, int bit, ulong changed)
    {
        for (; changed != 0; changed &= changed - 1) changes[bit, BitOperations.TrailingZeroCount(changed)]++;
    }

    private static ulong ValueOf(Feed feed, ulong word)
    {
        var hash = default(StableHash);
        feed(ref hash, word);
        return hash.Value;
    }

    private static ulong Of(params long[] numbers)
    {
        var hash = default(StableHash);
        foreach (var number in numbers) hash.Add(number);
        return hash.Value;
    }

    private static ulong OfBytes(byte[] bytes)
    {
        var hash = default(StableHash);
        hash.Add(bytes);
        return hash.Value;
    }
}
