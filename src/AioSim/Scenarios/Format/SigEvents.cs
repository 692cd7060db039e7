using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSim.Scenarios.Yaml;
using AioSpec;

namespace AioSim.Scenarios.Format;

/// <summary>struct sigevent and union sigval.</summary>
internal static class SigEvents
{
    private const string Expected = "none, { signal, value } or { function, value }";

    /// <summary>union sigval: a number, or a pointer to something that has a name.</summary>
    public static readonly Shape<SigVal> Value = new Choice<SigVal>(
        "a value: a number or { to: CONTROL_BLOCK }",
        new As<int, SigVal>(Numbers.Int("a number"), v => new SigVal(v), v => v.Int) { If = v => v.Pointer is null },
        new RecordShape<SigVal>("pointer", "a value: a number or { to: CONTROL_BLOCK }", "A value that is a pointer.", default)
            .Must("to", "What it points to: a control block, as a rule.", NameWords.Free("the name of a control block"),
                v => v.Pointer!, (_, v) => SigVal.To(v)));

    private static readonly RecordShape<SigEvent> s_record =
        new RecordShape<SigEvent>("sigevent", Expected, "How a completion is notified.", SigEvent.None) { Finish = Derive }
            .Or("notify", "sigev_notify; left out, it follows from the other members. Any other int may be given.",
                Constants.OrInt<SigEventNotify>("SIGEV_NONE, SIGEV_SIGNAL, SIGEV_THREAD, SIGEV_THREAD_ID or an int"),
                e => e.Notify, (e, v) => e with { Notify = v })
            .MayValue("signal", "SIGEV_SIGNAL with this signal.",
                Constants.Signal, e => e.Signo == default ? null : e.Signo, (e, v) => e with { Signo = v ?? default })
            .May("function", "SIGEV_THREAD with this function, of functions.",
                NameWords.Known(NameKind.Function, "the name of a function"), e => e.Function, (e, v) => e with { Function = v })
            .Or("value", "sigev_value: a number, or { to: r1 } for a pointer; 0.", Value, e => e.Value, (e, v) => e with { Value = v })
            .May("attributes", "sigev_notify_attributes, by a name; default attributes.",
                NameWords.Free("the name of thread attributes"), e => e.Attributes, (e, v) => e with { Attributes = v })
            .May("thread_id", "SIGEV_THREAD_ID to this thread (Linux; AIO delivers nothing).",
                NameWords.Known(NameKind.Thread, "the name of a thread"), e => e.ThreadId, (e, v) => e with { ThreadId = v });

    /// <summary>struct sigevent.</summary>
    public static readonly Shape<SigEvent> Shape = new Choice<SigEvent>(
        Expected,
        ShapeOperations.OneWord("none", SigEvent.None),
        new Told(s_record));

    private static SigEvent Derive(SigEvent e, Mapping mapping, Reading reading) =>
        mapping.Find("notify") is null ? e with { Notify = Natural(e) } : e;

    private static SigEventNotify Natural(SigEvent e) => e switch
    {
        { ThreadId: not null } => SigEventNotify.SIGEV_THREAD_ID,
        { Function: not null } => SigEventNotify.SIGEV_THREAD,
        { Signo.Number: not 0 } => SigEventNotify.SIGEV_SIGNAL,
        _ => SigEventNotify.SIGEV_NONE,
    };

    /// <summary>Written without <c>notify</c> where that follows from the other members.</summary>
    private sealed class Told(RecordShape<SigEvent> inner) : Shape<SigEvent>
    {
        public override string Expected => inner.Expected;

        public override bool TryRead(Node node, Reading reading, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out SigEvent value) =>
            inner.TryRead(node, reading, out value);

        public override Node Write(SigEvent value, Writing writing) =>
            inner.WriteOver(value, SigEvent.None with { Notify = Natural(value) }, writing);

        public override System.Text.Json.Nodes.JsonObject Schema(SchemaParts parts) => inner.Schema(parts);

        public override bool Accepts(Node node) => inner.Accepts(node);
    }
}
