using System.CommandLine;
using AioCli.Exploring;
using AioCli.Reports;
using AioCli.Shell;

namespace AioCli.Commands;

/// <summary><c>aiosim merge FILE…</c></summary>
internal static class MergeCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "What 'explore --shard K/N --json FILE' has written, of all shards, in any order.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (reports, quiet) = (new ReportOptions(), CommonOptions.Quiet());
        var coverage = new Option<bool>("--coverage") { Description = "Print what of the model was never reached." };
        var complete = new Option<bool>("--require-complete") { Description = "Exit 4 where something was left out." };
        var command = new DocumentedCommand(
            "merge",
            "Joins the results of the shards of an exploration: outcomes, coverage, failures.",
            new("aiosim merge shard-*.json", "what all of them have found"),
            new("aiosim merge shard-*.json --json all.json", "as a file"))
        { files, coverage, complete };
        reports.AddTo(command);
        command.Add(quiet);
        command.SetAction(parsed =>
        {
            reports.Check(session, parsed);
            var start = session.Clock.GetTimestamp();
            var scenarios = ShardFiles.Join(session, parsed.GetRequiredValue(files));
            var view = new ExploreView(session.Ui, parsed.GetValue(quiet));
            foreach (var scenario in scenarios) view.Print(scenario);
            if (parsed.GetValue(coverage)) CoverageView.Print(session.Ui, scenarios);
            view.Summary(scenarios);
            reports.Save(session, parsed, s => ExploreJson.Write(s, scenarios, session.SecondsSince(start)), scenarios.ConvertAll(s => s.ToCase()));
            var end = Ends.Of(scenarios.ConvertAll(s => s.Status), interrupted: false);
            return end == ExitCode.Ok && parsed.GetValue(complete) && scenarios.Exists(s => s.Result is { Complete: false }) ? ExitCode.Inconclusive : end;
        });
        return command;
    }
}
