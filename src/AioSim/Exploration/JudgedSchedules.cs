using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>
/// The judge reads one history of each outcome and of each failure. Two schedules with the same outcome show the same to each thread;
/// what the judge could see besides is the order of events of different threads, which the model's own invariants hold in every state.
/// </summary>
internal static class JudgedSchedules
{
    public static ExplorationResult Add(ExplorationResult result, Program program, ExplorationOptions options)
    {
        var found = new List<ExploredFailure>(result.Failures);
        foreach (var outcome in result.Outcomes) found.AddRange(Judge(program, options, outcome.Schedule));
        foreach (var failure in result.Failures) found.AddRange(Judge(program, options, failure.Schedule));
        return result with { Failures = ExploredFailure.Join(found) };
    }

    private static IEnumerable<ExploredFailure> Judge(Program program, ExplorationOptions options, Schedule schedule)
    {
        var sink = new JudgeSink();
        var run = new SimulationOptions
        {
            Seed = options.Seed,
            Policy = new ReplayPolicy(schedule),
            SplitCalls = options.SplitCalls,
            MaxSteps = options.MaxSteps,
            Sink = sink,
        };
        try
        {
            new Simulation(program, run).Run();
        }
        catch (Exception e) when (e is ProgramException or InvariantException)
        {
            // A run that cannot go on has a failure of its own.
            yield break;
        }

        foreach (var finding in sink.Judge!.Finish().Violations)
        {
            yield return new ExploredFailure(FailureKind.Violation, $"saw {finding.Saw}; permitted: {finding.Permitted}", finding.Requirement, null, 1, schedule);
        }
    }

    private sealed class JudgeSink : IEventSink
    {
        public Judge? Judge { get; private set; }

        public void Begin(HistoryHeader header) => Judge = new Judge(header);

        public void Add(Event e) => Judge!.Add(e);
    }
}
