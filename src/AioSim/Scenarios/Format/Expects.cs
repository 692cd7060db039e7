using System.Collections.Immutable;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>What is expected of a whole run.</summary>
internal static class Expects
{
    private static readonly RecordShape<ExpectedNotification> s_notification =
        new RecordShape<ExpectedNotification>("expected_notification", "{ signal, value, times } or { function, value, times }",
            "Notifications that are expected.",
            new ExpectedNotification(null, null, null))
            .MayValue("signal", "The signal.", Constants.Signal, n => n.Signal, (n, v) => n with { Signal = v })
            .May("function", "The notification function.",
                NameWords.Known(NameKind.Function, "the name of a function"), n => n.Function, (n, v) => n with { Function = v })
            .MayValue("value", "The value it comes with; any.", SigEvents.Value, n => n.Value, (n, v) => n with { Value = v })
            .Or("times", "How often it comes; 1.", Numbers.Int("a number from 0", 0), n => n.Times, (n, v) => n with { Times = v });

    private static readonly As<ImmutableArray<(string Key, ImmutableArray<Errno> Item)>, ImmutableArray<ExpectedStatus>> s_statuses = new(
        new Table<string, ImmutableArray<Errno>>(
            "statuses by control block", Blocks.Name, new Many<Errno>("a status or a list of them", Constants.Status) { OrOne = true, AtLeast = 1 }),
        table => [.. table.Select(t => new ExpectedStatus(t.Key, t.Item))],
        statuses => [.. statuses.Select(s => (s.Cb, s.Statuses))]);

    /// <summary>What is expected of a whole run.</summary>
    public static readonly Shape<Expectations> Shape =
        new RecordShape<Expectations>("expect", "{ notifications, order, status, files, end, blocked }",
            "What is expected of the whole run.", Expectations.None)
        { IsTall = true }
            .Or("notifications", "Notifications, each with how often it comes. Others may come beside them.",
                new Many<ExpectedNotification>("a list of notifications", s_notification) { IsTall = true },
                e => e.Notifications, (e, v) => e with { Notifications = v })
            .Or("order", "Control blocks in the order in which their notifications come; others may come in between.",
                new Many<string>("a list of control blocks", Blocks.Name), e => e.NotificationOrder, (e, v) => e with { NotificationOrder = v })
            .Or("status", "The permitted statuses of the last request of each control block at the end.",
                s_statuses, e => e.Statuses, (e, v) => e with { Statuses = v })
            .Or("files", "The bytes in files at the end.", Files.Final, e => e.Files, (e, v) => e with { Files = v })
            .MayValue("end", "The virtual time at which the run ends.",
                Times.Duration, e => e.EndNanoseconds, (e, v) => e with { EndNanoseconds = v })
            .Or("blocked", "The threads that are still blocked at the end; a run that leaves any other thread blocked has failed.",
                new Many<string>("a list of threads", NameWords.Known(NameKind.Thread, "the name of a thread")),
                e => e.Blocked, (e, v) => e with { Blocked = v });
}
