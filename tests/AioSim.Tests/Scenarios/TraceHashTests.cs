using System.Globalization;
using AioSim.Scenarios;

namespace AioSim.Tests.Scenarios;

/// <summary>The trace of every scenario, as a hash: the same on every machine, in every culture, run after run.</summary>
public sealed class TraceHashTests
{
    [Fact]
    public Task Every_scenario_has_the_trace_that_is_committed() =>
        Verify(string.Join('\n', Folders.ScenarioFiles.Select(file => $"{HashOf(file)} {file}")));

    [Fact]
    public void The_culture_of_the_process_makes_no_difference()
    {
        var culture = CultureInfo.CurrentCulture;
        var invariant = Folders.ScenarioFiles.Select(HashOf).ToList();
        try
        {
            CultureInfo.CurrentCulture = Strange();

            Assert.Equal("1.234,5 -> ~3", $"{1234.5:#,##0.0} -> {-3}");
            Assert.Equal(invariant, Folders.ScenarioFiles.Select(HashOf));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string HashOf(string file)
    {
        var scenario = ScenarioReader.Read(Folders.Text(file), file);
        return Simulator.Run(scenario.Program, new SimulationOptions { Seed = scenario.Seed ?? 0 }).TraceHash;
    }

    /// <summary>A culture that writes numbers as nobody else does.</summary>
    private static CultureInfo Strange()
    {
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "~";
        strange.NumberFormat.NumberDecimalSeparator = ",";
        strange.NumberFormat.NumberGroupSeparator = ".";
        return strange;
    }
}
