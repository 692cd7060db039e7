using System.Collections.Immutable;
using System.Globalization;
using AioCli.Reports;
using AioCli.Shell;
using AioSim;
using AioSim.Replaying;
using AioSim.Scenarios;
using AioSim.Stepping;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioCli.Running;

/// <summary>Runs a scenario on the simulator, and judges it meanwhile.</summary>
internal sealed class ScenarioRunner(Session session, RunSettings settings, TraceFiles traces, FailureFiles failures)
{
    /// <summary>Runs it. What is wrong with the file is told in the result.</summary>
    /// <exception cref="OperationCanceledException">The session was interrupted.</exception>
    /// <exception cref="UserError">The trace cannot be written.</exception>
    public ScenarioOutcome Run(ScenarioFile file) => WithScenario(session, file, scenario => Run(file, scenario, settings.Seed ?? scenario.Seed ?? RunSettings.DefaultSeed));

    /// <summary>Reads the file and does something with it; where either cannot be, that is the outcome.</summary>
    public static ScenarioOutcome WithScenario(Session session, ScenarioFile file, Func<Scenario, ScenarioOutcome> run)
    {
        try
        {
            return run(ScenarioReader.Read(Inputs.ReadText(session, file.Path, ScenarioFiles.Expected), file.Path));
        }
        catch (ScenarioError e)
        {
            return Wrong(file, [.. e.Mistakes.Select(m => new Problem(Rules.Input, m.ToString(), new SourcePlace(m.File, m.Line, m.Column)))]);
        }
        catch (ProgramException e)
        {
            return Wrong(file, [new Problem(Rules.Input, e.Place is null ? $"{file.Path}: {e.Message}" : e.Text, e.Place)]);
        }
    }

    private static ScenarioOutcome Wrong(ScenarioFile file, ImmutableArray<Problem> problems) =>
        new() { Path = file.Path, Name = file.Path, Status = CaseStatus.Error, Problems = problems };

    private ScenarioOutcome Run(ScenarioFile file, Scenario scenario, ulong seed)
    {
        var judge = new JudgingSink();
        using var first = settings.Twice ? new TemporaryText() : null;
        RunResult result;
        using (var trace = traces.Open(session, file))
        {
            result = Simulate(file, scenario, seed, [judge, .. Writers(trace, first?.Writer)]);
        }

        var verdict = judge.Finish();
        var problems = Problems(result, settings);
        if (first is not null && Compare(file, scenario, seed, result, first) is { } difference) problems = [.. problems, difference];
        return Finish(new ScenarioOutcome
        {
            Path = file.Path,
            Name = scenario.Program.Name,
            Seed = seed,
            Status = StatusOf(problems, verdict),
            Result = result,
            Verdict = verdict,
            Problems = problems,
            Again = Again(file, scenario.Schedule is not null && settings.Seed is null ? null : seed, problems),
        }, file, scenario);
    }

    private static IEnumerable<IEventSink> Writers(params TextWriter?[] writers) => writers.OfType<TextWriter>().Select(w => new WritingSink(w));

