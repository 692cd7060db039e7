using System.Collections.Immutable;
using AioCli.Judging;
using AioSpec.Judging;

namespace AioCli.Recording;

/// <summary>A recording and what is said of it.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Verdict">The verdict on what can be judged of it.</param>
/// <param name="Proofs">The events that the verdict points at.</param>
internal sealed record JudgedRecording(RecordedHistory Recording, Verdict Verdict, ImmutableSortedDictionary<long, Proof> Proofs)
{
    /// <summary>Judges a recording.</summary>
    public static JudgedRecording Of(RecordedHistory recording)
    {
        var judge = new Judge(recording.Header);
        foreach (var e in recording.Judgeable()) judge.Add(e);
        var verdict = judge.Finish();
        var wanted = verdict.Findings.SelectMany(f => f.Evidence).Concat(verdict.Doubts.Select(d => d.Event)).ToImmutableSortedSet();
        return new JudgedRecording(recording, verdict, wanted.Count == 0 ? ImmutableSortedDictionary<long, Proof>.Empty : ProofsOf(recording, wanted));
    }

    private static ImmutableSortedDictionary<long, Proof> ProofsOf(RecordedHistory recording, ImmutableSortedSet<long> wanted)
    {
        var proofs = ImmutableSortedDictionary.CreateBuilder<long, Proof>();
        using var lines = new EventLines(recording.Header);
        var number = 0L;
        foreach (var e in recording.Judgeable())
        {
            var line = lines.Next(e);
            if (wanted.Contains(number)) proofs[number] = new Proof(number, 0, line);
            if (++number > wanted[^1]) break;
        }

        return proofs.ToImmutable();
    }
}
