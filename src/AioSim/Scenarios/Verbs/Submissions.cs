using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Format;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSim.Scenarios.Yaml;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios.Verbs;

/// <summary>The calls that start requests.</summary>
internal static class Submissions
{
    private const string ListExpected = "a list of control blocks such as [r1, { cb: r2, opcode: LIO_WRITE }, NULL]";

    private const string Bytes = "a control block whose buf has at least nbytes bytes";

    private static readonly Shape<Submitted?> s_element = new Choice<Submitted?>(
        "a control block or NULL",
        new Null<Submitted>("NULL"),
        new As<Submitted, Submitted?>(
            new Checked<Submitted>(BlockUse.Shape, s => s.Block.LioOpcode != LioOpcode.LIO_WRITE || HasBytes(s), Bytes), s => s, s => s!));

    private static readonly RecordShape<LioListio> s_list =
        new RecordShape<LioListio>("lio_listio", "{ mode, list, sig }", "lio_listio.", new LioListio(LioMode.LIO_WAIT, [], null))
            .Must("mode", "LIO_WAIT, LIO_NOWAIT or any other int.",
                Constants.OrInt<LioMode>("LIO_WAIT, LIO_NOWAIT or an int"), c => c.Mode, (c, v) => c with { Mode = v })
            .Must("list", "The control blocks; what is done with each its opcode says. NULL elements are ignored.",
                new Many<Submitted?>(ListExpected, s_element),
                c => [.. c.List.Select(e => e is null ? null : new Submitted(e.Cb, e.Block))],
                (c, v) => c with { List = [.. v.Select(s => s is null ? null : new ListElement(s.Cb, s.Block))] })
            .May("sig", "The list notification of LIO_NOWAIT; a NULL pointer.", SigEvents.Shape, c => c.Sig, (c, v) => c with { Sig = v })
            .MayValue("sig_reused_for", "A value that the caller stores over *sig once the call has returned (LIO-26).",
                SigEvents.Value, c => c.SigReusedFor, (c, v) => c with { SigReusedFor = v });

    /// <summary>The verbs.</summary>
    public static ImmutableArray<Verb> All { get; } =
    [
        Verb.Of64("aio_read", "Starts a read.", "- aio_read: { cb: r1, offset: 10 }",
            new As<Submitted, AioRead>(BlockUse.Shape, s => new AioRead(s.Cb, s.Block), c => new Submitted(c.Cb, c.Block))),
        Verb.Of64("aio_write", "Starts a write.", "- aio_write: w1",
            new As<Submitted, AioWrite>(
                new Checked<Submitted>(BlockUse.Shape, HasBytes, Bytes), s => new AioWrite(s.Cb, s.Block), c => new Submitted(c.Cb, c.Block))),
        Verb.Of64("aio_fsync", "Starts a synchronization.", "- aio_fsync: { op: O_DSYNC, cb: s1 }", new Synchronization()),
        Verb.Of64("lio_listio", "Starts a list of requests.",
            "- lio_listio: { mode: LIO_NOWAIT, list: [r1, NULL, { cb: w1, opcode: LIO_WRITE }], sig: { signal: SIGRTMIN+1, value: 7 } }", s_list),
    ];

    private static bool HasBytes(Submitted submitted) =>
        submitted.Block.Nbytes > long.MaxValue || (ulong)(submitted.Block.Buf?.Length ?? 0) >= submitted.Block.Nbytes;

    /// <summary>The op beside the control block.</summary>
    private sealed class Synchronization : Shape<AioFsync>
    {
        private static readonly Word<SyncOperation> s_op = Constants.OrInt<SyncOperation>("O_SYNC, O_DSYNC or an int");

        public override string Expected => "{ op: O_SYNC, cb: NAME }";

        public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out AioFsync value)
        {
            value = null;
            if (node is not Mapping mapping) return reading.Refuse(node, Expected);
            var op = SyncOperation.O_SYNC;
            var isGood = mapping.Find("op") is not { } given ? Missing(mapping, reading) : s_op.TryRead(given, reading, out op);
            var block = mapping with { Entries = mapping.Entries.RemoveAll(e => e.Key.Text == "op") };
            if (!BlockUse.Shape.TryRead(block, reading, out var submitted) || !isGood) return false;
            value = new AioFsync(op, submitted.Cb, submitted.Block);
            return true;
        }

        public override Node Write(AioFsync value, Writing writing)
        {
            var told = BlockUse.Shape.Write(new Submitted(value.Cb, value.Block), writing);
            var entries = told is Mapping mapping ? mapping.Entries : [new Entry(Scalar.Word("cb"), told)];
            return new Mapping(default, entries.Insert(0, new Entry(Scalar.Word("op"), s_op.Write(value.Operation, writing))));
        }

        public override JsonObject Schema(SchemaParts parts) => BlockUse.Overriding(parts, ("op", s_op.Schema(parts)));

        public override bool Accepts(Node node) => node is Mapping;

        private static bool Missing(Mapping mapping, Reading reading)
        {
            reading.Mistakes.Add(mapping.Place, $"'op' is missing, expected {s_op.Expected}");
            return false;
        }
    }
}
