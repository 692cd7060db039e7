using System.Collections.Immutable;
using System.Globalization;
using AioCli.Reports;
using AioCli.Shell;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioCli.Judging;

/// <summary>A history file and what is said of it.</summary>
internal sealed record JudgedHistory
{
    /// <summary>The file, as the user named it.</summary>
    public required string Path { get; init; }

    /// <summary>Who performed the program; null where the file is no history.</summary>
    public string? Target { get; init; }

    /// <summary>The verdict; null where the file is no history.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What is wrong with the file, with its place; null where nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>The place of <see cref="Error"/>, where it is known.</summary>
    public SourcePlace? ErrorPlace { get; init; }

    /// <summary>The events that the verdict points at.</summary>
    public ImmutableSortedDictionary<long, Proof> Proofs { get; init; } = ImmutableSortedDictionary<long, Proof>.Empty;

    /// <summary>How it ended.</summary>
    public CaseStatus Status => Verdict?.Answer switch
    {
        Answer.Permitted => CaseStatus.Pass,
        Answer.NotPermitted => CaseStatus.Fail,
        Answer.Inconclusive => CaseStatus.Inconclusive,
        _ => CaseStatus.Error,
    };

    /// <summary>The events that prove a finding.</summary>
    public IEnumerable<Proof> ProofsOf(Finding finding) => finding.Evidence.Where(Proofs.ContainsKey).Select(e => Proofs[e]);

    /// <summary>An event with its place, as editors and people find it.</summary>
    public string Where(Proof proof) => string.Create(CultureInfo.InvariantCulture, $"{Path}({proof.Line}): {proof.Text}");

    /// <summary>For the reports of other tools.</summary>
    public Case ToCase() => new(Path, Target ?? Path, Status, [.. Problems()]) { Again = $"aiosim judge {ShellWord.Quote(Path)}" };

    private IEnumerable<Problem> Problems()
    {
        if (Error is not null) yield return new Problem(Rules.Input, Error, ErrorPlace);
        if (Verdict is null) yield break;
        foreach (var finding in Verdict.Violations) yield return Problem.Of(finding, PlaceOf(finding));
        if (Status != CaseStatus.Inconclusive) yield break;
        foreach (var doubt in Verdict.Doubts) yield return new Problem(Rules.Inconclusive, doubt.Reason, PlaceAt(doubt.Event));
    }

    /// <summary>The last event is the one that cannot be, after the others.</summary>
    private SourcePlace? PlaceOf(Finding finding) => finding.Evidence.Length > 0 ? PlaceAt(finding.Evidence[^1]) : null;

    private SourcePlace? PlaceAt(long number) => Proofs.GetValueOrDefault(number) is { Line: > 0 } proof ? new SourcePlace(Path, proof.Line, 1) : null;
}
