using AioSim.Chance;
using AioSim.Device;

namespace AioSim.Tests.Device;

/// <summary>The quantile functions point by point, against the base library's logarithm and the generator's own quantiles.</summary>
public class DistributionTests
{
    private const double TwoTo64 = 18446744073709551616.0;
    private const long Mean = 1_000_000_000_000;

    [Fact]
    public void The_exponential_quantile_is_right_to_a_part_in_a_million_of_the_mean()
    {
        foreach (var word in Words())
        {
            var exact = -Math.Log(word / TwoTo64) * Mean;
            Assert.Equal(exact, Distribution.Exponential(Mean, word), Mean / 1e6);
        }
    }

    [Fact]
    public void The_log_normal_quantile_is_right_to_three_parts_in_ten_thousand()
    {
        foreach (var word in Words().Where((word, i) => i % 4 == 0 && word is > 1UL << 26 and < ulong.MaxValue - 1))
        {
            var p = (word >> 1) / TwoTo64;
            var z = (double)LatencyTableGenerator.NormalQuantile((decimal)p, 0) * ((word & 1) == 1 ? -1 : 1);
            var exact = Math.Exp(z / 2) * Mean;
            Assert.InRange(Distribution.LogNormal(Mean, 500, word), exact * (1 - 3e-4), exact * (1 + 3e-4));
        }
    }

    [Fact]
    public void Quantiles_never_go_back()
    {
        var words = Words().Order().ToList();
        var exponential = words.Select(word => Distribution.Exponential(Mean, word)).ToList();
        var upper = words.Select(word => Distribution.LogNormal(Mean, 1000, word & ~1UL)).ToList();
        var lower = words.Select(word => Distribution.LogNormal(Mean, 1000, word | 1)).ToList();

        Assert.Equal(exponential.OrderDescending(), exponential);
        Assert.Equal(upper.OrderDescending(), upper);
        Assert.Equal(lower.Order(), lower);
        Assert.True(upper[^1] >= Mean);
        Assert.True(lower[^1] <= Mean);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue - 1)]
    [InlineData(ulong.MaxValue)]
    public void No_draw_overflows(ulong word)
    {
        Assert.InRange(Distribution.Exponential(Distribution.Most, word), 0, Distribution.Most);
        Assert.InRange(Distribution.LogNormal(Distribution.Most, 100_000, word), 0, Distribution.Most);
        Assert.InRange(Distribution.LogNormal(1, 100_000, word), 0, Distribution.Most);
        Assert.Equal(0, Distribution.Exponential(0, word));
        Assert.Equal(0, Distribution.LogNormal(0, 1000, word));
        Assert.Equal(Mean, Distribution.LogNormal(Mean, 0, word));
    }

    /// <summary>Words of every size, even and odd: the rare ends as well as the middle.</summary>
    private static IEnumerable<ulong> Words()
    {
        var prng = new Prng(1);
        for (var shift = 0; shift < 60; shift++)
        {
            for (var i = 0; i < 20; i++) yield return (prng.Next() >> shift) | 2;
        }

        yield return ulong.MaxValue;
    }
}
