using AioCli.Targets;
using AioSpec.FsCheck;
using AioSpec.FsCheck.Covering;

namespace AioCli.Conformance.Campaign;

/// <summary>
/// Programs without end: in turn one of a covering design, so that every pair of argument classes comes up soon, with its
/// race moved a step further each time, and one drawn at random, for what nobody has thought of.
/// </summary>
internal static class GeneratedPrograms
{
    private const int Size = 30;

    /// <summary>The programs of a seed for a target with these capabilities.</summary>
    public static IEnumerable<DesignedProgram> For(Capabilities capabilities, ulong seed)
    {
        var options = new GeneratorOptions
        {
            Declaration = capabilities.HasVirtualTime ? null : capabilities.Declaration,
            Devices = capabilities.HasVirtualTime,
            Signals = capabilities.WhyNot(Feature.Signals) is null,
            Endings = capabilities.WhyNot(Feature.ThreadCancellation) is null,
        };
        var hasLimits = !capabilities.HasVirtualTime && capabilities.WhyNot(Feature.Limits) is null;
        foreach (var (designed, i) in CoveringPrograms.Of(seed).Select((p, i) => (p, i)))
        {
            // Every second one on a device with a fault, where the device does what it is told.
            yield return capabilities.HasVirtualTime && i % 2 == 1 ? designed with { Program = FaultDesign.Under(designed.Program, i / 2) } : designed;
            var drawn = unchecked((seed * 0x9E3779B97F4A7C15UL) + (ulong)i);
            yield return new DesignedProgram(AioPrograms.Program(drawn, Size, hasLimits ? WithLimits(options, i) : options), []);
        }
    }

    /// <summary>Where a target has the limits that a program declares, every fourth program declares some.</summary>
    private static GeneratorOptions WithLimits(GeneratorOptions options, int i) => i % 4 != 0 ? options : options with
    {
        Declaration = options.Declaration! with { AioMax = i % 8 == 0 ? 1 + (i / 8 % 4) : null, ListioMax = i % 12 == 0 ? null : 2 + (i / 4 % 3) },
    };
}
