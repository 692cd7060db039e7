using Microsoft.Coyote;
using Microsoft.Coyote.Runtime;
using Microsoft.Coyote.SystematicTesting;
using Controlled = Microsoft.Coyote.Rewriting.Types.Threading.Tasks.Task;

namespace Aio.Benchmarks.Programs;

/// <summary>
/// The race of <see cref="CancelRace"/> as Coyote is given it: three tasks a request. The types that Coyote's rewriting would put in
/// the place of tasks are named here, so that nothing has to be rewritten.
/// </summary>
internal static class CoyoteRace
{
    private const int Canceled = 4;
    private const int Running = 2;
    private const int Done = 3;

    /// <summary>Walks schedules at random, and returns how many.</summary>
    public static long Run(int requests, long schedules)
    {
        var configuration = Configuration.Create()
            .WithTestingIterations((uint)schedules)
            .WithMaxSchedulingSteps(100_000)
            .WithRandomStrategy()
            .WithTelemetryEnabled(false)
            .WithConsoleLoggingEnabled(false);
        var engine = TestingEngine.Create(configuration, () => Race(requests));
        engine.Run();
        if (engine.TestReport.NumOfFoundBugs > 0) throw new InvalidOperationException("the race has no bug");
        return schedules;
    }

    private static void Race(int requests)
    {
        var state = new int[requests];
        var tasks = new List<Task>();
        for (var i = 0; i < requests; i++)
        {
            var request = i;
            tasks.Add(Controlled.Run(() => Process(state, request)));
            tasks.Add(Controlled.Run(() => Cancel(state, request)));
            tasks.Add(Controlled.Run(() => Look(state, request)));
        }

        Controlled.WaitAll([.. tasks]);
    }

    private static void Process(int[] state, int request)
    {
        for (var phase = 1; phase <= Done; phase++)
        {
            SchedulingPoint.Interleave();
            if (state[request] == Canceled) return;
            state[request] = phase;
        }
    }

    private static void Cancel(int[] state, int request)
    {
        SchedulingPoint.Interleave();
        if (state[request] < Running) state[request] = Canceled;
    }

    private static void Look(int[] state, int request)
    {
        SchedulingPoint.Interleave();
        var first = state[request];
        SchedulingPoint.Interleave();
        if (first >= Done && state[request] != first) throw new InvalidOperationException("a final status has changed");
    }
}
