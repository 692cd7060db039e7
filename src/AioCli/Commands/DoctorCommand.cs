using System.CommandLine;
using AioCli.Drawing;
using AioCli.Machines;
using AioCli.Reports;
using AioCli.Shell;
using Spectre.Console;

namespace AioCli.Commands;

/// <summary><c>aiosim doctor</c></summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "doctor",
            "Shows what this machine offers and what each is good for; it never fails.",
            new("aiosim doctor", "compilers, io_uring, userfaultfd, limits"),
            new("aiosim doctor --json machine.json", "for a bug report"))
        { json };
        command.SetAction(parsed => Run(session, parsed.GetValue(json)));
        return command;
    }

    private static int Run(Session session, string? json)
    {
        ReportFile.Check(session, [("--json", json)]);
        var offers = Doctor.Examine(session.Machine).ToList();
        session.Ui.Draw(Draw(offers));
        ReportFile.Save(session, "--json", json, s => JsonReport.Write(s, j => j.Array("offers", offers, (o, offer) =>
        {
            o.WriteString("name", offer.Name);
            o.WriteString("available", Word(offer.Available));
            o.WriteString("found", offer.Found);
            o.WriteString("enables", offer.Enables);
        })));
        return ExitCode.Ok;
    }

    private static Table Draw(IEnumerable<Offer> offers)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(Column(2)).AddColumn(Column(2)).AddColumn(Column(0));
        foreach (var offer in offers)
        {
            table.AddRow(Cell(Word(offer.Available), ToneOf(offer.Available)), Cell(offer.Name, Tone.Strong), Cell(offer.Found, Tone.Plain));
            table.AddRow(Cell("", Tone.Plain), Cell("", Tone.Plain), Cell($"for {offer.Enables}", Tone.Faint));
        }

        return table;
    }

    private static TableColumn Column(int gap) => new("") { NoWrap = gap > 0, Padding = new Padding(0, 0, gap, 0) };

    private static Text Cell(string text, Tone tone) => new(new Part(text).Printable, tone.Style());

    private static string Word(Availability available) => available switch
    {
        Availability.Yes => "yes",
        Availability.No => "no",
        _ => "unknown",
    };

    private static Tone ToneOf(Availability available) => available switch
    {
        Availability.Yes => Tone.Good,
        Availability.No => Tone.Faint,
        _ => Tone.Doubtful,
    };
}
