using System.Globalization;
using AioCli.Drawing;
using AioCli.Reports;
using AioCli.Running;
using AioSim.Replaying;

namespace AioCli.Replaying;

/// <summary>What <c>replay</c> prints.</summary>
internal static class ReplayView
{
    /// <summary>Prints it.</summary>
    public static void Print(Ui ui, PlayedRecording played, ReplaySettings settings)
    {
        var (recording, replay) = (played.Recording, played.Replay);
        if (settings.Quiet && played.ExitCode == 0) return;
        if (settings.Steps) ui.Line("");
        ui.Line(new Part(Heading(recording), Tone.Strong));
        if (played.Outcome.Status != CaseStatus.Pass) RunView.PrintReasons(ui, played.Outcome);
        if (replay.Divergence is { } divergence) PrintDivergence(ui, replay, divergence, settings);
        else ui.Line(string.Create(CultureInfo.InvariantCulture, $"the same run: {Count.Of(replay.Run.Result.Steps, "step")}, trace hash {replay.Run.Result.TraceHash}"));
        ui.Line(Conclusion(recording, replay));
    }

    private static string Heading(RecordedRun recording)
    {
        var of = recording.Source ?? recording.Program.Name;
        var choices = Count.Of(recording.Schedule.Choices.Length, "choice");
        return string.Create(CultureInfo.InvariantCulture, $"{of}, seed {recording.Seed}, {choices}: {Ended(recording)} at step {recording.Steps}");
    }

    private static string Ended(RecordedRun recording) => recording.Ending switch
    {
        Ending.Failure => $"failed ({string.Join(", ", recording.Failures.Select(f => f.Rule).Distinct(StringComparer.Ordinal))})",
        Ending.StepLimit => "was cut, its steps were used up,",
        Ending.TimeLimit => "was cut, its time was over,",
        _ => "passed",
    };

    private static void PrintDivergence(Ui ui, Replay replay, Divergence divergence, ReplaySettings settings)
    {
        var where = divergence.Step < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" at step {divergence.Step}, {Times.Text(divergence.Time)}");
        ui.Line(new Part($"it differs{where}: {divergence.What}", Tone.Doubtful));
        ui.Draw(new Facts().Add("recorded", divergence.Recorded).Add("now", divergence.Now).Drawing);
        ui.Line(string.Create(CultureInfo.InvariantCulture, $"{Count.Of(replay.Followed, "recorded step")} taken again"));
        if (replay.IsStopped && !settings.GoesOn) ui.Line("stopped where it could not be followed; --continue goes on under the recorded seed");
    }

    private static Part Conclusion(RecordedRun recording, Replay replay)
    {
        if (replay.Recurs) return new Part(recording.IsCut ? "it comes to its bound again" : "the recorded failure recurs", Tone.Bad);
        if (recording.Ending == Ending.Passed) return new Part("nothing was wrong with the recorded run", Tone.Plain);
        return new Part(recording.IsCut ? "it does not come to its bound" : "the recorded failure does not recur", replay.Divergence is null ? Tone.Good : Tone.Doubtful);
    }
}
