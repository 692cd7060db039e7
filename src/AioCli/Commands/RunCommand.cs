using System.CommandLine;
using AioCli.Reports;
using AioCli.Running;
using AioCli.Shell;
using AioCli.Targets;

namespace AioCli.Commands;

/// <summary><c>aiosim run PATH…</c></summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var (options, reports, quiet) = (new RunOptions(), new ReportOptions(), CommonOptions.Quiet());
        var command = new DocumentedCommand(
            "run",
            "Runs scenarios on the simulator or another target, judges each, and checks what it expects.",
            new("aiosim run scenarios", "all scenarios of a folder"),
            new("aiosim run scenarios/basics/hello.yaml --seed 7", "one, with another schedule"),
            new("aiosim run scenarios --twice --quiet", "is every run deterministic?"),
            new("aiosim run hello.yaml --trace hello.history", "keep what happened"),
            new("aiosim run scenarios --target glibc", "on a real implementation"),
            new("aiosim run scenarios --junit results.xml", "for a build server"));
        options.AddTo(command);
        reports.AddTo(command);
        command.Add(quiet);
        command.SetAction(parsed => Run(session, parsed, options, reports, parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(Session session, ParseResult parsed, RunOptions options, ReportOptions reports, bool quiet)
    {
        options.Check(parsed);
        reports.Check(session, parsed);
        var start = session.Clock.GetTimestamp();
        var (settings, files) = (options.Settings(parsed), ScenarioFiles.Of(session, options.Paths(parsed)));
        var traces = TraceFiles.For(session, options.Trace(parsed), files);
        using var target = settings.Target is { } name ? TargetNames.Open(session, name, settings.Preload) : null;
        var run = target is null ? new ScenarioRunner(session, settings, traces, new FailureFiles(session, options.Failures(parsed))).Run : (Func<ScenarioFile, ScenarioOutcome>)new TargetRunner(session, settings, traces, target).Run;
        var view = new RunView(session.Ui, quiet, target is not null);
        var outcomes = RunAll(session, files, run, view);
        view.Summary(outcomes, settings);
        reports.Save(session, parsed, s => RunJson.Write(s, outcomes, session.SecondsSince(start)), outcomes.ConvertAll(o => o.ToCase()));
        return Ends.Of(outcomes.ConvertAll(o => o.Status), outcomes.Count < files.Count);
    }

    /// <summary>Runs and prints one after the other. Where it is interrupted, fewer come back than were asked for.</summary>
    private static List<ScenarioOutcome> RunAll(Session session, IReadOnlyList<ScenarioFile> files, Func<ScenarioFile, ScenarioOutcome> run, RunView view)
    {
        var outcomes = new List<ScenarioOutcome>();
        view.Heading();
        try
        {
            foreach (var file in files)
            {
                session.Interrupted.ThrowIfCancellationRequested();
                session.Ui.Progress($"{outcomes.Count + 1} of {files.Count}: {file.Path}");
                outcomes.Add(run(file));
                session.Ui.Progress("");
                view.Print(outcomes[^1]);
                session.Ui.Flush();
            }
        }
        catch (OperationCanceledException)
        {
            session.Ui.Progress("");
            session.Ui.Note($"aiosim: interrupted after {outcomes.Count} of {files.Count}");
        }

        return outcomes;
    }
}
