using System.Collections.Concurrent;
using System.Collections.Immutable;
using AioCli.Conformance.Findings;
using AioCli.Conformance.Suite;
using AioCli.Shell;
using AioCli.Targets;

namespace AioCli.Conformance.Campaign;

/// <summary>The fixed suite and generated programs against one target, and then a small program for everything that it breaks.</summary>
internal sealed class ConformanceCampaign(Laboratory laboratory, CampaignOptions options, TimeProvider clock, Action<string> progress, CancellationToken interrupted)
{
    private static readonly TimeSpan s_shrinking = TimeSpan.FromSeconds(6);

    /// <summary>The rate up to which a violation does not count, if it was tried so often; once is chance in any case.</summary>
    private const double LeastRate = 0.03;
    private const int LeastRuns = 10;

    /// <summary>What so many runs of a campaign have broken may count, however rarely one program shows it.</summary>
    private const int Often = 3;

    /// <summary>How often a program that shows something rarely is run with nothing beside it.</summary>
    private const int RareRuns = 20;

    /// <summary>How often a program that hung is run again, alone.</summary>
    private const int HangRuns = 20;

    private readonly Lock _progress = new();
    private readonly Evidence _evidence = new();
    private readonly List<Violation> _unresolved = [];
    private readonly Coverage _coverage = new();
    private readonly long _start = clock.GetTimestamp();

    /// <summary>Performs it. Where it is interrupted, the result is of what was done until then.</summary>
    public ConformanceResult Run()
    {
        var (cut, lost) = (false, (UserError?)null);
        ImmutableArray<Violation> violations = [];
        try
        {
            Perform("suite", SuiteExperiments());
            Perform("generated", Generated());
            violations = Minimized();
        }
        catch (OperationCanceledException)
        {
            cut = true;
            violations = Unminimized();
        }
        catch (Exception e) when (Lost(e) is { } error)
        {
            lost = error;
            violations = Unminimized();
        }

        Tell("");
        var capabilities = laboratory.Target.Capabilities;
        return new ConformanceResult
        {
            Target = laboratory.Target.Name,
            Implementation = capabilities.Implementation,
            Seed = options.Seed,
            Programs = laboratory.Programs,
            Calls = laboratory.Calls,
            Requirements = _evidence.Results(capabilities.Declaration),
            Violations = violations,
            Unresolved = [.. _unresolved.OrderBy(v => v.Requirement, StringComparer.Ordinal)],
            Choices = _evidence.Choices.All,
            Lacks = [.. Features.All.Where(f => capabilities.WhyNot(f) is not null).Select(f => (Features.Word(f), capabilities.WhyNot(f)!))],
            Troubles = [.. _evidence.Troubles],
            Coverage = _coverage.Summary(capabilities),
            Interrupted = cut,
            Lost = lost,
            Seconds = Math.Round(clock.GetElapsedTime(_start).TotalSeconds, 3),
        };
    }

