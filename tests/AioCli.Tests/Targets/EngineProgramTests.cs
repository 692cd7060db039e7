using System.Globalization;
using AioCli.Conformance.Campaign;
using AioCli.Targets;
using AioCli.Targets.Drivers;
using AioEngine;
using AioSpec.Judging;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Tests.Targets;

/// <summary>
/// Many programs on the engine, on both of its backends: as many at a time as there are waits to fill. AIOSIM_ENGINE_PROGRAMS says how many of
/// each kind, and AIOSIM_ENGINE_SEED from which seed on.
/// </summary>
public sealed class EngineProgramTests
{
    private const int AtATime = 16;

    private static int Count => FromEnvironment("AIOSIM_ENGINE_PROGRAMS", 250);

    private static int Seed => FromEnvironment("AIOSIM_ENGINE_SEED", 1);

    private static readonly BackendChoice[] s_backends = [BackendChoice.Automatic, BackendChoice.Threads];

    [Fact]
    public void What_POSIX_determines_is_the_same_on_simulator_and_engine()
    {
        using var simulator = new SimulatorTarget();
        OnBoth(Enumerable.Range(Seed - 1, Count).Select(DeterminedPrograms.Of), (program, engines) =>
        {
            var expected = DeterminedPrograms.Outcome(simulator.Perform(program, PerformOptions.Default, CancellationToken.None));
            foreach (var engine in engines)
            {
                var seen = DeterminedPrograms.Outcome(engine.Perform(program, PerformOptions.Default, CancellationToken.None));

                Assert.True(expected == seen, $"{engine.Capabilities.Implementation}\n{ProgramText.Print(program)}\nsimulator:\n{expected}\nengine:\n{seen}");
            }
        });
    }

    [Fact]
    public void Whatever_a_program_does_the_judge_permits()
    {
        using var any = new EngineInProcess(BackendChoice.Threads);
        var able = any.Target.Capabilities;
        var programs = GeneratedPrograms.For(able, (ulong)Seed).Select(p => p.Program).Where(p => able.Unmet(p).IsEmpty).Take(Count);
        OnBoth(programs, (program, engines) =>
        {
            foreach (var engine in engines)
            {
                var performance = engine.Perform(program, PerformOptions.Default with { ConfirmHangs = false }, CancellationToken.None);

                var verdict = Judge.Of(performance.History);
                var isWhole = performance.Ending.Kind is EndingKind.Quiet or EndingKind.Hung or EndingKind.Crashed;
                Assert.True(
                    isWhole && verdict.Answer != Answer.NotPermitted,
                    $"{engine.Capabilities.Implementation}: {performance.Ending}\n{string.Join("\n", verdict.Violations)}\n{ProgramText.Print(program)}\n{HistoryText.Print(performance.History)}");
            }
        });
    }

    private static void OnBoth(IEnumerable<Program> programs, Action<Program, IReadOnlyList<DriverTarget>> test)
    {
        var engines = s_backends.Select(b => new EngineInProcess(b)).ToList();
        try
        {
            InParallel(programs, program => test(program, [.. engines.Select(e => e.Target)]));
        }
        finally
        {
            engines.ForEach(e => e.Dispose());
        }
    }

    private static void InParallel<T>(IEnumerable<T> all, Action<T> test)
    {
        var gate = new Lock();
        using var source = all.GetEnumerator();
        Exception? failure = null;
        var threads = Enumerable.Range(0, AtATime).Select(_ => new Thread(() =>
        {
            while (Volatile.Read(ref failure) is null)
            {
                T next;
                lock (gate)
                {
                    if (!source.MoveNext()) return;
                    next = source.Current;
                }

                try
                {
                    test(next);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, e, null);
                }
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private static int FromEnvironment(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
