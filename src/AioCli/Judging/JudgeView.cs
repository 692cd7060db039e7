using System.Globalization;
using AioCli.Drawing;
using AioCli.Reports;

namespace AioCli.Judging;

/// <summary>What <c>judge</c> prints.</summary>
internal static class JudgeView
{
    /// <summary>A history: its answer, and why.</summary>
    public static void Print(Ui ui, JudgedHistory history, bool quiet)
    {
        switch (history.Status)
        {
            case CaseStatus.Error:
                foreach (var line in history.Error!.Split('\n')) ui.Note(line);
                return;
            case CaseStatus.Pass when quiet:
                return;
        }

        var verdict = history.Verdict!;
        ui.Line(Answer(history.Status), "  ", new Part(history.Path, Tone.Strong), "  ", new Part(Count.Of(verdict.Events, "event"), Tone.Faint));
        FindingView.Print(ui, verdict, finding => history.ProofsOf(finding).Select(history.Where));
        var doubts = new Facts();
        foreach (var doubt in verdict.Doubts) doubts.Add(new Part("not judged", Tone.Doubtful), Doubt(history, doubt));
        if (verdict.Doubts.Length > 0) ui.Draw(doubts.Drawing);
    }

    /// <summary>All of them in a line.</summary>
    public static void Summary(Ui ui, IReadOnlyCollection<JudgedHistory> histories)
    {
        ui.Line("");
        ui.Line($"{Count.Of(histories.Count, "history", "histories")}: ", string.Join(", ", Counts(histories)));
    }

    private static IEnumerable<string> Counts(IReadOnlyCollection<JudgedHistory> histories)
    {
        foreach (var (status, word) in s_words)
        {
            var number = histories.Count(h => h.Status == status);
            if (number > 0 || status is CaseStatus.Pass or CaseStatus.Fail) yield return string.Create(CultureInfo.InvariantCulture, $"{number} {word}");
        }
    }

    private static readonly (CaseStatus Status, string Word)[] s_words =
    [
        (CaseStatus.Pass, "permitted"),
        (CaseStatus.Fail, "not permitted"),
        (CaseStatus.Inconclusive, "inconclusive"),
        (CaseStatus.Error, "unreadable"),
    ];

    private static Part Answer(CaseStatus status) => status switch
    {
        CaseStatus.Pass => new Part("permitted", Tone.Good),
        CaseStatus.Fail => new Part("not permitted", Tone.Bad),
        _ => new Part("inconclusive", Tone.Doubtful),
    };

    private static string Doubt(JudgedHistory history, AioSpec.Judging.Doubt doubt) =>
        history.Proofs.GetValueOrDefault(doubt.Event) is { } proof ? $"{doubt.Reason}; up to {history.Where(proof)}" : doubt.Reason;
}