    /// <summary>Every program as it is, and then every program with its delays moved, so that a short campaign has seen all of it.</summary>
    private IEnumerable<Experiment> SuiteExperiments()
    {
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var program in FixedSuite.All)
            {
                var turns = Sweep.Turns(program.Program);
                if (turns == 1 && round > 1) continue;
                // A seed begins elsewhere, and all go through the whole range.
                var turn = round == 0 ? 0 : 1 + (int)((ulong)(round - 1) * Step(turns) + options.Seed) % Math.Max(1, turns - 1);
                yield return new Experiment(program.Name, turns == 1 ? program.Program : Sweep.Of(program.Program, turn), options.Seed + (ulong)round)
                {
                    Claims = [.. program.Claims],
                };
            }
        }
    }

    private ulong Step(int turns) => (ulong)Math.Max(1, (turns - 1) / Math.Max(1, options.Rounds - 1));

    private IEnumerable<Experiment> Generated() => GeneratedPrograms.For(laboratory.Target.Capabilities, options.Seed).Take(options.Programs)
        .Select((made, i) => new Experiment(made.Program.Name, made.Program, options.Seed + (ulong)i) { IsGenerated = true, Design = made.Classes });

    private void Perform(string phase, IEnumerable<Experiment> experiments)
    {
        var done = 0;
        // One at a time: a worker that takes several begins them long after the time is over.
        var limited = Partitioner.Create(experiments.TakeWhile(_ => !IsLate), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(limited, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = interrupted }, experiment =>
        {
            var trial = laboratory.Try(experiment, interrupted);
            if (experiment.IsGenerated && trial.Verdict is not null) _coverage.Add(experiment.Program, experiment.Design);
            _evidence.Add(trial);
            var count = Interlocked.Increment(ref done);
            Tell($"{phase}: {count} programs, {_evidence.Broken.Count} requirements broken");
        });
    }

    private void Tell(string text)
    {
        lock (_progress) progress(text);
    }

    private bool IsLate => options.Time is { } time && clock.GetElapsedTime(_start) > time;

    private ImmutableArray<Violation> Minimized()
    {
        var broken = Confirmed();
        var found = new Violation?[broken.Count];
        var done = 0;
        Tell($"smaller programs: {done} of {broken.Count}");
        // Each has its time, and waits most of it.
        Parallel.For(0, broken.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 * options.Workers, CancellationToken = interrupted }, i =>
        {
            found[i] = new Minimizer(laboratory, clock, interrupted).Minimize(broken[i].Requirement, broken[i].Trials, s_shrinking);
            Tell($"smaller programs: {Interlocked.Increment(ref done)} of {broken.Count}");
        });
        return [.. found.Zip(broken).Where(f => f.First is not null && Recurs(f.First, f.Second.Trials)).Select(f => f.First!)];
    }

    /// <summary>
    /// What its program hardly ever shows again is not held against the target: nobody could follow it up, and the next seed would not
    /// show it. It is unresolved, with the rate. What many runs have shown counts if it shows with nothing beside it, too: what only
    /// the programs that run at the same time do to each other is nothing that the target has broken.
    /// </summary>
    private bool Recurs(Violation violation, ImmutableArray<Trial> trials)
    {
        if (violation.Trial.IsHang || !IsRare(violation.Failed, violation.Of)) return true;
        if (_evidence.Times(violation.Requirement) >= Often && ShowsAlone(violation.Requirement, trials)) return true;
        Withdraw(violation, $"{violation.Source} showed it in {violation.Failed} of {violation.Of} runs");
        return false;
    }

    private static bool IsRare(int failed, int of) => (failed == 1 && of > 1) || (of >= LeastRuns && failed <= LeastRate * of);

    private bool ShowsAlone(string requirement, ImmutableArray<Trial> trials) => trials.Take(2).Any(trial => Enumerable.Range(1, RareRuns).Any(run =>
        laboratory.Try(trial.Experiment with { Seed = trial.Experiment.Seed + (ulong)run }, interrupted).Broken.Contains(requirement, StringComparer.Ordinal)));

    /// <summary>A requirement that only hangs break is broken only if one of them recurs, alone on the machine.</summary>
    private List<(string Requirement, ImmutableArray<Trial> Trials)> Confirmed()
    {
        var broken = new List<(string, ImmutableArray<Trial>)>();
        foreach (var (requirement, trials) in _evidence.Broken)
        {
            var hangs = trials.Where(t => t.IsHang).ToList();
            if (hangs.Count < trials.Length) broken.Add((requirement, [.. trials.Where(t => !t.IsHang)]));
            else if (Recurring(requirement, hangs) is { } recurring) broken.Add((requirement, [recurring]));
            else Withdraw(Once(requirement, hangs[0]), $"{hangs[0].Experiment.Name} hung, and did not when it ran alone with ten times the limit");
        }

        return broken;
    }

    private void Withdraw(Violation violation, string reason)
    {
        _evidence.Withdraw(violation.Requirement, reason);
        _unresolved.Add(violation);
    }

    private static Violation Once(string requirement, Trial trial) =>
        new(requirement, trial, trial.Verdict!.Violations.First(v => v.Requirement == requirement), 1, 1);

    private Trial? Recurring(string requirement, List<Trial> hangs)
    {
        foreach (var hang in hangs.Take(3))
        {
            Tell($"{requirement}: {hang.Experiment.Name} hung; again, alone");
            // What hangs by a race needs its moment; a run that does not hang is short.
            for (var turn = 0; turn < HangRuns; turn++)
            {
                if (laboratory.Confirm(hang.Experiment, interrupted) is { IsHang: true } again && again.Broken.Contains(requirement, StringComparer.Ordinal)) return again;
            }
        }

        return null;
    }

    /// <summary>The target is not there any more, whichever worker saw it.</summary>
    private static UserError? Lost(Exception e) => e as UserError ?? (e as AggregateException)?.InnerExceptions.OfType<UserError>().FirstOrDefault();

    /// <summary>As they were seen, where there is no time any more to make them smaller.</summary>
    private ImmutableArray<Violation> Unminimized() => [.. _evidence.Broken.Where(b => !b.Trials[0].IsHang).Select(b => Unminimized(b.Requirement, b.Trials[0]))];

    private static Violation Unminimized(string requirement, Trial trial) =>
        new(requirement, trial, trial.Verdict!.Violations.First(v => v.Requirement == requirement), 1, 1);
}
