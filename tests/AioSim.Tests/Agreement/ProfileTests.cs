using System.Globalization;
using AioSim.Tests.Properties;
using AioSpec.FsCheck;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioSim.Tests.Agreement;

/// <summary>No false alarms: whatever a target declares, the judge refuses nothing that the simulator does under that declaration.</summary>
public sealed class ProfileTests
{
    private const int Choices = 9;
    private const int Options = 6;

    /// <summary>How many runs: AIOSIM_PROFILES, or 5,000.</summary>
    private static int Runs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_PROFILES"), CultureInfo.InvariantCulture, out var count) ? count : 5_000;

    [Fact]
    public void Under_every_profile_the_judge_refuses_nothing_that_the_simulator_does() => Simulated.All(Runs, number =>
    {
        var program = Declared(number);
        var first = Judge.Of(Simulated.Run(program, number).History).Findings.FirstOrDefault();
        return first is null ? null : $"{first}\n{AioSpec.Text.ProgramText.Print(program)}";
    });

    [Fact]
    public void Every_choice_is_made_both_ways_with_every_other_choice()
    {
        var profiles = Enumerable.Range(0, 1 << Choices).Select(ProfileOf).ToHashSet();
        var options = Enumerable.Range(0, 1 << Options).Select(number => OptionsOf(number * (1 << Choices))).ToHashSet();

        Assert.Equal(1 << Choices, profiles.Count);
        Assert.Equal(1 << Options, options.Count);
    }

    /// <summary>A program for a target that declares the profile and the options of this number, everything else at random.</summary>
    private static Program Declared(int number)
    {
        var size = 10 + (number % 60);
        var drawn = AioPrograms.Program((ulong)number, size).Declaration;
        var declaration = drawn with { Profile = ProfileOf(number), Options = OptionsOf(number) };
        return AioPrograms.Program((ulong)number, size, GeneratorOptions.Default with { Declaration = declaration });
    }

    private static Profile ProfileOf(int number) => new()
    {
        ErrorsByCall = Bit(number, 0),
        CancelsRunning = Bit(number, 1),
        CancelsQueued = Bit(number, 2),
        EinvalAfterReturn = Bit(number, 3),
        AppendsInOrder = Bit(number, 4),
        CloseCancels = Bit(number, 5),
        Prioritized = Bit(number, 6),
        ListReportsElements = Bit(number, 7),
        NotifiesEmptyList = Bit(number, 8),
    };

    /// <summary>The options go round slower than the choices, and are shifted each time, so that all pairs meet.</summary>
    private static PosixOptions OptionsOf(int number) => (PosixOptions)((number ^ (number >> Choices)) & ((1 << Options) - 1));

    private static bool Bit(int number, int bit) => (number >> bit & 1) != 0;
}
