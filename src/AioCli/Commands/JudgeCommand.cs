using System.CommandLine;
using AioCli.Judging;
using AioCli.Reports;
using AioCli.Shell;

namespace AioCli.Commands;

/// <summary><c>aiosim judge FILE…</c></summary>
internal static class JudgeCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Histories in their text form (docs/formats.md); - is standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var reports = new ReportOptions();
        var quiet = CommonOptions.Quiet();
        var command = new DocumentedCommand(
            "judge",
            "Judges recorded histories: permitted, not permitted (why, and what is), or inconclusive.",
            new("aiosim judge recorded.history", "is it permitted?"),
            new("aiosim judge *.history --quiet", "only what is not"),
            new("zcat big.history.gz | aiosim judge -", "from standard input"),
            new("aiosim judge a.history --sarif a.sarif", "for an editor"))
        { files };
        reports.AddTo(command);
        command.Add(quiet);
        command.SetAction(parsed =>
        {
            reports.Check(session, parsed);
            var start = session.Clock.GetTimestamp();
            var (histories, interrupted) = JudgeAll(session, parsed.GetRequiredValue(files), parsed.GetValue(quiet));
            reports.Save(session, parsed, s => JudgeJson.Write(s, histories, session.SecondsSince(start)), histories.ConvertAll(h => h.ToCase()));
            return Ends.Of(histories.ConvertAll(h => h.Status), interrupted);
        });
        return command;
    }

    /// <summary>Judges and prints one after the other. Where it is interrupted, the reports tell what is done.</summary>
    private static (List<JudgedHistory> Histories, bool Interrupted) JudgeAll(Session session, IReadOnlyList<string> files, bool quiet)
    {
        var histories = new List<JudgedHistory>();
        try
        {
            foreach (var file in files)
            {
                session.Interrupted.ThrowIfCancellationRequested();
                histories.Add(HistoryFileJudge.Judge(session, file));
                JudgeView.Print(session.Ui, histories[^1], quiet);
                session.Ui.Flush();
            }
        }
        catch (OperationCanceledException)
        {
            session.Ui.Progress("");
            session.Ui.Note($"aiosim: interrupted after {histories.Count} of {files.Count}");
        }

        if (!quiet && histories.Count > 0) JudgeView.Summary(session.Ui, histories);
        return (histories, histories.Count < files.Count);
    }
}
