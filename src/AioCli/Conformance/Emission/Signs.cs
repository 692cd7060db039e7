using System.Collections.Immutable;
using AioCli.Conformance.Findings;
using AioSim;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Conformance.Emission;

/// <summary>
/// Finds what tells a run that shows the defect from one that does not, without a judge: first what the evidence of the
/// violation says, then, while the reference model can do the same, more of what was seen.
/// </summary>
internal static class Signs
{
    private const int Simulations = 150;

    /// <summary>The thread that asks for what is still open when all is over; it is none of the emitted program's.</summary>
    private const string Observer = "-";

    /// <summary>The signs; none where the reference model can do all that was seen.</summary>
    public static ImmutableArray<Sign> Of(Violation violation)
    {
        var program = violation.Trial.Experiment.Program;
        var seen = new SeenRun(program, violation.Trial.Performance.History);
        var permitted = Permitted(program);
        var signs = Evident(violation, seen);
        foreach (var more in Others(violation, seen))
        {
            if (signs.Count > 0 && !permitted.Exists(run => signs.TrueForAll(s => s.Holds(run)))) break;
            if (!signs.Contains(more)) signs.Add(more);
        }

        if (permitted.Exists(run => signs.TrueForAll(s => s.Holds(run)))) return [];
        // What says nothing more beside the others is left out, the last that was added first.
        for (var i = signs.Count - 1; i >= 0 && signs.Count > 1; i--)
        {
            var rest = signs.Where((_, j) => j != i).ToList();
            if (!IsEvident(violation, seen, signs[i]) && !permitted.Exists(run => rest.TrueForAll(s => s.Holds(run)))) signs = rest;
        }

        foreach (var notified in signs.OfType<Notified>().Where(s => s.Times == 0).ToList())
        {
            signs.AddRange(Submissions(violation, seen, notified.Key).Where(s => !signs.Contains(s)));
        }

        return [.. signs];
    }

