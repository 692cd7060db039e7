using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AioCli.Exploring;
using AioCli.Shell;
using AioSim.Exploration;

namespace AioCli.Commands;

/// <summary>The arguments and options that say what <c>explore</c> does.</summary>
internal sealed class ExploreOptions
{
    private static readonly string[] s_strategies = ["exhaustive", "dpor", "random", "pct", "urw", "portfolio"];

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Scenario files, or folders with such files (*.yaml, in folders below, too).",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _strategy = new("--strategy")
    {
        Description = "How schedules are walked: exhaustive, dpor, random, pct, urw or portfolio.",
        HelpName = "S",
        DefaultValueFactory = _ => "portfolio",
    };

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "The seed of the device and of drawn schedules; without it that of the scenario, or 0.",
        HelpName = "N",
        CustomParser = result => Numbers.Parse(result, ulong.MinValue, ulong.MaxValue),
    };

    private readonly Option<long?> _max = Number("--max", "The most states stored, and the most schedules drawn; 1000000 and 10000.");

    private readonly Option<long?> _maxSteps = Number("--max-steps", "After so many steps a schedule is cut; 10000.", int.MaxValue);

    private readonly Option<long?> _depth = Number("--depth", "pct: the greatest depth of bugs that are looked for; 3.", 64);

    private readonly Option<TimeSpan?> _time = DurationOption.Of("--time", "End after so long, with what was found.");

    private readonly Option<WorkShare?> _shard = new("--shard")
    {
        Description = "Do part K of N; 'aiosim merge' joins the results.",
        HelpName = "K/N",
        CustomParser = Shard,
    };

    private readonly Option<long?> _workers = Number("--workers", "So many threads; all processors. It does not change the result.", 1024);

    private readonly Option<bool> _exact = new("--exact") { Description = "Store whole states, not fingerprints." };

    private readonly Option<bool> _everything = new("--no-reduction") { Description = "Walk every schedule, also where it leads to a state that is known." };

    private readonly Option<bool> _overlap = new("--overlapping-calls") { Description = "A call, its effect and its return are three steps." };

    private readonly Option<bool> _coverage = new("--coverage") { Description = "Print what of the model was never reached." };

    private readonly Option<bool> _complete = new("--require-complete") { Description = "Exit 4 where something was left out." };

    private readonly Option<bool> _write = new("--write-outcomes") { Description = "Write the outcomes into the scenarios: outcomes, exactly." };

    private readonly Option<string> _failures = CommonOptions.Failures();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _strategy.CompletionSources.Add(s_strategies);
        _strategy.Validators.Add(CheckStrategy);
        command.Add(_paths);
        foreach (var option in new Option[] { _strategy, _seed, _max, _maxSteps, _depth, _time, _shard, _workers, _exact, _everything, _overlap, _coverage, _complete, _write, _failures })
        {
            command.Add(option);
        }
    }

    /// <summary>The paths as the user gave them.</summary>
    public IReadOnlyList<string> Paths(ParseResult parsed) => parsed.GetRequiredValue(_paths);

    /// <summary>Where replay files go.</summary>
    public string Failures(ParseResult parsed) => parsed.GetRequiredValue(_failures);

    /// <summary>What is asked.</summary>
    public ExploreSettings Settings(ParseResult parsed, bool quiet)
    {
        var options = new ExplorationOptions
        {
            Strategy = (ExplorationStrategy)Array.IndexOf(s_strategies, parsed.GetValue(_strategy)),
            Exact = parsed.GetValue(_exact),
            Reduce = !parsed.GetValue(_everything),
            SplitCalls = parsed.GetValue(_overlap),
        };
        if (parsed.GetValue(_max) is { } max) options = options with { MaxStates = max, MaxSchedules = max };
        if (parsed.GetValue(_maxSteps) is { } steps) options = options with { MaxSteps = (int)steps };
        if (parsed.GetValue(_depth) is { } depth) options = options with { Depth = (int)depth };
        var workers = (int)(parsed.GetValue(_workers) ?? Environment.ProcessorCount);
        return new ExploreSettings(options, parsed.GetValue(_shard) ?? WorkShare.All, workers)
        {
            Seed = parsed.GetValue(_seed),
            Time = parsed.GetValue(_time),
            Coverage = parsed.GetValue(_coverage),
            RequireComplete = parsed.GetValue(_complete),
            WriteOutcomes = parsed.GetValue(_write),
            Quiet = quiet,
        };
    }

    /// <summary>The word of a strategy.</summary>
    public static string Word(ExplorationStrategy strategy) => s_strategies[(int)strategy];

    /// <summary>The strategy of a word; null where it is none.</summary>
    public static ExplorationStrategy? Strategy(string? word) => Array.IndexOf(s_strategies, word) is >= 0 and var index ? (ExplorationStrategy)index : null;

    private static Option<long?> Number(string name, string description, long most = long.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => (long)Numbers.Parse(result, 1, (ulong)most),
    };

    private static void CheckStrategy(OptionResult result)
    {
        foreach (var given in result.Tokens.Select(t => t.Value).Where(v => !s_strategies.Contains(v)))
        {
            var advice = AioSpec.Text.Nearest.Word(given, s_strategies) is { } nearest ? $"; did you mean '{nearest}'?" : "";
            result.AddError($"unknown strategy '{given}', expected one of {string.Join(", ", s_strategies)}{advice}");
        }
    }

    private static WorkShare? Shard(ArgumentResult result)
    {
        var given = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var parts = given.Split('/');
        if (parts.Length == 2 && Part(parts[0]) is { } number && Part(parts[1]) is { } of && number <= of) return new WorkShare(number, of);
        result.AddError($"--shard '{given}' is no part; expected K/N with K from 1 to N, such as 1/4");
        return null;
    }

    private static int? Part(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 100_000 ? number : null;
}
