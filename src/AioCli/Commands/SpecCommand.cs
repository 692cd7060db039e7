using System.CommandLine;
using AioCli.Reports;
using AioCli.Shell;
using AioCli.Specification;

namespace AioCli.Commands;

/// <summary><c>aiosim spec [ID]</c></summary>
internal static class SpecCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "A requirement (CANCEL-04), a race (R07) or a group (CANCEL); without it all requirements are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "spec",
            "Shows what POSIX requires of asynchronous I/O, with examples.",
            new("aiosim spec", "all requirements, a line each"),
            new("aiosim spec CANCEL", "those of aio_cancel"),
            new("aiosim spec CANCEL-04", "one, with an example and the rules that enforce it"),
            new("aiosim spec R07", "a race and its permitted outcomes"))
        { id, json };
        command.SetAction(parsed => Run(session, parsed.GetValue(id), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Session session, string? id, string? json)
    {
        ReportFile.Check(session, [("--json", json)]);
        var selection = Selection.Of(id);
        // A list of requirements does not name scenarios, so the folder is only read where it is asked for.
        var scenarios = selection.IsOne || json is not null ? ScenarioIndex.Of(session) : null;
        Print(session, selection, scenarios);
        ReportFile.Save(session, "--json", json, s => SpecJson.Write(s, selection, scenarios!));
        return ExitCode.Ok;
    }

    private static void Print(Session session, Selection selection, ScenarioIndex? scenarios)
    {
        if (!selection.IsOne) SpecTable.Print(session.Ui, selection.Requirements);
        else if (selection.Requirements is [var requirement]) RequirementPage.Print(session.Ui, requirement, scenarios!);
        else RacePage.Print(session.Ui, selection.Races[0], scenarios!);
    }
}
