using System.Collections.Immutable;
using AioSim.Scenarios.Format;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios.Verbs;

/// <summary>The calls on signals.</summary>
internal static class Signals
{
    private const string Set = "a signal or a list of them, or all";

    private static readonly RecordShape<Sigaction> s_sigaction =
        new RecordShape<Sigaction>("sigaction", "{ signal, handler }", "sigaction.", new Sigaction(default, Disposition.Catch))
            .Must("signal", "The signal.", Constants.Signal, c => c.Signo, (c, v) => c with { Signo = v })
            .Or("action", "catch, SIG_IGN or SIG_DFL; catch.", Constants.Choice(
                    "action", ("catch", Disposition.Catch), ("SIG_IGN", Disposition.Ignore), ("SIG_DFL", Disposition.Default)),
                c => c.Disposition, (c, v) => c with { Disposition = v })
            .May("handler", "The handler, of functions; one that does nothing.",
                NameWords.Known(NameKind.Function, "the name of a function"), c => c.Handler, (c, v) => c with { Handler = v })
            .Or("restart", "SA_RESTART; no.", Numbers.Truth, c => c.Restart, (c, v) => c with { Restart = v })
            .Or("siginfo", "SA_SIGINFO; yes.", Numbers.Truth, c => c.Siginfo, (c, v) => c with { Siginfo = v });

    private static readonly Shape<ImmutableArray<Signo>> s_set = new Choice<ImmutableArray<Signo>>(
        Set,
        new As<string, ImmutableArray<Signo>>(Constants.Choice("set", ("all", "all")), _ => [], _ => "all") { If = s => s.IsEmpty, Word = "all" },
        new Many<Signo>(Set, Constants.Signal) { OrOne = true, AtLeast = 1 });

    private static readonly RecordShape<Sigmask> s_sigmask =
        new RecordShape<Sigmask>("pthread_sigmask", "{ how, set }", "pthread_sigmask.", new Sigmask(MaskChange.SIG_BLOCK, []))
            .Must("how", "SIG_BLOCK or SIG_UNBLOCK.", Constants.Choice(
                    "change of the mask", ("SIG_BLOCK", MaskChange.SIG_BLOCK), ("SIG_UNBLOCK", MaskChange.SIG_UNBLOCK)),
                c => c.Change, (c, v) => c with { Change = v })
            .Must("set", "The signals, or all.", s_set, c => c.Set, (c, v) => c with { Set = v });

    private static readonly RecordShape<Sigqueue> s_sigqueue =
        new RecordShape<Sigqueue>("sigqueue", "{ signal, value }", "sigqueue to the own process.", new Sigqueue(default, default))
            .Must("signal", "The signal.", Constants.Signal, c => c.Signo, (c, v) => c with { Signo = v })
            .Or("value", "The value; 0.", SigEvents.Value, c => c.Value, (c, v) => c with { Value = v });

    private static readonly Shape<Sigwait> s_sigwait = new Choice<Sigwait>(
        "{ set, timeout }, or signals alone",
        new As<ImmutableArray<Signo>, Sigwait>(s_set, s => new Sigwait(s, null), c => c.Set) { If = c => c.Timeout is null },
        new RecordShape<Sigwait>("sigtimedwait", "{ set, timeout }", "sigtimedwait.", new Sigwait([], null))
            .Must("set", "The signals, or all.", s_set, c => c.Set, (c, v) => c with { Set = v })
            .Timeout(c => c.Timeout, (c, v) => c with { Timeout = v }));

    /// <summary>The verbs.</summary>
    public static ImmutableArray<Verb> All { get; } =
    [
        Verb.Of("sigaction", "Says what a signal does.", "- sigaction: { signal: SIGUSR1, handler: f, restart: yes }", s_sigaction),
        Verb.Of("pthread_sigmask", "Changes the signal mask of the thread.", "- pthread_sigmask: { how: SIG_BLOCK, set: [SIGUSR1, SIGRTMIN+1] }", s_sigmask),
        Verb.Of("kill", "Sends a signal to the own process.", "- kill: SIGQUIT", new As<Signo, Kill>(Constants.Signal, s => new Kill(s), c => c.Signo)),
        Verb.Of("sigqueue", "Queues a signal with a value to the own process.", "- sigqueue: { signal: SIGRTMIN+1, value: 7 }", s_sigqueue),
        Verb.Of("sigtimedwait", "Takes a pending signal, and waits for one; without a timeout as sigwaitinfo.",
            "- sigtimedwait: { set: [SIGRTMIN+1], timeout: 1s }\n  expect: [SIGRTMIN+1, EAGAIN]", s_sigwait, Answers.Signal),
    ];
}
