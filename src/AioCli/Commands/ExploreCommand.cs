using System.CommandLine;
using AioCli.Exploring;
using AioCli.Reports;
using AioCli.Running;
using AioCli.Shell;

namespace AioCli.Commands;

/// <summary><c>aiosim explore PATH…</c></summary>
internal static class ExploreCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var (options, reports, quiet) = (new ExploreOptions(), new ReportOptions(), CommonOptions.Quiet());
        var command = new DocumentedCommand(
            "explore",
            "Walks the schedules of scenarios, lists the outcomes, and shrinks failures.",
            new("aiosim explore scenarios/races", "all schedules of each"),
            new("aiosim explore race.yaml --strategy pct --max 50000", "with known odds"),
            new("aiosim explore race.yaml --write-outcomes", "hold it to what it can do"),
            new("aiosim explore scenarios --coverage --quiet", "what is never reached?"),
            new("aiosim explore race.yaml --shard 1/4 --json 1.json", "a quarter of the work"));
        options.AddTo(command);
        reports.AddTo(command);
        command.Add(quiet);
        command.SetAction(parsed =>
        {
            reports.Check(session, parsed);
            var start = session.Clock.GetTimestamp();
            var settings = options.Settings(parsed, parsed.GetValue(quiet));
            var scenarios = ExploreAll(session, ScenarioFiles.Of(session, options.Paths(parsed)), settings, options.Failures(parsed));
            reports.Save(session, parsed, s => ExploreJson.Write(s, scenarios, session.SecondsSince(start)), scenarios.ConvertAll(s => s.ToCase()));
            return EndOf(session, scenarios, settings);
        });
        return command;
    }

    private static List<ExploredScenario> ExploreAll(Session session, IReadOnlyList<ScenarioFile> files, ExploreSettings settings, string folder)
    {
        var scenarios = new List<ExploredScenario>();
        var view = new ExploreView(session.Ui, settings.Quiet);
        var writer = new FailureWriter(session, new FailureFiles(session, folder));
        new Campaign(session, settings).Run(files, (file, scenario, explored) =>
        {
            if (explored.Result is { } result && scenario is not null)
            {
                explored = explored with { Files = writer.Write(file, scenario.Program, result, settings.Options with { Seed = explored.Seed }) };
                if (settings.WriteOutcomes) explored = WriteOutcomes(session, file, scenario, explored);
            }

            scenarios.Add(explored);
            view.Print(explored);
            session.Ui.Flush();
        });
        if (settings.Coverage) CoverageView.Print(session.Ui, scenarios);
        view.Summary(scenarios);
        if (session.Interrupted.IsCancellationRequested) session.Ui.Note("aiosim: interrupted; what was found until then is above");
        return scenarios;
    }

    private static ExploredScenario WriteOutcomes(Session session, ScenarioFile file, AioSim.Scenarios.Scenario scenario, ExploredScenario explored)
    {
        var result = explored.Result!;
        if (!result.Complete || explored.Shard.Of > 1)
        {
            session.Ui.Note($"{file.Path}: not all schedules were walked, so the outcomes are not written");
            return explored;
        }

        OutcomeWriter.Write(session, file.Path, scenario, [.. result.Outcomes.Select(o => o.Text)]);
        return explored with { Expected = explored.Expected with { Exactly = [.. result.Outcomes.Select(o => o.Text)], Subset = null } };
    }

    private static int EndOf(Session session, List<ExploredScenario> scenarios, ExploreSettings settings)
    {
        var end = Ends.Of(scenarios.ConvertAll(s => s.Status), session.Interrupted.IsCancellationRequested);
        var isIncomplete = scenarios.Exists(s => s.Result is { Complete: false });
        return end == ExitCode.Ok && isIncomplete && settings.RequireComplete ? ExitCode.Inconclusive : end;
    }
}
