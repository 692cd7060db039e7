using System.Collections.Immutable;
using System.Globalization;
using AioCli.Reports;
using AioCli.Shell;
using AioCli.Targets;
using AioSim;
using AioSim.Scenarios;
using AioSpec.Histories;
using AioSpec.Judging;

namespace AioCli.Running;

/// <summary>Runs a scenario on a target that is not the simulator, and judges what was seen.</summary>
internal sealed class TargetRunner(Session session, RunSettings settings, TraceFiles traces, ITarget target)
{
    private const int MostFindings = 20;

    /// <summary>Runs it. What is wrong with the file is told in the result.</summary>
    /// <exception cref="OperationCanceledException">The session was interrupted.</exception>
    /// <exception cref="UserError">The trace cannot be written.</exception>
    public ScenarioOutcome Run(ScenarioFile file) => ScenarioRunner.WithScenario(session, file, scenario => Run(file, scenario));

    private ScenarioOutcome Run(ScenarioFile file, Scenario scenario)
    {
        var seed = settings.Seed ?? scenario.Seed ?? RunSettings.DefaultSeed;
        var performance = target.Perform(scenario.Program, new PerformOptions { Seed = seed }, session.Interrupted);
        Save(file, performance.History);
        var verdict = Judge.Of(performance.History);
        var problems = Problems(performance);
        return Finish(scenario, new ScenarioOutcome
        {
            Path = file.Path,
            Name = scenario.Program.Name,
            Seed = seed,
            Status = StatusOf(performance, problems, verdict),
            Performance = performance,
            Verdict = verdict,
            Problems = problems,
            Again = string.Create(CultureInfo.InvariantCulture, $"aiosim run {ShellWord.Quote(file.Path)} --target {ShellWord.Quote(settings.Target!)}{Preload} --seed {seed}"),
        });
    }

    private string Preload => settings.Preload is { } library ? $" --preload {ShellWord.Quote(library)}" : "";

    private void Save(ScenarioFile file, History history)
    {
        using var trace = traces.Open(session, file);
        if (trace is null) return;
        var sink = new WritingSink(trace);
        Replay(history, sink);
    }

    private static void Replay(History history, IEventSink sink)
    {
        sink.Begin(history.Header);
        foreach (var e in history.Events) sink.Add(e);
    }

    private static ImmutableArray<Problem> Problems(Performance performance)
    {
        if (performance.Ending.Kind == EndingKind.Refused) return [.. performance.Ending.Unmet.Select(n => new Problem(Rules.NotApplicable, n.ToString(), null))];
        var failed = performance.Failures.Select(f => new Problem(Rules.Expectation, f.Message, f.Place));
        return performance.Ending.Kind == EndingKind.Quiet ? [.. failed]
            : [.. failed, new Problem(Rules.Target, $"{performance.Ending.Word}: {performance.Ending.Text}", null)];
    }

    private static CaseStatus StatusOf(Performance performance, ImmutableArray<Problem> problems, Verdict verdict) => performance.Ending.Kind switch
    {
        EndingKind.Refused => CaseStatus.NotApplicable,
        _ when verdict.Answer == Answer.NotPermitted => CaseStatus.Fail,
        EndingKind.Unresolved => CaseStatus.Inconclusive,
        _ when problems.Length > 0 => CaseStatus.Fail,
        _ => verdict.Answer == Answer.Inconclusive ? CaseStatus.Inconclusive : CaseStatus.Pass,
    };

    private static ScenarioOutcome Finish(Scenario scenario, ScenarioOutcome outcome)
    {
        if (outcome.Status is CaseStatus.Pass or CaseStatus.NotApplicable) return outcome;
        var verdict = outcome.Verdict!;
        var evidence = verdict.Violations.Take(MostFindings).SelectMany(f => f.Evidence).Concat(verdict.Doubts.Select(d => d.Event)).ToImmutableSortedSet();
        using var selection = new SelectingSink(evidence, new FailedCalls(scenario.Program, outcome.Performance!.Failures));
        Replay(outcome.Performance.History, selection);
        return outcome with { Events = selection.Events };
    }
}
