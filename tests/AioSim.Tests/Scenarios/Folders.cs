using System.Runtime.CompilerServices;

namespace AioSim.Tests.Scenarios;

/// <summary>Where the files of the repository are that the tests read.</summary>
internal static class Folders
{
    private static readonly string s_root = Path.GetFullPath("../../..", Path.GetDirectoryName(ThisFile())!);

    public static string Scenarios { get; } = Path.Combine(s_root, "scenarios");

    public static string Documentation { get; } = Path.Combine(s_root, "docs", "scenarios.md");

    public static string RaceTable { get; } = Path.Combine(s_root, "docs", "races.md");

    /// <summary>All scenario files, as paths below the folder of scenarios, with slashes.</summary>
    public static IReadOnlyList<string> ScenarioFiles { get; } =
    [
        .. Directory.EnumerateFiles(Scenarios, "*.yaml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Scenarios, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static string Text(string scenario) => File.ReadAllText(Path.Combine(Scenarios, scenario));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
