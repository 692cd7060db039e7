using System.Runtime.CompilerServices;
using AioSim.Device;

namespace AioSim.Tests.Device;

public class LatencyTableTests
{
    [Fact]
    public void The_logarithms_are_those_that_the_generator_prints() =>
        AssertCommitted("Log2Table", "log2(1 + i/1024).", LatencyTableGenerator.Log2(), Log2Table.Values);

    [Fact]
    public void The_powers_of_two_are_those_that_the_generator_prints() =>
        AssertCommitted("Exp2Table", "2^(i/1024) - 1.", LatencyTableGenerator.Exp2(), Exp2Table.Values);

    [Fact]
    public void The_quantiles_of_the_normal_distribution_are_those_that_the_generator_prints() => AssertCommitted(
        "NormalTable",
        "The z that a normal variable exceeds with p = 2^-(k+1) (1 - j/64), row 32 k + j.",
        LatencyTableGenerator.Normal(),
        NormalTable.Values);

    [Fact]
    public void The_constants_are_those_that_the_generator_computes()
    {
        Assert.Equal(Distribution.Ln2, LatencyTableGenerator.Ln2InUnits());
        Assert.Equal(Distribution.ThousandthOfLog2E, LatencyTableGenerator.ThousandthOfLog2EInUnits());
    }

    /// <summary>What everybody knows of them, so that generator and tables cannot be wrong together.</summary>
    [Fact]
    public void The_tables_agree_with_what_is_in_every_book()
    {
        Assert.Equal(Math.Log2(1.5), Log2Table.Values[512] / 4294967296.0, 1e-9);
        Assert.Equal(Math.Sqrt(2) - 1, Exp2Table.Values[512] / 4294967296.0, 1e-9);
        Assert.Equal(0, NormalTable.Values[0]);
        Assert.Equal(0.6744897502, NormalTable.Values[32] / 4294967296.0, 1e-9);
        // p = 2^-6 = 1.5625 %, and p = 2^-20.
        Assert.Equal(2.1538746940614555, NormalTable.Values[32 * 5] / 4294967296.0, 1e-9);
        Assert.Equal(4.763001034267814, NormalTable.Values[32 * 19] / 4294967296.0, 1e-9);
    }

    private static void AssertCommitted(
        string name, string summary, long[] printed, ReadOnlySpan<long> committed, [CallerFilePath] string path = "")
    {
        var text = LatencyTableGenerator.Render(name, summary, printed);
        if (committed.SequenceEqual(printed)) return;
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, name + ".received.txt"), text);
        Assert.Fail($"{name} differs from what the generator prints; see {name}.received.txt beside this test.");
    }
}
