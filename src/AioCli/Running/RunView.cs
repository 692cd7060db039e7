using System.Globalization;
using AioCli.Drawing;
using AioCli.Judging;
using AioCli.Reports;

namespace AioCli.Running;

/// <summary>What <c>run</c> prints.</summary>
internal sealed class RunView(Ui ui, bool quiet, bool isReal = false)
{
    private const int StatusWidth = 7;
    private const int HashWidth = 18;
    private const int TimeWidth = 12;
    private const int RequestsWidth = 9;

    private bool _endsInBlank;

    /// <summary>The names of the columns.</summary>
    public void Heading()
    {
        if (quiet) return;
        ui.Line(new Part($"{"",-StatusWidth}{(isReal ? "ended" : "trace hash"),-HashWidth}{"time",TimeWidth}{"requests",RequestsWidth}  scenario", Tone.Faint));
    }

    /// <summary>A scenario: a line, and what is wrong.</summary>
    public void Print(ScenarioOutcome outcome)
    {
        _endsInBlank = false;
        if (outcome.Status == CaseStatus.Error)
        {
            foreach (var problem in outcome.Problems) ui.Note(problem.Message);
            if (!quiet) ui.Line(Status(outcome.Status), new Part(outcome.Path, Tone.Strong));
            return;
        }

        if (quiet && outcome.Status is CaseStatus.Pass or CaseStatus.NotApplicable) return;
        PrintLine(outcome);
        if (outcome.Status == CaseStatus.NotApplicable) PrintUnmet(outcome);
        else if (outcome.Status != CaseStatus.Pass) PrintReasons(outcome);
    }

    /// <summary>All of them in a line.</summary>
    public void Summary(IReadOnlyCollection<ScenarioOutcome> outcomes, RunSettings settings)
    {
        if (quiet || outcomes.Count == 0) return;
        var counts = string.Join(", ", Counts(outcomes));
        var twice = settings.Twice ? ", each run twice" : "";
        if (!_endsInBlank) ui.Line("");
        ui.Line($"{Count.Of(outcomes.Count, "scenario")}: {counts}{twice}; {Seeds(outcomes)}");
    }

    private void PrintLine(ScenarioOutcome outcome)
    {
        var (what, time, requests) = outcome.Performance is { } seen
            ? (seen.Ending.Word, seen.History.Events[^1].Time, seen.Requests)
            : (outcome.Result!.TraceHash, outcome.Result.VirtualNanoseconds, outcome.Result.Requests);
        ui.Line(
            Status(outcome.Status),
            new Part($"{what,-HashWidth}", Tone.Faint),
            string.Create(CultureInfo.InvariantCulture, $"{Times.Text(time),TimeWidth}{requests,RequestsWidth}  "),
            new Part(outcome.Path, outcome.Status == CaseStatus.Pass ? Tone.Plain : Tone.Strong));
    }

    private void PrintUnmet(ScenarioOutcome outcome)
    {
        foreach (var problem in outcome.Problems) ui.Draw(new Facts().Add(new Part("", Tone.Faint), problem.Message).Drawing);
    }

    private void PrintReasons(ScenarioOutcome outcome)
    {
        PrintReasons(ui, outcome);
        ui.Line("again: ", new Part(outcome.Again, Tone.Strong));
        if (outcome.Replay.Length > 0) ui.Line("replay: ", new Part(outcome.Replay, Tone.Strong));
        ui.Line("");
        _endsInBlank = true;
    }

    /// <summary>What is wrong with a run, with the events that matter.</summary>
    public static void PrintReasons(Ui ui, ScenarioOutcome outcome)
    {
        ui.Line("");
        foreach (var problem in outcome.Problems) PrintProblem(ui, problem);
        FindingView.Print(ui, outcome.Verdict!, finding => outcome.ProofsOf(finding).Select(p => p.Text));
        var doubts = outcome.Status == CaseStatus.Inconclusive ? outcome.Verdict!.Doubts : [];
        foreach (var doubt in doubts) ui.Draw(new Facts().Add(new Part("not judged", Tone.Doubtful), doubt.Reason).Drawing);
        ui.Line("");
        ui.Draw(EventTable.Of(outcome.Events, ui.Width));
        if (outcome.Events.Any(e => e.IsMarked)) ui.Line(new Part("* where an expectation failed, or what proves a finding", Tone.Faint));
        ui.Line("");
    }

    private static void PrintProblem(Ui ui, Problem problem)
    {
        var facts = new Facts().Add(new Part(problem.Rule, Tone.Bad), problem.Message);
        if (problem.Place is { } place) facts.Add("at", string.Create(CultureInfo.InvariantCulture, $"{place.File}({place.Line},{place.Column})"));
        ui.Draw(facts.Drawing);
    }

    private static Part Status(CaseStatus status) => new((status == CaseStatus.NotApplicable ? "n/a" : status.Word()).PadRight(StatusWidth), status switch
    {
        CaseStatus.Pass => Tone.Good,
        CaseStatus.NotApplicable => Tone.Faint,
        CaseStatus.Inconclusive => Tone.Doubtful,
        _ => Tone.Bad,
    });

    private static IEnumerable<string> Counts(IReadOnlyCollection<ScenarioOutcome> outcomes)
    {
        foreach (var (status, word) in s_words)
        {
            var number = outcomes.Count(o => o.Status == status);
            if (number > 0 || status is CaseStatus.Pass or CaseStatus.Fail) yield return string.Create(CultureInfo.InvariantCulture, $"{number} {word}");
        }
    }

    private string Seeds(IReadOnlyCollection<ScenarioOutcome> outcomes)
    {
        if (isReal) return $"{Count.Of(outcomes.Sum(o => o.Performance?.NotApplicable ?? 0), "expectation")} of virtual time or exact order not applicable";
        var seeds = outcomes.Where(o => o.Result is not null).Select(o => o.Seed).Distinct().Order().ToList();
        return seeds.Count switch
        {
            0 => "none was run",
            1 => string.Create(CultureInfo.InvariantCulture, $"seed {seeds[0]}"),
            _ => "seeds " + string.Join(", ", seeds.Select(s => s.ToString(CultureInfo.InvariantCulture))),
        };
    }

    private static readonly (CaseStatus Status, string Word)[] s_words =
    [
        (CaseStatus.Pass, "passed"),
        (CaseStatus.Fail, "failed"),
        (CaseStatus.Inconclusive, "inconclusive"),
        (CaseStatus.Error, "with mistakes in the file"),
        (CaseStatus.NotApplicable, "not applicable"),
    ];
}
