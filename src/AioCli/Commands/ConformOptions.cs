using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AioCli.Conformance.Campaign;
using AioCli.Conformance.Emission;
using AioCli.Conformance.Findings;
using AioCli.Conformance.Reports;
using AioCli.Reports;
using AioCli.Shell;
using AioCli.Targets;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Commands;

/// <summary>The options of <c>conform</c>.</summary>
internal sealed class ConformOptions
{
    private const int DefaultPrograms = 2_000;
    private const string ProfileHead = "aiosim-profile 1";
    private const string ProgramHead = "aiosim-program 1";

    private readonly Option<string> _target = new("--target")
    {
        Description = $"Who is judged: {TargetNames.Syntax}.",
        HelpName = "T",
        Required = true,
    };

    private readonly Option<string?> _preload = CommonOptions.ToFile("--preload", "A library that is preloaded into the program: the implementation to judge (with --target glibc).");
    private readonly Option<string?> _profile = CommonOptions.ToFile("--profile", "The choices that the target declares, as lines 'profile CHOICE yes' under 'aiosim-profile 1'.");
    private readonly Option<string?> _ledger = CommonOptions.ToFile("--ledger", "Known divergences: fail only on what is not among them.");

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "The seed of the programs and of their delays.",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
        CustomParser = r => Number(r, ulong.MaxValue),
    };

    private readonly Option<int> _programs = new("--programs")
    {
        Description = "How many programs are generated, beside the fixed suite.",
        HelpName = "N",
        DefaultValueFactory = _ => DefaultPrograms,
        CustomParser = r => (int)Number(r, int.MaxValue),
    };

    private readonly Option<TimeSpan?> _time = new("--time")
    {
        Description = "After so long no new program is begun: 30s, 5m.",
        HelpName = "D",
        CustomParser = Duration,
    };

    private readonly Option<string?> _save = CommonOptions.ToFile("--save", "A folder for the smallest programs, as scenarios, and their histories; conform-TARGET where something is broken.");
    private readonly Option<string?> _emit = CommonOptions.ToFile("--emit-c", "Write a C program that shows the first violation; for several, FILE-ID.c each.");
    private readonly Option<string?> _json = CommonOptions.Json();
    private readonly Option<string?> _junit = CommonOptions.ToFile("--junit", "Write the result as JUnit XML, too.");
    private readonly Option<string?> _html = CommonOptions.ToFile("--html", "Write a report for people as one HTML file.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _target, _preload, _profile, _ledger, _seed, _programs, _time, _save, _emit, _json, _junit, _html }) command.Add(option);
    }

    /// <summary>The target's name.</summary>
    public string Target(ParseResult parsed) => parsed.GetRequiredValue(_target);

    /// <summary>The library to preload, or null.</summary>
    public string? Preload(ParseResult parsed) => parsed.GetValue(_preload);

    /// <summary>How much is done.</summary>
    public CampaignOptions Campaign(ParseResult parsed) => new()
    {
        Seed = parsed.GetValue(_seed),
        Programs = parsed.GetValue(_programs),
        Time = parsed.GetValue(_time),
    };

    /// <summary>Says before the work that a report could not be written after it.</summary>
    /// <exception cref="UserError">One could not.</exception>
    public void Check(Session session, ParseResult parsed) =>
        ReportFile.Check(session, new[] { _emit, _json, _junit, _html }.Select(o => (o.Name, parsed.GetValue(o))));

    /// <summary>The known divergences, where a file of them is named.</summary>
    public Ledger? Ledger(Session session, ParseResult parsed) =>
        parsed.GetValue(_ledger) is { } path ? Conformance.Findings.Ledger.Read(Inputs.ReadText(session, path, "a ledger (docs/formats.md)"), path) : null;

    /// <summary>What the user declares for the target.</summary>
    public Func<Declaration, Declaration> Declared(Session session, ParseResult parsed)
    {
        if (parsed.GetValue(_profile) is not { } path) return declaration => declaration;
        var text = Inputs.ReadText(session, path, "choices (docs/formats.md)");
        if (!text.StartsWith(ProfileHead, StringComparison.Ordinal)) throw new UserError($"{path}(1,1): expected '{ProfileHead}'");
        try
        {
            var profile = ProgramText.Parse(ProgramHead + text[ProfileHead.Length..], path).Declaration.Profile;
            return declaration => declaration with { Profile = profile };
        }
        catch (TextFormatError e)
        {
            throw new UserError(e.Message);
        }
    }

    /// <summary>Writes what is asked for.</summary>
    public void Save(Session session, ParseResult parsed, ConformanceResult result, LedgerComparison? comparison)
    {
        ReportFile.Save(session, _json.Name, parsed.GetValue(_json), s => ConformJson.Write(s, result, comparison));
        ReportFile.Save(session, _junit.Name, parsed.GetValue(_junit), s => JUnitReport.Write(s, ConformCases.Of(result, comparison)));
        ReportFile.Save(session, _html.Name, parsed.GetValue(_html), s => ConformHtml.Write(s, result, comparison));
        SavedPrograms.Write(session, result, parsed.GetValue(_save));
        if (parsed.GetValue(_emit) is { } path) EmittedPrograms.Write(session, result, path);
    }

    private static ulong Number(ArgumentResult result, ulong most)
    {
        var given = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (ulong.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{((OptionResult)result.Parent!).Option.Name} '{given}' is no number from 0 to {most}"));
        return 0;
    }

    private static TimeSpan? Duration(ArgumentResult result)
    {
        var given = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        foreach (var (unit, seconds) in new[] { ("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0) })
        {
            if (given.EndsWith(unit, StringComparison.Ordinal) && double.TryParse(given[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * seconds is > 0 and < 1e6) return TimeSpan.FromSeconds(number * seconds);
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} '{given}' is no duration such as 30s or 5m");
        return null;
    }
}
