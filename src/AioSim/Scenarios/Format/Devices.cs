using System.Collections.Immutable;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>The device script.</summary>
internal static class Devices
{
    private const string Range = "[FROM, TO] in bytes, either of them NULL";

    private static readonly Word<string> s_gate = NameWords.Known(NameKind.Gate, "the name of a gate");

    private static readonly Shape<long?> s_bound = new Choice<long?>(
        Range, new As<long, long?>(Numbers.Size, v => v, v => v!.Value) { If = v => v is not null }, new Null<long?>(Range));

    private static readonly Shape<ImmutableArray<long?>> s_range =
        new Checked<ImmutableArray<long?>>(new Many<long?>(Range, s_bound), r => r.Length == 2, Range);

    private static readonly RecordShape<Target> s_target =
        new RecordShape<Target>("target", "which transfers: { call, file, range, cb, nth, probability }",
            "Which transfers a rule is for.", new Target())
            .Or("call", "The operation; any.", Constants.Choice(
                    "operation",
                    ("any", DeviceOperation.Any), ("read", DeviceOperation.Read), ("write", DeviceOperation.Write), ("fsync", DeviceOperation.Fsync)),
                t => t.Operation, (t, v) => t with { Operation = v })
            .May("file", "The file's path.", NameWords.KnownPath, t => t.File, (t, v) => t with { File = v })
            .MayValue("range", "Transfers that touch a byte from FROM up to before TO.", s_range,
                t => t.From is null && t.To is null ? null : [t.From, t.To],
                (t, v) => t with { From = v?[0], To = v?[1] })
            .May("cb", "The control block.", Blocks.Name, t => t.Cb, (t, v) => t with { Cb = v })
            .MayValue("nth", "Only the n-th transfer, counted from 1, that matches all else.",
                Numbers.Int("a number from 1", 1), t => t.Nth, (t, v) => t with { Nth = v })
            .MayValue("probability", "Only so often, drawn under the seed.",
                Numbers.Probability, t => t.Probability, (t, v) => t with { Probability = v });

    private static readonly RecordShape<DeviceRule> s_rule =
        new RecordShape<DeviceRule>("rule", "a rule: { for, latency, fail, short, stall_until }",
            "What happens to some transfers.", new DeviceRule { Target = new Target() })
            .Or("for", "Which transfers; all.", s_target, r => r.Target, (r, v) => r with { Target = v })
            .May("latency", "How long they take.", Latencies.Shape, r => r.Latency, (r, v) => r with { Latency = v })
            .MayValue("fail", "They fail with this error; EAGAIN refuses the submission instead.",
                Constants.Errno, r => r.Fail, (r, v) => r with { Fail = v })
            .MayValue("short", "They end after at most so many bytes.", Numbers.AtLeastOne, r => r.Short, (r, v) => r with { Short = v })
            .May("stall_until", "They do not end before this gate is open.",
                s_gate, r => r.StallUntil, (r, v) => r with { StallUntil = v });

    /// <summary>The device script.</summary>
    public static readonly Shape<DeviceScript> Shape =
        new RecordShape<DeviceScript>("device", "a device script: { latency, queue_depth, reorder, rules, crash }",
            "When and how transfers end.", DeviceScript.Instant)
        { IsTall = true }
            .Or("latency", "How long a transfer takes where no rule says otherwise; 0.",
                Latencies.Shape, d => d.Latency, (d, v) => d with { Latency = v })
            .Or("queue_depth", "How many transfers the device works on at a time; 0, all. Further requests stay queued.",
                Numbers.Int("a number from 0", 0), d => d.QueueDepth, (d, v) => d with { QueueDepth = v })
            .Or("reorder", "Queued requests may start in any order; no.", Numbers.Truth, d => d.Reorder, (d, v) => d with { Reorder = v })
            .Or("rules", "Of the rules that match a transfer the first that says anything about a matter counts.",
                new Many<DeviceRule>("a list of rules", s_rule) { IsTall = true }, d => d.Rules, (d, v) => d with { Rules = v })
            .May("crash", "When the system crashes: what was not synchronized may be lost then; never.", Crashes.Shape, d => d.Crash, (d, v) => d with { Crash = v });
}
