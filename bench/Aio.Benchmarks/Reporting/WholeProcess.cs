using System.Globalization;
using System.Runtime.InteropServices;
using Aio.Benchmarks.Transfers;

namespace Aio.Benchmarks.Reporting;

/// <summary>All that is measured, in one process and without a framework.</summary>
internal static class WholeProcess
{
    private const string Usage = "report [--smoke] [--only judge|simulation|exploration|text|memory|engine] [--rounds N]"
        + " [--mebibytes N] [--milliseconds N]";

    /// <summary>The file that the engine and its rivals read and write, and how long each of them does so in a round.</summary>
    private const string Mebibytes = "512", Milliseconds = "50";

    public static int Report(TextWriter output, string[] options)
    {
        var smoke = options.Contains("--smoke");
        if (Number(options, "--rounds", smoke ? "1" : "11") is not { } rounds
            || Number(options, "--mebibytes", smoke ? "16" : Mebibytes) is not { } mebibytes
            || Number(options, "--milliseconds", smoke ? "1" : Milliseconds) is not { } milliseconds
            || After(options, "--only", "all") is not { } only || !(only == "all" || Names.Contains(only)))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var report = new Report(output, rounds, smoke ? 1 : 3, hasGoals: !smoke);
        report.Add($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors");
        var scale = smoke ? 100 : 1;
        if (only is "all" or "judge") Measure(report, JudgeGroups.All(scale));
        if (only is "all" or "simulation") Measure(report, SimulationGroups.All(scale));
        if (only is "all" or "exploration") Measure(report, ExplorationGroups.All(scale));
        if (only is "all" or "text") Measure(report, TextGroups.All(scale));
        if (only is "all" or "memory") Memory.Measure(report, scale);
        if (only is "all" or "engine")
        {
            Measure(report, EngineGroups.All(mebibytes, milliseconds, smoke ? [1, 16] : [1, 4, 16, 64]));
            EngineMemory.Measure(report, mebibytes, milliseconds, scale);
        }

        report.Finish();
        return 0;
    }

    private static string[] Names => ["judge", "simulation", "exploration", "text", "memory", "engine"];

    /// <summary>A group is made when its turn comes, so that no other one's data is in memory.</summary>
    private static void Measure(Report report, IEnumerable<Func<Group>> groups)
    {
        foreach (var make in groups) report.Add(make());
    }

    private static int? Number(string[] options, string name, string otherwise) =>
        int.TryParse(After(options, name, otherwise), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string? After(string[] options, string name, string otherwise)
    {
        var at = Array.IndexOf(options, name);
        return at < 0 ? otherwise : at + 1 < options.Length ? options[at + 1] : null;
    }
}
