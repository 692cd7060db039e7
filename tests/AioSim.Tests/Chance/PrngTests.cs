using AioSim.Chance;
using AioSpec.Programs;
using FsCheck.Xunit;

namespace AioSim.Tests.Chance;

public class PrngTests
{
    [Fact]
    public void The_sequence_of_a_seed_is_the_same_on_every_machine_and_in_every_version()
    {
        var prng = new Prng(1);

        Assert.Equal([0xB3F2AF6D0FC710C5, 0x853B559647364CEA, 0x92F89756082A4514], [prng.Next(), prng.Next(), prng.Next()]);
        Assert.Equal(0x62E5ACA7541830C0UL, prng.Fork("latency").Next());
    }

    [Fact]
    public void A_copy_goes_on_from_the_same_place()
    {
        var prng = new Prng(7);
        prng.Next();
        var copy = prng;

        Assert.Equal(prng, copy);
        Assert.Equal(prng.Next(), copy.Next());
        prng.Next();
        Assert.NotEqual(prng, copy);
    }

    [Fact]
    public void Different_seeds_give_different_sequences()
    {
        var firsts = Enumerable.Range(0, 10_000).Select(seed => new Prng((ulong)seed).Next());

        Assert.Equal(10_000, firsts.Distinct().Count());
    }

    [Fact]
    public void A_fork_does_not_depend_on_what_was_drawn_before()
    {
        var prng = new Prng(7);
        var early = prng.Fork("faults");
        prng.Next();

        Assert.Equal(early, prng.Fork("faults"));
    }

    [Fact]
    public void Forks_of_different_names_numbers_and_parents_differ()
    {
        var prng = new Prng(7);
        Prng[] forks =
        [
            prng, prng.Fork("a"), prng.Fork("b"), prng.Fork("a", 1), prng.Fork("a").Fork("a"), new Prng(8).Fork("a"),
        ];

        Assert.Equal(forks.Length, forks.Select(fork => fork.Next()).Distinct().Count());
    }

    [Property]
    public void A_number_below_a_bound_is_below_it(ulong seed, long bound)
    {
        bound = (bound & long.MaxValue) | 1;
        var prng = new Prng(seed);

        Assert.InRange(prng.Below(bound), 0, bound - 1);
    }

    [Fact]
    public void Numbers_below_a_bound_are_equally_likely()
    {
        var prng = new Prng(3);
        var counts = new int[7];
        for (var i = 0; i < 700_000; i++) counts[prng.Below(7)]++;

        // Six standard deviations are 1,757.
        Assert.All(counts, count => Assert.InRange(count, 100_000 - 1757, 100_000 + 1757));
    }

    [Fact]
    public void Numbers_below_a_bound_that_does_not_divide_2_to_the_64_are_equally_likely()
    {
        // 8 words for 3 numbers: without drawing again some of the numbers would have three words, the others two.
        const long Bound = 3L << 61;
        var prng = new Prng(4);
        var counts = new int[3];
        for (var i = 0; i < 300_000; i++) counts[prng.Below(Bound) % 3]++;

        Assert.All(counts, count => Assert.InRange(count, 100_000 - 1550, 100_000 + 1550));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_bound_that_is_not_positive_is_refused(long bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Prng(1).Below(bound));

    [Theory]
    [InlineData(1, 4, 25_000)]
    [InlineData(999, 1000, 99_900)]
    [InlineData(1, 1000, 100)]
    public void A_probability_is_met(int numerator, int denominator, int expected)
    {
        var prng = new Prng(5);
        var hits = 0;
        for (var i = 0; i < 100_000; i++) hits += prng.Draw(new Ratio(numerator, denominator)) ? 1 : 0;

        var bound = 6 * (int)Math.Sqrt(100_000.0 * numerator / denominator * (1 - ((double)numerator / denominator)));
        Assert.InRange(hits, expected - bound, expected + bound);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    public void From_0_down_it_never_happens_and_from_1_up_always(int tenths, bool always)
    {
        var prng = new Prng(6);
        for (var i = 0; i < 1000; i++) Assert.Equal(always, prng.Draw(new Ratio(tenths, 10)));
    }

    [Fact]
    public void Each_bit_of_the_words_is_set_half_the_time()
    {
        var prng = new Prng(8);
        var counts = new int[64];
        for (var i = 0; i < 10_000; i++)
        {
            var word = prng.Next();
            for (var bit = 0; bit < 64; bit++) counts[bit] += (int)((word >> bit) & 1);
        }

        Assert.All(counts, count => Assert.InRange(count, 4700, 5300));
    }
}
