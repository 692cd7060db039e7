using System.Globalization;
using System.Runtime.InteropServices;
using AioEngine.Backends;
using AioEngine.Shell;
using Microsoft.Coyote;
using Microsoft.Coyote.Logging;
using Microsoft.Coyote.Runtime;
using Microsoft.Coyote.SystematicTesting;
using Controlled = Microsoft.Coyote.Rewriting.Types.Threading.Tasks.Task;

namespace Aio.Interleavings;

/// <summary>
/// The hand-over of a batch between its owner and the helper under Coyote: each atomic access is a point at which the other may go on. The argument says how
/// many schedules are walked by each strategy. Exit code 1: one of them is wrong.
/// </summary>
internal static unsafe class EntryPoint
{
    private const int Batches = 3, BatchSize = 2, Over = -100;

    private static int Main(string[] args)
    {
        var schedules = args is [var count] ? uint.Parse(count, CultureInfo.InvariantCulture) : 20_000;
        var configuration = Configuration.Create().WithTestingIterations(schedules)
            .WithRandomGeneratorSeed(1).WithTelemetryEnabled(false).WithConsoleLoggingEnabled(false).WithVerbosityEnabled(VerbosityLevel.None);
        return IsRight("random", configuration.WithRandomStrategy()) & IsRight("priorities", configuration.WithPrioritizationStrategy()) ? 0 : 1;
    }

    private static bool IsRight(string strategy, Configuration configuration)
    {
        using var engine = TestingEngine.Create(configuration, HandOver);
        engine.Run();
        var report = engine.TestReport;
        Console.WriteLine($"{strategy}: {report.NumOfExploredFairPaths + report.NumOfExploredUnfairPaths} schedules, {report.NumOfFoundBugs} wrong");
        foreach (var bug in report.BugReports) Console.WriteLine(bug);
        return report.NumOfFoundBugs == 0;
    }

    private static void HandOver()
    {
        var memory = (Attempt*)NativeMemory.AllocZeroed(2 * BatchSize, (nuint)sizeof(Attempt));
        var batch = new SharedBatch(Try);
        var helper = Controlled.Run(() =>
        {
            for (var i = 0; i < 2 * Batches; i++) batch.Help();
        });
        for (var number = 0; number < Batches; number++)
        {
            var attempts = memory + (number % 2 * BatchSize);
            new Span<Attempt>(attempts, BatchSize).Clear();
            batch.Begin(attempts, BatchSize);
            batch.Finish(BatchSize);
            for (var i = 0; i < BatchSize; i++) Require(ref attempts[i].Tries, 1, Over);
        }

        Controlled.WaitAll(helper);
        for (var i = 0; i < 2 * BatchSize; i++) Require(ref memory[i].Tries, Over, Over);
        NativeMemory.Free(memory);
    }

    /// <summary>It was tried so often; and from now on it is worth another number.</summary>
    private static void Require(ref int tries, int expected, int then)
    {
        if (tries != expected) throw new InvalidOperationException($"it was tried {tries} times, not {expected}: another batch's, or none");
        tries = then;
    }

    private static void Try(Attempt* attempts, int count)
    {
        for (var i = 0; i < count; i++)
        {
            SchedulingPoint.Interleave();
            attempts[i].Tries++;
        }
    }
}
