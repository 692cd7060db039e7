using System.Globalization;
using AioCli.Drawing;
using AioCli.Judging;
using AioSpec.Catalogue;
using AioSpec.Judging;

namespace AioCli.Recording;

/// <summary>
/// What <c>record</c> prints, on standard error: standard output belongs to the program that is recorded.
/// </summary>
internal static class RecordView
{
    private const int MostMisuses = 20;

    /// <summary>A recording: what the program did wrong, and what the implementation did.</summary>
    public static void Print(Ui ui, JudgedRecording judged)
    {
        var (recording, verdict) = (judged.Recording, judged.Verdict);
        ui.Line(Answer(verdict), "  ", new Part($"process {recording.Image.Process.ToString(CultureInfo.InvariantCulture)}", Tone.Strong), "  ",
            new Part(Count.Of(recording.Events, "event"), Tone.Faint));
        foreach (var misuse in recording.Misuses.Take(MostMisuses)) Print(ui, misuse);
        if (recording.Misuses.Count > MostMisuses) ui.Line($"  … and {recording.Misuses.Count - MostMisuses} more");
        if (recording.Misuses.FirstOrDefault(m => m.IsUndefined) is { } first)
        {
            ui.Line(new Part($"  judged up to {Times.Text(first.Time)}: what comes after the first misuse POSIX leaves undefined", Tone.Faint));
        }

        FindingView.Print(ui, verdict, finding => finding.Evidence.Where(judged.Proofs.ContainsKey).Select(e => judged.Proofs[e].Text));
        foreach (var doubt in verdict.Doubts) ui.Draw(new Facts().Add(new Part("not judged", Tone.Doubtful), doubt.Reason).Drawing);
    }

    private static void Print(Ui ui, ProgramMisuse misuse) => ui.Draw(new Facts()
        .Add(new Part("misuse", Tone.Bad), $"{misuse.What}: by {misuse.Thread}, at {Times.Text(misuse.Time)}")
        .Add(new Part(misuse.Requirement, Tone.Faint), Requirements.Find(misuse.Requirement)?.Statement ?? "")
        .Drawing);

    private static Part Answer(Verdict verdict) => verdict.Answer switch
    {
        AioSpec.Judging.Answer.Permitted => new Part("permitted", Tone.Good),
        AioSpec.Judging.Answer.NotPermitted => new Part("not permitted", Tone.Bad),
        _ => new Part("inconclusive", Tone.Doubtful),
    };
}
