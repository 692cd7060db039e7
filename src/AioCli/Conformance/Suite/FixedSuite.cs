using System.Collections.Immutable;
using AioSim.Scenarios;

namespace AioCli.Conformance.Suite;

/// <summary>The fixed suite: the scenario files of <c>conformance/suite</c>, which the command carries with it.</summary>
internal static class FixedSuite
{
    private const string Prefix = "suite/";
    private const string Suffix = ".yaml";

    private static readonly Lazy<ImmutableArray<SuiteProgram>> s_all = new(() => [.. Names().Select(Read)]);

    /// <summary>All programs in the order of their names.</summary>
    public static ImmutableArray<SuiteProgram> All => s_all.Value;

    private static IEnumerable<string> Names() => typeof(FixedSuite).Assembly.GetManifestResourceNames()
        .Select(name => name.Replace('\\', '/'))
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static SuiteProgram Read(string resource)
    {
        using var reader = new StreamReader(typeof(FixedSuite).Assembly.GetManifestResourceStream(resource)!);
        var name = resource[Prefix.Length..^Suffix.Length];
        var scenario = ScenarioReader.Read(reader.ReadToEnd(), $"conformance/{Prefix}{name}{Suffix}");
        return new SuiteProgram(name, scenario.Program, scenario.Description ?? "")
        {
            Shows = scenario.Requirements,
            Against = scenario.Against,
            Races = scenario.Races,
        };
    }
}
