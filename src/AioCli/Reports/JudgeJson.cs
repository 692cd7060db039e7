using System.Text.Json;
using AioCli.Judging;
using AioSpec.Catalogue;
using AioSpec.Judging;

namespace AioCli.Reports;

/// <summary>What <c>judge --json</c> writes.</summary>
internal static class JudgeJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, IEnumerable<JudgedHistory> histories, double seconds) => JsonReport.Write(stream, json =>
    {
        json.Array("histories", histories, History);
        json.WriteNumber("seconds", seconds);
    });

    /// <summary>The members <c>findings</c> and <c>doubts</c> of a verdict.</summary>
    public static void Verdict(Utf8JsonWriter json, Verdict verdict, Func<long, Proof?> proof)
    {
        json.Array("findings", verdict.Findings, (j, finding) => Finding(j, finding, proof));
        json.Array("doubts", verdict.Doubts, (j, doubt) =>
        {
            j.WriteString("reason", doubt.Reason);
            Event(j, doubt.Event, proof(doubt.Event));
        });
    }

    private static void History(Utf8JsonWriter json, JudgedHistory history)
    {
        json.WriteString("path", history.Path);
        json.WriteString("answer", Answer(history));
        if (history.Error is not null) json.WriteString("error", history.Error);
        if (history.Verdict is null) return;
        json.WriteString("target", history.Target);
        json.WriteNumber("events", history.Verdict.Events);
        Verdict(json, history.Verdict, e => history.Proofs.GetValueOrDefault(e));
    }

    private static string Answer(JudgedHistory history) => history.Verdict?.Answer switch
    {
        AioSpec.Judging.Answer.Permitted => "permitted",
        AioSpec.Judging.Answer.NotPermitted => "not-permitted",
        AioSpec.Judging.Answer.Inconclusive => "inconclusive",
        _ => "error",
    };

    private static void Finding(Utf8JsonWriter json, Finding finding, Func<long, Proof?> proof)
    {
        var requirement = Requirements.Find(finding.Requirement);
        json.WriteString("requirement", finding.Requirement);
        json.WriteString("statement", requirement?.Statement);
        json.WriteString("clause", requirement?.Clause);
        json.WriteString("saw", finding.Saw);
        json.WriteString("permitted", finding.Permitted);
        json.WriteBoolean("consequence", finding.IsConsequence);
        json.Array("evidence", finding.Evidence, (j, e) => Event(j, e, proof(e)));
    }

    private static void Event(Utf8JsonWriter json, long number, Proof? proof)
    {
        json.WriteNumber("event", number);
        if (proof is null) return;
        if (proof.Line > 0) json.WriteNumber("line", proof.Line);
        json.WriteString("text", proof.Text);
    }
}
