using System.Collections.Immutable;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioSim.Replaying;

/// <summary>One thing that is wrong with a run.</summary>
/// <param name="Rule">The id of the requirement that is broken, or <see cref="Expectation"/>.</param>
/// <param name="Subject">For an expectation what it is of: with the rule it tells whether two failures are the same one.</param>
/// <param name="Message">What was seen, and what is permitted or expected.</param>
public sealed record Failure(string Rule, string Subject, string Message)
{
    /// <summary>The rule of a failed expectation.</summary>
    public const string Expectation = "expectation";

    /// <summary>The statement whose expectation failed, where it has a place.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>Whether it is the same thing that is wrong, whatever was seen.</summary>
    public bool IsSame(Failure other) => Rule == other.Rule && Subject == other.Subject;

    /// <summary>Whether it is an expectation of what is there at the end: a program that does nothing fails it, too.</summary>
    internal bool IsOfWholeRun => Rule == Expectation
        && (Subject.StartsWith("file ", StringComparison.Ordinal) || Subject.StartsWith("the notification ", StringComparison.Ordinal) || Subject == "order");

    /// <summary>All that is wrong with a run: what the judge has found, then the expectations that failed.</summary>
    public static ImmutableArray<Failure> Of(RunResult result, Verdict verdict) =>
    [
        .. verdict.Violations.Select(f => new Failure(f.Requirement, "", $"{f.Saw}; permitted: {f.Permitted}")),
        .. result.Failures.Select(f => new Failure(Expectation, f.Subject, f.Message) { Place = f.Place }),
    ];
}
