using System.Collections.Immutable;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec.Programs;

namespace AioSim.Scenarios.Verbs;

/// <summary>The calls on the process and on the system.</summary>
internal static class Processes
{
    private static readonly RecordShape<Setrlimit> s_setrlimit =
        new RecordShape<Setrlimit>("setrlimit", "{ resource, limit }", "setrlimit.", new Setrlimit(default, 0))
            .Must("resource", "The resource.", Constants.Choice(
                    "resource", ("RLIMIT_FSIZE", Rlimit.RLIMIT_FSIZE), ("RLIMIT_AS", Rlimit.RLIMIT_AS), ("RLIMIT_NPROC", Rlimit.RLIMIT_NPROC),
                    ("RLIMIT_SIGPENDING", Rlimit.RLIMIT_SIGPENDING)),
                c => c.Resource, (c, v) => c with { Resource = v })
            .Must("limit", "How much.", Numbers.Long("a limit of at least 0", 0), c => c.Limit, (c, v) => c with { Limit = v });

    /// <summary>The verbs.</summary>
    public static ImmutableArray<Verb> All { get; } =
    [
        Verb.Alone("fork", "Forks the process.", new Fork()),
        Verb.Alone("exec", "Replaces the process by an image that does nothing.", new Exec()),
        Verb.Of("exit", "Ends the process at once (_exit).", "- exit: 0",
            new As<int, Exit>(Numbers.Int("a status from 0 to 255", 0, 255), s => new Exit(s), c => c.Status)),
        Verb.Of("sysconf", "Asks for a variable of the system.", "- sysconf: _SC_ASYNCHRONOUS_IO\n  expect: 200809",
            new As<string, Sysconf>(NameWords.Starting("_SC_", "a name such as _SC_ASYNCHRONOUS_IO"), n => new Sysconf(n), c => c.Name)),
        Verb.Of("setrlimit", "Sets a soft limit of the process; the simulator has none.", "- setrlimit: { resource: RLIMIT_FSIZE, limit: 100 }",
            s_setrlimit),
        Verb.Alone("sched_getparam", "Asks for the scheduling priority of the process.", new SchedGetparam()),
        Verb.Of("clock_step", "Sets the wall clock forward or back by so much.", "- clock_step: -3600s",
            new As<long, ClockStep>(Times.Step, d => new ClockStep(d), c => c.Nanoseconds)),
    ];
}
