using AioCli.Drawing;
using AioSpec.Catalogue;

namespace AioCli.Specification;

/// <summary>Requirements, a line each, by group.</summary>
internal static class SpecTable
{
    private const int IdWidth = 14;
    private const int StrengthWidth = 9;
    private const int SeenWidth = 6;

    /// <summary>Prints it.</summary>
    public static void Print(Ui ui, IReadOnlyCollection<Requirement> requirements)
    {
        foreach (var group in requirements.GroupBy(r => r.Group))
        {
            var counts = $" ({Counts([.. group])})";
            var title = Texts.Shorten(group.Key.Title, ui.Width - group.Key.Name.Length - 2 - counts.Length);
            ui.Line(new Part(group.Key.Name, Tone.Strong), "  ", title, new Part(counts, Tone.Faint));
            foreach (var requirement in group) Print(ui, requirement);
            ui.Line("");
        }

        ui.Line(Counts(requirements));
        ui.Line(new Part("seen: whether a history can show that it is broken; 'aiosim spec ID' tells more", Tone.Faint));
    }

    private static string Counts(IReadOnlyCollection<Requirement> requirements) =>
        $"{Count.Of(requirements.Count, "requirement")}, {requirements.Count(r => r.IsObservable)} seen";

    private static void Print(Ui ui, Requirement requirement)
    {
        var id = requirement.Id.PadRight(IdWidth - 2);
        var strength = requirement.Strength.ToString().PadRight(StrengthWidth);
        var seen = (requirement.IsObservable ? "seen" : "-").PadRight(SeenWidth);
        var statement = Texts.Shorten(requirement.Statement, ui.Width - IdWidth - StrengthWidth - SeenWidth);
        ui.Line("  ", id, new Part(strength, Tone.Faint), new Part(seen, Tone.Faint), statement);
    }
}
