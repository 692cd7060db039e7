using System.CommandLine;
using AioCli.Conformance.Campaign;
using AioCli.Conformance.Findings;
using AioCli.Conformance.Reports;
using AioCli.Shell;
using AioCli.Targets;

namespace AioCli.Commands;

/// <summary><c>aiosim conform --target T</c></summary>
internal static class ConformCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var options = new ConformOptions();
        var quiet = CommonOptions.Quiet();
        var command = new DocumentedCommand(
            "conform",
            "Judges an implementation: a fixed suite and generated programs, a table by requirement, and a small program for each that is broken.",
            new("aiosim conform --target glibc", "this machine's C library"),
            new("aiosim conform --target engine", "this project's engine"),
            new("aiosim conform --target glibc --preload ./my.so", "one that is preloaded"),
            new("aiosim conform --target musl --html musl.html", "a report to pass on"),
            new("aiosim conform --target glibc --ledger known.yaml", "fail on what is new"),
            new("aiosim conform --target glibc --emit-c defect.c", "for a bug report"));
        options.AddTo(command);
        command.Add(quiet);
        command.SetAction(parsed => Run(session, parsed, options, parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(Session session, ParseResult parsed, ConformOptions options, bool quiet)
    {
        options.Check(session, parsed);
        var ledger = options.Ledger(session, parsed);
        var declared = options.Declared(session, parsed);
        ConformanceResult result;
        using (var target = TargetNames.Open(session, options.Target(parsed), options.Preload(parsed)))
        {
            var laboratory = new Laboratory(target, declared);
            result = new ConformanceCampaign(laboratory, options.Campaign(parsed), session.Clock, session.Ui.Progress, session.Interrupted).Run();
        }

        var comparison = ledger?.Compare(result);
        ConformView.Print(session.Ui, result, comparison, quiet);
        options.Save(session, parsed, result, comparison);
        if (result.Interrupted) session.Ui.Note("aiosim: interrupted; this is what was done until then");
        if (result.Lost is { } lost) session.Ui.Note(lost.Message + "; this is what was done until then");
        return Ending(result, comparison);
    }

    private static int Ending(ConformanceResult result, LedgerComparison? comparison)
    {
        if (result.Interrupted) return ExitCode.Interrupted;
        if (comparison is null ? result.Violations.Length > 0 : comparison.Unknown.Length > 0) return ExitCode.Violation;
        if (result.Lost is { } lost) return lost.ExitCode;
        if (result.SaysNothing) return ExitCode.Inconclusive;
        return (comparison is null ? result.Requirements.Any(r => r.IsOpen) : comparison.Open.Length > 0) ? ExitCode.Inconclusive : ExitCode.Ok;
    }
}
