using System.CommandLine;
using AioCli.Shell;

namespace AioCli.Reports;

/// <summary>The options <c>--json</c>, <c>--junit</c> and <c>--sarif</c> of a command that judges.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _json = CommonOptions.Json();
    private readonly Option<string?> _junit = CommonOptions.ToFile("--junit", "Write the result as JUnit XML, too.");
    private readonly Option<string?> _sarif = CommonOptions.ToFile("--sarif", "Write what is wrong as SARIF 2.1.0, too.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All) command.Add(option);
    }

    /// <summary>Says before the work that a report could not be written after it.</summary>
    /// <exception cref="UserError">One could not.</exception>
    public void Check(Session session, ParseResult parsed) => ReportFile.Check(session, All.Select(o => (o.Name, parsed.GetValue(o))));

    /// <summary>Writes those that are asked for.</summary>
    public void Save(Session session, ParseResult parsed, Action<Stream> json, IReadOnlyCollection<Case> cases)
    {
        ReportFile.Save(session, _json.Name, parsed.GetValue(_json), json);
        ReportFile.Save(session, _junit.Name, parsed.GetValue(_junit), s => JUnitReport.Write(s, cases));
        ReportFile.Save(session, _sarif.Name, parsed.GetValue(_sarif), s => SarifReport.Write(s, cases));
    }

    private IEnumerable<Option<string?>> All => [_json, _junit, _sarif];
}
