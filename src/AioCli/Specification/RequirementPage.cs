using AioCli.Drawing;
using AioSpec.Catalogue;
using AioSpec.Model;
using AioSpec.Model.Rules;

namespace AioCli.Specification;

/// <summary>Everything that is known of one requirement.</summary>
internal static class RequirementPage
{
    /// <summary>Prints it.</summary>
    public static void Print(Ui ui, Requirement requirement, ScenarioIndex scenarios)
    {
        ui.Line(new Part(requirement.Id, Tone.Strong), "  ", requirement.Group.Title);
        ui.Line("");
        ui.Draw(new Facts()
            .Add("statement", requirement.Statement)
            .Add("strength", requirement.StatedStrength)
            .Add("error told by", requirement.StatedReport)
            .Add("clause", requirement.Clause)
            .Add("to observe", requirement.Observe)
            .Add("can be seen", requirement.NotObservable is { } reason ? $"no. {reason}" : "yes")
            .Drawing);
        if (Examples.Of(requirement.Id) is { } example) PrintExample(ui, example);
        PrintList(ui, "Rules of the model that cite it", RulesCiting(requirement.Id));
        PrintList(ui, "Scenarios that show it", scenarios.Showing(requirement.Id));
        PrintList(ui, "Races that it bears on", Races.All.Where(r => r.Requirements.Contains(requirement.Id)).Select(r => $"{r.Id}  {r.Title}"));
    }

    /// <summary>The clauses and obligations of the model's rules that cite the requirement, in words.</summary>
    public static IEnumerable<string> RulesCiting(string id) => AllRules.List.SelectMany(rule => Clauses(rule, id).Concat(Progress(rule, id)));

    /// <summary>A heading and a line each, or nothing where there is none.</summary>
    public static void PrintList(Ui ui, string heading, IEnumerable<string> lines)
    {
        var list = lines.ToList();
        if (list.Count == 0) return;
        ui.Line("");
        ui.Line(new Part(heading, Tone.Strong));
        foreach (var line in list) ui.Draw(new Facts().Add("-", line).Drawing);
    }

    private static IEnumerable<string> Clauses(Rule rule, string id) =>
        rule.Clauses.Where(c => c.Id == id).Select(c => $"{rule.Name}: {c.Of} only if {c.OnlyIf.Text}");

    private static IEnumerable<string> Progress(Rule rule, string id) =>
        rule.Progress.Where(p => p.Id == id).Select(p => $"{rule.Name}: {p.Of} at last, once {p.Once.Text}");

    private static void PrintExample(Ui ui, Example example)
    {
        ui.Line("");
        ui.Line(new Part("Example", Tone.Strong));
        ui.Draw(new Facts().Add("-", example.Why).Drawing);
        ui.Draw(new Facts().Add("-", "Refused with the line marked '-', permitted with the one marked '+':").Drawing);
        ui.Line("");
        foreach (var (mark, line) in ExampleLines.Of(example)) ui.Line(new Part($"  {mark} {line}", ToneOf(mark)));
    }

    private static Tone ToneOf(char mark) => mark switch
    {
        ExampleLines.OnlyRefused => Tone.Bad,
        ExampleLines.OnlyPermitted => Tone.Good,
        _ => Tone.Plain,
    };
}
