using System.Collections.Immutable;
using AioCli.Conformance.Findings;
using AioSpec.FsCheck.Shrinking;
using AioSpec.Programs;

namespace AioCli.Conformance.Campaign;

/// <summary>
/// Makes the program of a violation smaller, with its delays, on the target itself. A race shows only now and then, so each
/// smaller program is tried as often as the rate of the one before it asks for.
/// </summary>
internal sealed class Minimizer(Laboratory laboratory, TimeProvider clock, CancellationToken cancel)
{
    private const int FirstRuns = 30;
    private const int LastRuns = 100;
    private const int MostTries = 80;

    /// <summary>Of the tries in which four are to be expected.</summary>
    private const int Often = 2;

    /// <summary>The chance that a smaller program that does show the defect is passed over: 1 in e to this.</summary>
    private const double Confidence = 4.0;

    /// <summary>The violation with the smallest program that was found in the time.</summary>
    public Violation Minimize(string requirement, ImmutableArray<Trial> trials, TimeSpan time)
    {
        var end = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        var best = Best(requirement, trials, end);
        var rate = Math.Max(best.Rate, 0.01);
        var chain = best.Rate > 0 ? Shrink(requirement, best.Trial, rate, end) : [best.Trial];
        end = Math.Max(end, Later(0.3 * time.TotalSeconds));
        var (last, failed, of) = Measure(requirement, chain[^1].Experiment, LastRuns, end);
        var steady = last is not null && IsAsOften(failed, of, rate) ? chain.Count - 1 : Steady(requirement, chain, rate, end);
        if (steady < chain.Count - 1) (last, failed, of) = Measure(requirement, chain[steady].Experiment, LastRuns, end);
        var shown = last ?? chain[steady];
        return new Violation(requirement, shown, shown.Verdict!.Violations.First(v => v.Requirement == requirement), last is null ? 1 : failed, last is null ? of + 1 : of);
    }

    private (Trial Trial, double Rate) Best(string requirement, ImmutableArray<Trial> trials, long end)
    {
        var best = (trials[0], 0.0);
        foreach (var trial in trials)
        {
            var (shown, failed, of) = Measure(requirement, trial.Experiment, trial.IsHang ? 2 : FirstRuns, end);
            if (shown is not null && (double)failed / of > best.Item2) best = (shown, (double)failed / of);
            if (best.Item2 > 0.5 || IsOver(end)) break;
        }

        return best;
    }

    /// <summary>
    /// Each of many small steps may cost a little of the rate, or pass by chance: the smallest program that shows the defect about
    /// as often as the first one did. A rare race is worth less to people than a few lines more.
    /// </summary>
    private int Steady(string requirement, List<Trial> chain, double rate, long end)
    {
        var (steady, rare) = (0, chain.Count - 1);
        while (rare - steady > 1 && !IsOver(end))
        {
            var middle = (steady + rare) / 2;
            var (_, failed, of) = Measure(requirement, chain[middle].Experiment, chain[middle].IsHang ? 2 : FirstRuns, end);
            if (IsAsOften(failed, of, rate)) steady = middle;
            else rare = middle;
        }

        return steady;
    }

    private static bool IsAsOften(int failed, int of, double rate) => failed >= 0.5 * rate * of;

    /// <summary>The program, and each smaller one that took the place of the one before.</summary>
    private List<Trial> Shrink(string requirement, Trial trial, double rate, long end)
    {
        var chain = new List<Trial> { trial };
        var tries = Math.Clamp((int)Math.Ceiling(Confidence / rate), 2, MostTries);
        var plain = Plain(trial.Experiment.Program);
        if (Shows(requirement, trial.Experiment with { Program = plain }, tries, end) is { } without) chain.Add(trial = without);
        while (!IsOver(end))
        {
            Trial? smaller = null;
            foreach (var candidate in ProgramShrinker.Shrink(trial.Experiment.Program))
            {
                if (IsOver(end)) break;
                smaller = Shows(requirement, trial.Experiment with { Program = candidate }, trial.IsHang ? 1 : tries, end);
                if (smaller is not null) break;
            }

            if (smaller is null) break;
            chain.Add(trial = smaller);
        }

        return chain;
    }

    /// <summary>Without what only says how it was meant: expectations and places.</summary>
    private static Program Plain(Program program) => program with
    {
        Expect = Expectations.None,
        Threads = [.. program.Threads.Select(t => t with { Body = Plain(t.Body) })],
        Functions = [.. program.Functions.Select(f => f with { Body = Plain(f.Body) })],
    };

    private static ImmutableArray<Statement> Plain(ImmutableArray<Statement> body) => [.. body.Select(statement => statement switch
    {
        Perform s => s with { Expected = null, Place = null },
        Repeat s => s with { Body = Plain(s.Body), Place = null },
        When s => s with { Then = Plain(s.Then), Otherwise = s.Otherwise.IsDefault ? s.Otherwise : Plain(s.Otherwise), Place = null },
        _ => statement with { Place = null },
    })];

    /// <summary>Whether it shows about as often as before: once may be chance, and a rare race is no smaller program.</summary>
    private Trial? Shows(string requirement, Experiment experiment, int tries, long end)
    {
        var shown = 0;
        for (var i = 0; i < tries && !IsOver(end); i++)
        {
            var trial = laboratory.Try(experiment with { Seed = experiment.Seed + (ulong)i }, cancel);
            if (trial.Broken.Contains(requirement, StringComparer.Ordinal) && (++shown >= Often || trial.IsHang)) return trial;
            // A program that hangs for another reason would take all the time there is.
            if (trial.Verdict is null || (trial.IsHang && shown == 0)) return null;
        }

        return null;
    }

    private (Trial? Shown, int Failed, int Of) Measure(string requirement, Experiment experiment, int runs, long end)
    {
        var (shown, failed, of) = ((Trial?)null, 0, 0);
        for (; of < runs && !(of > 0 && IsOver(end)); of++)
        {
            var trial = laboratory.Try(experiment with { Seed = experiment.Seed + (ulong)of }, cancel);
            if (!trial.Broken.Contains(requirement, StringComparer.Ordinal)) continue;
            failed++;
            shown ??= trial;
        }

        return (shown, failed, of);
    }

    private long Later(double seconds) => clock.GetTimestamp() + (long)(seconds * clock.TimestampFrequency);

    private bool IsOver(long end) => cancel.IsCancellationRequested || clock.GetTimestamp() >= end;
}
