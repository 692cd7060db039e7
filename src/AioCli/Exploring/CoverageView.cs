using System.Globalization;
using AioCli.Drawing;
using AioSim.Exploration;
using AioSpec.Catalogue;

namespace AioCli.Exploring;

/// <summary>What a campaign never reached.</summary>
internal static class CoverageView
{
    /// <summary>Prints it, kind by kind, with how much was reached.</summary>
    public static void Print(Ui ui, IReadOnlyCollection<ExploredScenario> scenarios)
    {
        var reached = Coverage.Join(scenarios.Select(s => s.Result?.Coverage).OfType<Coverage>());
        var missed = Coverage.All.Without(reached);
        ui.Line(new Part("never reached", Tone.Strong));
        Print(ui, "clauses of rules", missed.Clauses, Coverage.All.Clauses.Count);
        Print(ui, "state × event", missed.Pairs, Coverage.All.Pairs.Count);
        Print(ui, "requirements", missed.Requirements, Coverage.All.Requirements.Count);
        var races = Races.All.Select(race => race.Id).ToList();
        Print(ui, "races", [.. races.Except(scenarios.Where(s => s.Result is not null).SelectMany(s => s.Races))], races.Count);
        ui.Line("");
    }

    private static void Print(Ui ui, string kind, IReadOnlyCollection<string> missed, int all)
    {
        ui.Line(string.Create(CultureInfo.InvariantCulture, $"{kind}: {all - missed.Count} of {all} reached"));
        if (missed.Count > 0) ui.Draw(new Facts().Add("", string.Join("; ", missed.Order(StringComparer.Ordinal))).Drawing);
    }
}
