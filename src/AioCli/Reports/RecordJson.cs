using AioCli.Recording;

namespace AioCli.Reports;

/// <summary>What <c>record --json</c> writes.</summary>
internal static class RecordJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, IEnumerable<JudgedRecording> recordings, int status, long lost, double seconds) => JsonReport.Write(stream, json =>
    {
        json.WriteNumber("status", status);
        json.Array("processes", recordings, (j, judged) =>
        {
            j.WriteNumber("process", judged.Recording.Image.Process);
            j.WriteNumber("events", judged.Recording.Events);
            j.Array("misuses", judged.Recording.Misuses, (m, misuse) =>
            {
                m.WriteString("requirement", misuse.Requirement);
                m.WriteString("what", misuse.What);
                m.WriteString("thread", misuse.Thread);
                m.WriteNumber("time", misuse.Time);
            });
            JudgeJson.Verdict(j, judged.Verdict, e => judged.Proofs.GetValueOrDefault(e));
        });
        json.WriteNumber("lost", lost);
        json.WriteNumber("seconds", seconds);
    });
}