    private RunResult Simulate(ScenarioFile file, Scenario scenario, ulong seed, IReadOnlyList<IEventSink> sinks)
    {
        try
        {
            var sink = new Sinks([new WatchingSink(session, file.Path), .. sinks]);
            return session.Simulate(scenario.Program, Options(scenario, seed) with { Sink = sink });
        }
        catch (AioSpec.Model.InvariantException e)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{file.Path} with seed {seed}: {e.Message}"), e);
        }
        finally
        {
            session.Ui.Progress("");
        }
    }

    /// <summary>The scenario's own schedule, where it has one and no seed is asked for.</summary>
    private SimulationOptions Options(Scenario scenario, ulong seed, bool limited = true)
    {
        var options = new SimulationOptions { Seed = seed, MaxSteps = settings.MaxSteps };
        var limit = limited && settings.Time is { } time ? new TimeLimit(session, time) : null;
        if (scenario.Schedule is not { } plan || settings.Seed is not null) return options with { Observer = limit };
        var policy = new PlanPolicy(plan);
        return options with { Policy = policy, SplitCalls = plan.SplitCalls, Observer = limit is null ? policy : new Observers(policy, limit) };
    }

    /// <summary>What is wrong with a run, beside what the judge found.</summary>
    public static ImmutableArray<Problem> Problems(RunResult result, RunSettings settings)
    {
        var problems = result.Failures.Select(f => new Problem(Rules.Expectation, f.Message, f.Place)).ToImmutableArray();
        if (result.StepLimitReached)
        {
            return problems.Add(new Problem(Rules.Bound, string.Create(CultureInfo.InvariantCulture, $"the run was cut after {settings.MaxSteps} steps (--max-steps)"), null));
        }

        if (!result.Stopped || settings.Time is not { } time) return problems;
        return problems.Add(new Problem(Rules.Bound, string.Create(CultureInfo.InvariantCulture, $"the run was cut after {time.TotalSeconds:0.###} s (--time), at step {result.Steps}"), null));
    }

    private Problem? Compare(ScenarioFile file, Scenario scenario, ulong seed, RunResult result, TemporaryText first)
    {
        using var comparison = new ComparingSink(first.Read());
        var again = Simulate(file, scenario, seed, [comparison]);
        comparison.Finish();
        if (comparison.Difference is { } difference) return new Problem(Rules.Determinism, $"two runs with the same seed differ: {difference}", null);
        return again.TraceHash == result.TraceHash ? null : new Problem(
            Rules.Determinism, $"two runs with the same seed made the same events by other decisions: trace hash {result.TraceHash}, then {again.TraceHash}", null);
    }

    /// <summary>How a case with these problems and this verdict ended.</summary>
    public static CaseStatus StatusOf(ImmutableArray<Problem> problems, Verdict verdict) => verdict.Answer switch
    {
        _ when problems.Length > 0 => CaseStatus.Fail,
        Answer.NotPermitted => CaseStatus.Fail,
        Answer.Inconclusive => CaseStatus.Inconclusive,
        _ => CaseStatus.Pass,
    };

    /// <summary>
    /// A run is a function of program and seed, so the events that matter, and the choices, are taken from another run, and no
    /// run has to be kept.
    /// </summary>
    private ScenarioOutcome Finish(ScenarioOutcome outcome, ScenarioFile file, Scenario scenario)
    {
        if (outcome.Status == CaseStatus.Pass) return outcome;
        using var selection = SelectingSink.Of(scenario.Program, outcome.Result!, outcome.Verdict!);
        if (outcome.Result!.Steps > FailureFiles.MostSteps || outcome.Problems.Any(p => p.Rule == Rules.Determinism))
        {
            Simulate(file, scenario, outcome.Seed, [selection]);
            return outcome with { Events = selection.Events };
        }

        var options = Options(scenario, outcome.Seed, limited: false) with { Sink = selection };
        if (outcome.Result.Stopped) options = options with { MaxSteps = outcome.Result.Steps };
        var recording = Replayer.Record(scenario.Program, options, file.Path, session.Simulate).Recording;
        if (outcome.Result.Stopped) recording = recording with { Ending = Ending.TimeLimit };
        var replay = failures.Save(file.Name, FailureFiles.OfSeed(outcome.Seed), recording);
        return outcome with { Events = selection.Events, Replay = replay is null ? "" : $"aiosim replay {ShellWord.Quote(replay)}" };
    }

    private string Again(ScenarioFile file, ulong? seed, ImmutableArray<Problem> problems)
    {
        var twice = problems.Any(p => p.Rule == Rules.Determinism) ? " --twice" : "";
        var bound = problems.Any(p => p.Rule == Rules.Bound) ? string.Create(CultureInfo.InvariantCulture, $" --max-steps {settings.MaxSteps}") : "";
        var under = seed is null ? "" : string.Create(CultureInfo.InvariantCulture, $" --seed {seed}");
        return $"aiosim run {ShellWord.Quote(file.Path)}{under}{twice}{bound}";
    }
}