    /// <summary>How the submissions ended that ask for a notification: where another implementation refuses one, that it does not come says nothing.</summary>
    private static IEnumerable<Sign> Submissions(Violation violation, SeenRun seen, NoticeKey notice)
    {
        var events = violation.Trial.Performance.History.Events;
        var begun = new Dictionary<string, Call>(StringComparer.Ordinal);
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i] is Invoke invoke) begun[invoke.Thread] = invoke.Call;
            if (events[i] is not Return returned || !begun.TryGetValue(returned.Thread, out var call) || !Asked(call).Contains(notice)) continue;
            foreach (var sign in OfReturn(violation, seen, i, returned.Result)) yield return sign;
        }
    }

    /// <summary>Whether all calls of a program return, whatever happens: memory that was written over may end a process or hold it for ever.</summary>
    public static bool AlwaysEnds(Program program) => Permitted(program) is [_, ..] runs && runs.TrueForAll(run => !run.Calls.Any(run.IsPending));

    /// <summary>Runs of the same program on the reference model: all that they show is permitted.</summary>
    private static List<SeenRun> Permitted(Program program)
    {
        var runs = new List<SeenRun>();
        try
        {
            for (ulong seed = 0; seed < Simulations; seed++)
            {
                var sink = new Keeping();
                Simulator.Run(program with { Declaration = program.Declaration with { Profile = Profile.Undeclared } }, new SimulationOptions { Seed = seed, Sink = sink, SplitCalls = seed % 2 == 1, MaxSteps = 100_000 });
                runs.Add(new SeenRun(program, new History(new HistoryHeader(), sink.Events.ToImmutable())));
            }
        }
        catch (ProgramException)
        {
            // The simulator cannot perform it: the evidence has to do.
        }

        return runs;
    }

    private static bool IsEvident(Violation violation, SeenRun seen, Sign sign) => Evident(violation, seen).Contains(sign);

    private static List<Sign> Evident(Violation violation, SeenRun seen)
    {
        var history = violation.Trial.Performance.History;
        var signs = new List<Sign>();
        foreach (var index in violation.Finding.Evidence.Where(e => e < history.Events.Length))
        {
            signs.AddRange(history.Events[(int)index] switch
            {
                Return returned => OfReturn(violation, seen, (int)index, returned.Result),
                SignalCaught caught => OfNotice(seen, new NoticeKey(caught.Signo, null, caught.Value)),
                CallbackStarted started => OfNotice(seen, new NoticeKey(default, started.Function, started.Value)),
                FinalFile file => [new FileIs(file.Path, file.Content)],
                End { Kind: EndKind.Crashed } => [new Killed()],
                _ => [],
            });
        }

        signs.AddRange(Pairs(violation, seen));
        return [.. signs.Distinct()];
    }

    /// <summary>In a loop, results that are evidence together are those of one turn.</summary>
    private static IEnumerable<Sign> Pairs(Violation violation, SeenRun seen)
    {
        if (!HasLoop(violation.Trial.Experiment.Program)) yield break;
        var events = violation.Trial.Performance.History.Events;
        (CallKey Key, Result Result)? before = null;
        foreach (var index in violation.Finding.Evidence.Where(e => e < events.Length).Order())
        {
            if (events[(int)index] is not Return { Thread: not Observer } returned || seen.SiteOf((int)index) is not var (key, _) || TellsNothing(key)) continue;
            if (before is var (beforeKey, told) && beforeKey != key) yield return new ReturnedAfter(key, returned.Result.Value, returned.Result.Errno, beforeKey, told.Value, told.Errno);
            before = (key, returned.Result);
        }
    }

    private static IEnumerable<Sign> OfReturn(Violation violation, SeenRun seen, int index, Result result)
    {
        if (seen.SiteOf(index) is not var (key, nth) || TellsNothing(key)) yield break;
        var turn = HasLoop(violation.Trial.Experiment.Program) ? -1 : nth;
        yield return new Returned(key, turn, result.Value, result.Errno);
        if (result.Bytes is { Length: > 0 } bytes) yield return new Brought(key, turn, bytes);
    }

    private static IEnumerable<Sign> OfNotice(SeenRun seen, NoticeKey key) => [new Notified(key, seen.Times(key))];

    /// <summary>What else was seen: what has not come, how often notifications came, then all results.</summary>
    private static IEnumerable<Sign> Others(Violation violation, SeenRun seen)
    {
        var history = violation.Trial.Performance.History;
        foreach (var key in seen.Calls.Where(seen.IsPending).OrderBy(k => k.Body, StringComparer.Ordinal)) yield return new Pending(key);
        foreach (var key in Asked(violation.Trial.Experiment.Program)) yield return new Notified(key, seen.Times(key));
        for (var i = history.Events.Length - 1; i >= 0; i--)
        {
            if (history.Events[i] is not Return returned) continue;
            foreach (var sign in OfReturn(violation, seen, i, returned.Result)) yield return sign;
        }

        foreach (var file in history.Events.OfType<FinalFile>()) yield return new FileIs(file.Path, file.Content);
    }

    /// <summary>The notifications that the program asks for.</summary>
    public static IEnumerable<NoticeKey> Asked(Program program) => Targets.Statements.Calls(program).SelectMany(Asked).Distinct();

    private static IEnumerable<NoticeKey> Asked(Call call) => (call switch
    {
        AioRead c => [c.Block.SigEvent],
        AioWrite c => [c.Block.SigEvent],
        AioFsync c => [c.Block.SigEvent],
        LioListio c => c.List.OfType<ListElement>().Select(e => e.Block.SigEvent).Concat(c.Sig is null ? [] : [c.Sig]),
        _ => (IEnumerable<SigEvent>)[],
    }).Where(s => s.Notify is SigEventNotify.SIGEV_SIGNAL or SigEventNotify.SIGEV_THREAD)
        .Select(s => s.Notify == SigEventNotify.SIGEV_SIGNAL ? new NoticeKey(s.Signo, null, s.Value) : new NoticeKey(default, s.Function, s.Value));

    /// <summary>What a call returns is a number of a descriptor, or the emitted program keeps no record of it.</summary>
    private static bool TellsNothing(CallKey key) => key.What.Split(' ')[0] is "open" or "Dup" or "Dup2" or "Pipe" or "Socketpair" or "Sleep" or "open_gate" or "await_gate" or "poison" or "free"
            or nameof(PthreadExit) or nameof(Sigmask) or nameof(AioInitCall);

    private static bool HasLoop(Program program) =>
        program.Threads.SelectMany(t => t.Body).Concat(program.Functions.SelectMany(f => f.Body)).Any(s => s is Repeat or When);

    private sealed class Keeping : IEventSink
    {
        public ImmutableArray<Event>.Builder Events { get; } = ImmutableArray.CreateBuilder<Event>();

        public void Begin(HistoryHeader header)
        {
            // The head says nothing about the run.
        }

        public void Add(Event e) => Events.Add(e);
    }
}
