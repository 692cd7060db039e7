using System.Collections.Immutable;
using AioSim.Scenarios.Format;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios.Verbs;

/// <summary>The calls on requests that were started.</summary>
internal static class Requests
{
    private const string Waited = "a list of control blocks such as [r1, NULL]";

    private static readonly Shape<ImmutableArray<string?>> s_waited = new Many<string?>(Waited, new Choice<string?>(
        "the name of a control block or NULL", new Null<string>("NULL"), new As<string, string?>(Blocks.Name, n => n, n => n!)))
    { OrOne = true };

    private static readonly Shape<AioSuspend> s_suspend = new Choice<AioSuspend>(
        "a list of control blocks, or { list, timeout }",
        new As<ImmutableArray<string?>, AioSuspend>(s_waited, l => new AioSuspend(l, null), c => c.List) { If = c => c.Timeout is null },
        new RecordShape<AioSuspend>("aio_suspend", "{ list, timeout }", "aio_suspend.", new AioSuspend([], null))
            .Must("list", "The control blocks of which one must complete. NULL elements are ignored.",
                s_waited, c => c.List, (c, v) => c with { List = v })
            .Timeout(c => c.Timeout, (c, v) => c with { Timeout = v }));

    private static readonly Shape<AioCancel> s_cancel = new Choice<AioCancel>(
        "a descriptor, or { fd, cb }",
        new As<Fd, AioCancel>(NameWords.Fd, f => new AioCancel(f, null), c => c.Fildes) { If = c => c.Cb is null },
        new RecordShape<AioCancel>("aio_cancel", "{ fd, cb }", "aio_cancel.", new AioCancel(default, null))
            .Fd(c => c.Fildes, (c, v) => c with { Fildes = v })
            .May("cb", "The one control block; all requests of the descriptor.", Blocks.Name, c => c.Cb, (c, v) => c with { Cb = v }));

    private static readonly Shape<AioInitCall> s_init =
        new RecordShape<AioInitCall>("aio_init", "{ threads, num, idle_time }", "GNU aio_init.", new AioInitCall(new AioInit()))
            .Or("threads", "aio_threads; 20.",
                Numbers.Int("a number of threads"), c => c.Hints.Threads, (c, v) => c with { Hints = c.Hints with { Threads = v } })
            .Or("num", "aio_num; 64.",
                Numbers.Int("a number of requests"), c => c.Hints.Num, (c, v) => c with { Hints = c.Hints with { Num = v } })
            .Or("idle_time", "aio_idle_time in seconds; 1.",
                Numbers.Int("a number of seconds"), c => c.Hints.IdleTime, (c, v) => c with { Hints = c.Hints with { IdleTime = v } });

    /// <summary>The verbs.</summary>
    public static ImmutableArray<Verb> All { get; } =
    [
        Verb.Of64("aio_error", "Asks for the error status.", "- aio_error: r1\n  expect: [EINPROGRESS, 0]",
            new As<string, AioError>(Blocks.Name, cb => new AioError(cb), c => c.Cb), Answers.Status),
        Verb.Of64("aio_return", "Takes the return status, once.", "- aio_return: r1\n  expect: { value: 5, bytes: hello }",
            new As<string, AioReturn>(Blocks.Name, cb => new AioReturn(cb), c => c.Cb)),
        Verb.Of64("aio_suspend", "Waits until one of the listed requests is complete.",
            "- aio_suspend: { list: [r1, NULL, w1], timeout: 3s }\n  expect: [0, EAGAIN]", s_suspend),
        Verb.Of64("aio_cancel", "Cancels one request, or with a descriptor alone all of its requests.",
            "- aio_cancel: { fd: $a, cb: r1 }\n  expect: [AIO_CANCELED, AIO_NOTCANCELED]", s_cancel, Answers.Cancel),
        Verb.Of("aio_init", "GNU: hints for the implementation, before any other call.", "- aio_init: { threads: 4, num: 16 }", s_init),
    ];
}
