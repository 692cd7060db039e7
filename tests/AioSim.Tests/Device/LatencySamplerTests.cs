using System.Collections.Immutable;
using AioSim.Chance;
using AioSim.Device;
using AioSpec.Programs;

namespace AioSim.Tests.Device;

/// <summary>100,000 draws of each distribution under a fixed seed; the bounds are four standard errors.</summary>
public class LatencySamplerTests
{
    private const int Draws = 100_000;

    private static readonly Latency Disk = new(LatencyKind.Percentiles, 0)
    {
        Points = [new(1000, 100), new(5000, 200), new(9900, 10_000), new(9999, 1_000_000)],
    };

    [Fact]
    public void A_fixed_latency_is_always_the_same_and_draws_nothing()
    {
        var prng = new Prng(1);
        var before = prng;
        var sampler = new LatencySampler(Latency.Fixed(250));

        Assert.Equal(250, sampler.Sample(ref prng));
        Assert.Equal(250, sampler.Fixed);
        Assert.Equal(before, prng);
    }

    [Fact]
    public void A_uniform_latency_reaches_both_ends_and_is_even_between()
    {
        var draws = Sorted(new(LatencyKind.Uniform, 1000, 2000));

        Assert.Equal((1000, 2000), (draws[0], draws[^1]));
        Near(1500, draws.Average(), 3.7);
        Near(1250, At(draws, 0.25), 5.5);
        Near(1900, At(draws, 0.9), 3.8);
    }

    [Fact]
    public void A_uniform_latency_of_one_value_is_that_value() => Assert.All(Sorted(new(LatencyKind.Uniform, 7, 7)), draw => Assert.Equal(7, draw));

    [Fact]
    public void An_exponential_latency_has_its_mean_and_its_percentiles()
    {
        var draws = Sorted(new(LatencyKind.Exponential, 1_000_000));

        Near(1_000_000, draws.Average(), 12_700);
        Near(693_147, At(draws, 0.5), 12_700);
        Near(2_302_585, At(draws, 0.9), 38_000);
        Near(4_605_170, At(draws, 0.99), 126_000);
        Near(6_907_755, At(draws, 0.999), 400_000);
    }

    [Fact]
    public void A_log_normal_latency_has_its_median_its_mean_and_its_percentiles()
    {
        var draws = Sorted(new(LatencyKind.LogNormal, 1_000_000, 500));

        Near(1_000_000, At(draws, 0.5), 8_000);
        Near(1_000_000 * Math.Exp(0.125), draws.Average(), 7_700);
        Near(1_000_000 * Math.Exp(-0.5 * 1.2815515655), At(draws, 0.1), 5_700);
        Near(1_000_000 * Math.Exp(0.5 * 1.2815515655), At(draws, 0.9), 20_500);
        Near(1_000_000 * Math.Exp(0.5 * 2.3263478740), At(draws, 0.99), 76_000);
    }

    [Fact]
    public void A_table_of_percentiles_is_met_at_its_points_and_between_them()
    {
        var draws = Sorted(Disk);

        Assert.Equal((100, 1_000_000), (draws[0], draws[^1]));
        Assert.Equal(100, At(draws, 0.05));
        Near(150, At(draws, 0.3), 1.5);
        Near(200, At(draws, 0.5), 130);
        Near(5_100, At(draws, 0.745), 115);
        Near(505_000, At(draws, 0.99495), 90_000);
        // What is below 100.5 ns is 100 ns: the table's first tenth and 0.2 % more.
        Near(10_200, draws.Count(draw => draw == 100), 385);
        Assert.InRange(draws.Count(draw => draw == 1_000_000), 1, 25);
    }

    [Fact]
    public void A_table_of_one_point_is_a_fixed_latency() =>
        Assert.All(Sorted(new(LatencyKind.Percentiles, 0) { Points = [new(5000, 42)] }), draw => Assert.Equal(42, draw));

    [Fact]
    public void The_draws_of_a_seed_are_the_same_on_every_machine_and_in_every_version()
    {
        Latency[] all =
        [
            new(LatencyKind.Uniform, 0, 1_000_000), new(LatencyKind.Exponential, 1_000_000), new(LatencyKind.LogNormal, 1_000_000, 500), Disk,
        ];
        var prng = new Prng(1);

        Assert.Equal([702922, 653087, 1324483, 173], all.Select(latency => new LatencySampler(latency).Sample(ref prng)));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Latency[] wrong =
        [
            Latency.Fixed(-1),
            new(LatencyKind.Uniform, 2, 1),
            new(LatencyKind.Uniform, -2, 1),
            new(LatencyKind.Exponential, -1),
            new(LatencyKind.LogNormal, 1, -1),
            new(LatencyKind.LogNormal, 1, 100_001),
            Table(),
            Table(new Percentile(0, -1)),
            Table(new Percentile(-1, 0)),
            Table(new Percentile(10_001, 0)),
            Table(new Percentile(5, 1), new Percentile(5, 2)),
            Table(new Percentile(5, 2), new Percentile(6, 1)),
        ];

        Assert.All(wrong, latency => Assert.Throws<ArgumentException>(() => new LatencySampler(latency)));
    }

    [Fact]
    public void No_latency_is_so_long_that_a_due_time_overflows()
    {
        Latency[] longest =
        [
            Latency.Fixed(long.MaxValue), new(LatencyKind.Uniform, 0, long.MaxValue), new(LatencyKind.Exponential, long.MaxValue),
            new(LatencyKind.LogNormal, long.MaxValue, 100_000), Table(new Percentile(0, 0), new Percentile(1, long.MaxValue)),
        ];

        Assert.All(longest, latency => Assert.All(Sorted(latency), draw => Assert.InRange(draw, 0, 1L << 60)));
    }

    private static void Near(double expected, double actual, double within) => Assert.InRange(actual, expected - within, expected + within);

    private static Latency Table(params ImmutableArray<Percentile> points) => new(LatencyKind.Percentiles, 0) { Points = points };

    private static long[] Sorted(Latency latency)
    {
        var prng = new Prng(2);
        var sampler = new LatencySampler(latency);
        var draws = new long[Draws];
        for (var i = 0; i < Draws; i++) draws[i] = sampler.Sample(ref prng);
        Array.Sort(draws);
        return draws;
    }

    private static double At(long[] sorted, double quantile) => sorted[(int)(quantile * Draws)];
}
