using System.Text.Json;
using AioCli.Replaying;
using AioSim.Replaying;

namespace AioCli.Reports;

/// <summary>What <c>replay --json</c> writes.</summary>
internal static class ReplayJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, PlayedRecording played, double seconds) => JsonReport.Write(stream, json =>
    {
        var (recording, replay) = (played.Recording, played.Replay);
        json.WriteString("path", played.File);
        if (recording.Source is { } source) json.WriteString("scenario", source);
        json.WriteNumber("seed", recording.Seed);
        json.WriteNumber("choices", recording.Schedule.Choices.Length);
        json.WriteString("ending", Ending(recording.Ending));
        json.WriteNumber("steps", replay.Run.Result.Steps);
        json.WriteString("traceHash", replay.Run.Result.TraceHash);
        json.WriteString("recordedTraceHash", recording.TraceHash);
        json.WriteString("status", replay.Divergence is not null ? "diverged" : replay.Recurs ? "recurs" : "does-not-recur");
        json.WriteBoolean("recurs", replay.Recurs);
        json.Array("recorded", recording.Failures, Failure);
        json.Array("failures", replay.Run.Failures, Failure);
        if (replay.Divergence is { } divergence) json.Object("divergence", j => Divergence(j, divergence, replay));
        json.WriteNumber("seconds", seconds);
    });

    private static void Failure(Utf8JsonWriter json, Failure failure)
    {
        json.WriteString("rule", failure.Rule);
        json.WriteString("message", failure.Message);
    }

    private static void Divergence(Utf8JsonWriter json, Divergence divergence, Replay replay)
    {
        if (divergence.Step >= 0) json.WriteNumber("step", divergence.Step);
        json.WriteString("what", divergence.What);
        json.WriteNumber("followed", replay.Followed);
        json.Strings("recorded", divergence.Recorded);
        json.Strings("now", divergence.Now);
    }

    private static string Ending(Ending ending) => ending switch
    {
        AioSim.Replaying.Ending.Failure => "failure",
        AioSim.Replaying.Ending.StepLimit => "step-limit",
        AioSim.Replaying.Ending.TimeLimit => "time-limit",
        _ => "passed",
    };
}
