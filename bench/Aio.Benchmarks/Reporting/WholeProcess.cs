using System.Globalization;
using System.Runtime.InteropServices;
using Aio.Benchmarks.Recording;
using Aio.Benchmarks.Transfers;

namespace Aio.Benchmarks.Reporting;

/// <summary>All that is measured, in one process and without a framework.</summary>
internal static class WholeProcess
{
    private const string Usage = "report [--smoke] [--only judge|simulation|exploration|text|memory|record|engine] [--rounds N]"
        + " [--mebibytes N] [--milliseconds N] [--pattern TEXT]";

    /// <summary>The file that the engine and its rivals read and write, and how long each of them does so in a round.</summary>
    private const string Mebibytes = "512", Milliseconds = "50";

    public static int Report(TextWriter output, string[] options)
    {
        var smoke = options.Contains("--smoke");
        if (Number(options, "--rounds", smoke ? "1" : "11") is not { } rounds
            || Number(options, "--mebibytes", smoke ? "16" : Mebibytes) is not { } mebibytes
            || Number(options, "--milliseconds", smoke ? "1" : Milliseconds) is not { } milliseconds
            || After(options, "--only", "all") is not { } only || !(only == "all" || Names.Contains(only))
            || After(options, "--pattern", "") is not { } pattern || !AreKnown(options))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var report = new Report(output, rounds, smoke ? 1 : 3, hasGoals: !smoke);
        report.Add($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors");
        var scale = smoke ? 100 : 1;
        if (only is "all" or "judge") Measure(report, JudgeGroups.All(scale));
        if (only is "all" or "simulation") Measure(report, SimulationGroups.All(scale));
        if (only is "all" or "exploration")
        {
            StoredStates.Measure(report, scale);
            Measure(report, ExplorationGroups.All(scale));
        }

        if (only is "all" or "text") Measure(report, TextGroups.All(scale));
        if (only is "all" or "memory") Memory.Measure(report, scale);
        if (only is "all" or "record") RecordedCalls.Measure(report, rounds, Math.Max(1, 100 / scale));
        if (only is "all" or "engine")
        {
            Measure(report, EngineGroups.All(mebibytes, milliseconds, smoke ? [1, 16] : [1, 4, 16, 64], pattern));
            if (pattern.Length == 0) EngineMemory.Measure(report, mebibytes, milliseconds, scale);
        }

        report.Finish();
        return 0;
    }

    private static string[] Names => ["judge", "simulation", "exploration", "text", "memory", "record", "engine"];

    /// <summary>A group is made when its turn comes, so that no other one's data is in memory.</summary>
    private static void Measure(Report report, IEnumerable<Func<Group>> groups)
    {
        foreach (var make in groups) report.Add(make());
    }

    /// <summary>Options stand in pairs, but for the one that has no value: anything else is a slip, not a reason to measure for minutes.</summary>
    private static bool AreKnown(string[] options)
    {
        var names = options.Where(option => option != "--smoke").Where((_, i) => i % 2 == 0);
        return names.All(name => name is "--only" or "--rounds" or "--mebibytes" or "--milliseconds" or "--pattern");
    }

    private static int? Number(string[] options, string name, string otherwise) =>
        int.TryParse(After(options, name, otherwise), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string? After(string[] options, string name, string otherwise)
    {
        var at = Array.IndexOf(options, name);
        return at < 0 ? otherwise : at + 1 < options.Length ? options[at + 1] : null;
    }
}
