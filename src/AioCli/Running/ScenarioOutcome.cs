using System.Collections.Immutable;
using AioCli.Judging;
using AioCli.Reports;
using AioCli.Targets;
using AioSim;
using AioSpec.Judging;

namespace AioCli.Running;

/// <summary>A scenario and what came of it.</summary>
internal sealed record ScenarioOutcome
{
    /// <summary>The file, as the user named it.</summary>
    public required string Path { get; init; }

    /// <summary>The name of the scenario; the path where the file could not be read.</summary>
    public required string Name { get; init; }

    /// <summary>The seed it ran with.</summary>
    public ulong Seed { get; init; }

    /// <summary>How it ended.</summary>
    public required CaseStatus Status { get; init; }

    /// <summary>The run; null where there was none.</summary>
    public RunResult? Result { get; init; }

    /// <summary>What a target other than the simulator did; null where the simulator ran it.</summary>
    public Performance? Performance { get; init; }

    /// <summary>What the judge says; null where there was no run.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What is wrong, beside what the judge found: mistakes in the file, failed expectations, bounds, differences.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The events that matter; none where all is as required.</summary>
    public ImmutableArray<SelectedEvent> Events { get; init; } = [];

    /// <summary>The command that does it again.</summary>
    public string Again { get; init; } = "";

    /// <summary>The command that replays it; empty where no replay file was written.</summary>
    public string Replay { get; init; } = "";

    /// <summary>The events that prove a finding.</summary>
    public IEnumerable<Proof> ProofsOf(Finding finding) => finding.Evidence.Select(ProofOf).OfType<Proof>();

    /// <summary>An event, where it was kept.</summary>
    public Proof? ProofOf(long number) => Events.FirstOrDefault(e => e.Number == number) is { } found ? new Proof(number, 0, found.Line) : null;

    /// <summary>For the reports of other tools.</summary>
    public Case ToCase() => new(Path, Name, Status, [.. Problems, .. OfJudge()])
    {
        Trace = [.. Events.Select(e => e.Line)],
        Again = Status == CaseStatus.Error ? null : Replay.Length > 0 ? Replay : Again,
    };

    private IEnumerable<Problem> OfJudge()
    {
        if (Verdict is null) yield break;
        foreach (var finding in Verdict.Violations) yield return Problem.Of(finding, null);
        if (Status != CaseStatus.Inconclusive) yield break;
        foreach (var doubt in Verdict.Doubts) yield return new Problem(Rules.Inconclusive, doubt.Reason, null);
    }
}
