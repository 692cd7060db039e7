using AioCli.Drawing;
using AioSpec.Catalogue;

namespace AioCli.Specification;

/// <summary>Everything that is known of one race.</summary>
internal static class RacePage
{
    /// <summary>Prints it.</summary>
    public static void Print(Ui ui, Race race, ScenarioIndex scenarios)
    {
        ui.Line(new Part(race.Id, Tone.Strong), "  ", race.Title);
        ui.Line("");
        ui.Draw(new Facts()
            .Add("permitted", race.Permitted)
            .Add("not permitted", race.NotPermitted)
            .Drawing);
        RequirementPage.PrintList(ui, "Requirements that bear on it", race.Requirements.Select(id => $"{id}  {Requirements.Find(id)?.Statement}"));
        RequirementPage.PrintList(ui, "Scenarios that show it", scenarios.Showing(race.Id));
    }
}
