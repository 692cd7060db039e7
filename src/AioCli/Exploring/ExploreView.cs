using System.Globalization;
using AioCli.Drawing;
using AioCli.Reports;
using AioCli.Shell;
using AioSim.Exploration;

namespace AioCli.Exploring;

/// <summary>What <c>explore</c> and <c>merge</c> print.</summary>
internal sealed class ExploreView(Ui ui, bool quiet)
{
    private static readonly (CaseStatus Status, string Word)[] s_words =
        [(CaseStatus.Pass, "passed"), (CaseStatus.Fail, "failed"), (CaseStatus.Error, "with mistakes in the file")];

    private const int MostOutcomes = 100;
    private const int LongestSchedule = 300;

    /// <summary>A scenario: what is known of it, its outcomes, its failures.</summary>
    public void Print(ExploredScenario scenario)
    {
        if (scenario.Result is not { } result)
        {
            foreach (var mistake in scenario.Mistakes) ui.Note(mistake.Message);
            if (!quiet) ui.Line(Status(scenario), new Part(scenario.Path, Tone.Strong));
            return;
        }

        if (quiet && scenario.Status == CaseStatus.Pass) return;
        ui.Line(Status(scenario), new Part(scenario.Path, Tone.Strong));
        ui.Draw(new Facts().Add(result.Complete ? "all" : "part", Known(result)).Drawing);
        PrintOutcomes(result);
        for (var i = 0; i < result.Failures.Length; i++) PrintFailure(result.Failures[i], i < scenario.Files.Length ? scenario.Files[i] : null);
        foreach (var unexpected in scenario.Unexpected) ui.Draw(new Facts().Add(new Part("outcomes", Tone.Bad), unexpected).Drawing);
        ui.Line("");
    }

    /// <summary>All of them in a line.</summary>
    public void Summary(IReadOnlyCollection<ExploredScenario> scenarios)
    {
        if (quiet || scenarios.Count == 0) return;
        var results = scenarios.Select(s => s.Result).OfType<ExplorationResult>().ToList();
        var counts = s_words.Select(word => (Number: scenarios.Count(s => s.Status == word.Status), word.Status, word.Word))
            .Where(count => count.Number > 0 || count.Status != CaseStatus.Error)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Number} {count.Word}"));
        var incomplete = results.Count(r => !r.Complete);
        var rest = incomplete == 0 ? "complete" : incomplete == results.Count ? "incomplete" : string.Create(CultureInfo.InvariantCulture, $"{incomplete} incomplete");
        ui.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Count.Of(scenarios.Count, "scenario")}: {string.Join(", ", counts)}; {results.Sum(r => r.Schedules):N0} schedules, {results.Sum(r => r.States):N0} states, {rest}"));
    }

    private static string Known(ExplorationResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.GuaranteeText}; {Count.Of(result.Outcomes.Length, "outcome")}, {Count.Of(result.Schedules, "end")}, depth {result.Depth}{(result.Interrupted ? "; ended before its time" : "")}");

    private void PrintOutcomes(ExplorationResult result)
    {
        var facts = new Facts();
        foreach (var outcome in result.Outcomes.Take(MostOutcomes))
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"{outcome.Count,6:N0}×"), outcome.Text);
            facts.Add("", new Part($"schedule {Texts.Shorten(outcome.Schedule.ToString(), LongestSchedule)}".TrimEnd(), Tone.Faint));
        }

        ui.Draw(facts.Drawing);
        if (result.Outcomes.Length > MostOutcomes) ui.Line(string.Create(CultureInfo.InvariantCulture, $"  … and {result.Outcomes.Length - MostOutcomes:N0} more (--json has all)"));
    }

    private void PrintFailure(ExploredFailure failure, FailureFile? file)
    {
        var kind = failure.Requirement ?? ExploreJson.Word(failure.Kind);
        var facts = new Facts().Add(new Part(kind, Tone.Bad), failure.Message);
        if (failure.Place is { } place) facts.Add("at", string.Create(CultureInfo.InvariantCulture, $"{place.File}({place.Line},{place.Column})"));
        facts.Add("met", string.Create(CultureInfo.InvariantCulture, $"{failure.Count:N0} times"));
        ui.Draw(facts.Drawing);
        if (file?.Replay is { } replay) ui.Line("  replay: ", new Part($"aiosim replay {ShellWord.Quote(replay)}", Tone.Strong));
        if (file?.Shrunk is { } shrunk) ui.Line("  shrunk: ", new Part($"aiosim run {ShellWord.Quote(shrunk)}", Tone.Strong));
    }

    private static Part Status(ExploredScenario scenario) => new($"{scenario.Status.Word(),-7}", scenario.Status == CaseStatus.Pass ? Tone.Good : Tone.Bad);
}
