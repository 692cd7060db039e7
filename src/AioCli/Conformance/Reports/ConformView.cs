using System.Globalization;
using AioCli.Conformance.Findings;
using AioCli.Drawing;
using AioSpec.Catalogue;
using Spectre.Console;

namespace AioCli.Conformance.Reports;

/// <summary>What <c>conform</c> prints.</summary>
internal static class ConformView
{
    private static readonly (string Head, RequirementStatus Status, Tone Tone)[] s_columns =
    [
        ("pass", RequirementStatus.Pass, Tone.Good), ("fail", RequirementStatus.Fail, Tone.Bad), ("incon.", RequirementStatus.Inconclusive, Tone.Doubtful),
        ("unres.", RequirementStatus.Unresolved, Tone.Doubtful), ("not ex.", RequirementStatus.NotExercised, Tone.Plain),
        ("not obs.", RequirementStatus.NotObservable, Tone.Faint), ("n/a", RequirementStatus.NotApplicable, Tone.Faint),
    ];

    private const int MostTroubles = 10;

    /// <summary>Prints it.</summary>
    public static void Print(Ui ui, ConformanceResult result, LedgerComparison? comparison, bool quiet)
    {
        if (!quiet) Table(ui, result);
        foreach (var violation in result.Violations) Print(ui, violation, comparison);
        if (!quiet)
        {
            Reasons(ui, result);
            Choices(ui, result);
            Rest(ui, result);
        }

        foreach (var gone in comparison?.Gone ?? []) ui.Note(new Part("warning", Tone.Doubtful), $": the ledger knows {gone.Requirement}, and it did not occur");
        Summary(ui, result, comparison);
    }

    private static void Table(Ui ui, ConformanceResult result)
    {
        ui.Line(new Part(result.Target, Tone.Strong), "  ", result.Implementation);
        var table = new Table { Border = TableBorder.None }.AddColumn(Head("group", false));
        foreach (var (head, _, _) in s_columns) table.AddColumn(Head(head, true));
        foreach (var group in result.Requirements.GroupBy(r => r.Requirement.Group.Name))
        {
            table.AddRow([new Text(group.Key), .. s_columns.Select(c => Cell(group.Count(r => r.Status == c.Status), c.Tone))]);
        }

        table.AddRow([new Text("all", Tone.Strong.Style()), .. s_columns.Select(c => Cell(result.Requirements.Count(r => r.Status == c.Status), c.Tone))]);
        ui.Draw(table);
    }

    private static TableColumn Head(string text, bool right)
    {
        var column = new TableColumn(new Text(text, Tone.Strong.Style())) { Padding = new Padding(0, 0, 2, 0) };
        return right ? column.RightAligned() : column;
    }

    private static Text Cell(int number, Tone tone) =>
        number == 0 ? new Text("·", Tone.Faint.Style()) : new Text(number.ToString(CultureInfo.InvariantCulture), tone.Style());

    private static void Print(Ui ui, Violation violation, LedgerComparison? comparison)
    {
        var requirement = Requirements.Find(violation.Requirement);
        var known = comparison?.Known.Contains(violation.Requirement) ?? false;
        ui.Line("");
        ui.Draw(new Facts()
            .Add(new Part(violation.Requirement, Tone.Bad), $"{requirement?.Statement} ({requirement?.Clause})")
            .Add("seen", violation.Finding.Saw)
            .Add("permitted", violation.Finding.Permitted)
            .Add("proof", Explanation.Proof(violation))
            .Add("rate", $"{Explanation.Rate(violation)} of the program below, from {violation.Source}{(known ? "; in the ledger" : "")}")
            .Drawing);
        foreach (var line in Threads(Explanation.Scenario(violation))) ui.Line("    " + line);
    }

    /// <summary>The scenario from its files on; the rest of the head is told already.</summary>
    private static IEnumerable<string> Threads(string scenario) =>
        scenario.TrimEnd('\n').Split('\n').SkipWhile(l => !l.StartsWith("files:", StringComparison.Ordinal) && !l.StartsWith("device:", StringComparison.Ordinal) && !l.StartsWith("blocks:", StringComparison.Ordinal) && !l.StartsWith("threads:", StringComparison.Ordinal));

    private static void Reasons(Ui ui, ConformanceResult result)
    {
        var told = result.Requirements.Where(r => r.Status is RequirementStatus.Inconclusive or RequirementStatus.Unresolved or RequirementStatus.NotExercised).ToList();
        if (told.Count == 0) return;
        ui.Line("");
        foreach (var group in told.GroupBy(r => (r.Status, r.Reason)).OrderBy(g => g.Key.Status).ThenBy(g => g.First().Requirement.Id, StringComparer.Ordinal))
        {
            ui.Draw(new Facts().Add(new Part(group.Key.Status.Word(), Tone.Doubtful), $"{string.Join(", ", group.Select(r => r.Requirement.Id))}: {group.Key.Reason}").Drawing);
        }
    }

    private static void Choices(Ui ui, ConformanceResult result)
    {
        ui.Line("");
        ui.Line(new Part("choices seen", Tone.Strong));
        var facts = new Facts();
        foreach (var choice in result.Choices) facts.Add(choice.Point, choice.Text);
        ui.Draw(facts.Drawing);
    }

    private static void Rest(Ui ui, ConformanceResult result)
    {
        if (result.Lacks.Length + result.Troubles.Length > 0) ui.Line("");
        foreach (var (what, times, first) in result.Troubles.OrderByDescending(t => t.Times).Take(MostTroubles)) ui.Line(new Part("not judged to the end", Tone.Doubtful), $"  {times} × {what}; first {first}");
        if (result.Troubles.Length > MostTroubles) ui.Line(new Part("not judged to the end", Tone.Doubtful), $"  {result.Troubles.Length - MostTroubles} other ways (--json FILE has them)");
        if (result.Lacks.Length > 0) ui.Line(new Part($"the target has no {string.Join(", ", result.Lacks.Select(l => l.Feature))}", Tone.Faint));
    }

    private static void Summary(Ui ui, ConformanceResult result, LedgerComparison? comparison)
    {
        ui.Line("");
        ui.Line(string.Create(CultureInfo.InvariantCulture,
            $"{Count.Of(result.Programs, "program")}, {Count.Of(result.Calls, "call")}, {result.Coverage.Reached.Length} of {result.Coverage.Reached.Length + result.Coverage.Missed.Length} classes of input, seed {result.Seed}, {result.Seconds:0.0} s"));
        var broken = Count.Of(result.Violations.Length, "requirement");
        if (result.SaysNothing) ui.Line(new Part("no requirement was exercised: nothing is known of the target", Tone.Doubtful));
        else if (comparison is null) ui.Line(result.Violations.Length == 0 ? new Part("no requirement is broken", Tone.Good) : new Part($"{broken} broken", Tone.Bad));
        else ui.Line(comparison.Unknown.Length == 0 ? new Part($"{broken} broken, all of them in the ledger", Tone.Good) : new Part($"{broken} broken, of which not in the ledger: {string.Join(", ", comparison.Unknown)}", Tone.Bad));
    }
}
