using System.CommandLine;
using AioCli.Running;
using AioCli.Shell;
using AioCli.Targets;

namespace AioCli.Commands;

/// <summary>The arguments and options that say what <c>run</c> does.</summary>
internal sealed class RunOptions
{
    private const string Simulator = "sim";
    private const long DefaultMaxSteps = 100_000_000;

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Scenario files, or folders with such files (*.yaml, in folders below, too).",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _target = new("--target")
    {
        Description = $"Who performs the scenarios: {TargetNames.Syntax}.",
        HelpName = "T",
        DefaultValueFactory = _ => Simulator,
    };

    private readonly Option<string?> _preload = new("--preload") { Description = "Preload this library; with --target glibc.", HelpName = "LIB" };

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "The seed of schedule and device; without it that of the scenario, or 0.",
        HelpName = "N",
        CustomParser = result => Numbers.Parse(result, ulong.MinValue, ulong.MaxValue),
    };

    private readonly Option<bool> _twice = new("--twice") { Description = "Run each twice and compare trace hash and events." };

    private readonly Option<long> _maxSteps = new("--max-steps")
    {
        Description = "After so many steps a run is cut and has failed.",
        HelpName = "N",
        DefaultValueFactory = _ => DefaultMaxSteps,
        CustomParser = result => (long)Numbers.Parse(result, 1, long.MaxValue),
    };

    private readonly Option<TimeSpan?> _time = DurationOption.Of("--time", "After so long a run is cut and has failed.");

    private readonly Option<string> _failures = CommonOptions.Failures();

    private readonly Option<string?> _trace = CommonOptions.ToFile(
        "--trace", "Write the history in its text form: to a file, or for several scenarios into a folder (FILE ends in /).");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_paths);
        foreach (var option in new Option[] { _target, _preload, _seed, _twice, _maxSteps, _time, _failures, _trace }) command.Add(option);
    }

    /// <summary>The paths as the user gave them.</summary>
    public IReadOnlyList<string> Paths(ParseResult parsed) => parsed.GetRequiredValue(_paths);

    /// <summary>Where the trace goes, or null.</summary>
    public string? Trace(ParseResult parsed) => parsed.GetValue(_trace);

    /// <summary>Where the replay files of failures go.</summary>
    public string Failures(ParseResult parsed) => parsed.GetRequiredValue(_failures);

    /// <summary>How to run.</summary>
    public RunSettings Settings(ParseResult parsed) => new(parsed.GetValue(_seed), parsed.GetValue(_twice), parsed.GetValue(_maxSteps), parsed.GetValue(_time))
    {
        Target = parsed.GetValue(_target) is var target && target == Simulator ? null : target,
        Preload = parsed.GetValue(_preload),
    };

    /// <summary>Throws where the options do not go together.</summary>
    /// <exception cref="UserError">They do not.</exception>
    public void Check(ParseResult parsed)
    {
        var target = parsed.GetValue(_target);
        if (target != Simulator && parsed.GetValue(_twice)) throw new UserError($"aiosim: --twice goes with --target {Simulator}: no other target does the same twice");
        if (target == Simulator && parsed.GetValue(_preload) is not null) throw new UserError("aiosim: --preload goes with --target glibc");
    }
}
