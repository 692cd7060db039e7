using System.Collections.Immutable;
using System.Globalization;
using AioSpec.FsCheck;
using AioSpec.Histories;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Tests.Properties;

/// <summary>Generated programs, and what they look like when they are run.</summary>
internal static class Simulated
{
    private const int LargestSize = 90;

    /// <summary>How many programs a full property runs: AIOSIM_PROGRAMS, or 10,000.</summary>
    public static int Programs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_PROGRAMS"), CultureInfo.InvariantCulture, out var count) ? count : 10_000;

    /// <summary>The program of a seed; a tenth of all programs is as large as they get.</summary>
    public static Program Program(int seed) => AioPrograms.Program((ulong)seed, seed % 10 == 0 ? LargestSize : seed % LargestSize);

    /// <summary>How the program of a seed is run: all policies, with calls in one step and in three.</summary>
    public static SimulationOptions Options(int seed) => new()
    {
        Seed = (ulong)seed,
        SplitCalls = seed % 3 == 0,
        Policy = seed % 7 == 0 ? new RoundRobinPolicy() : null,
        MaxSteps = 1_000_000,
    };

    /// <summary>Runs a program and keeps what was seen.</summary>
    public static (RunResult Result, History History) Run(Program program, int seed)
    {
        var recorder = new Recorder();
        var result = Simulator.Run(program, Options(seed) with { Sink = recorder });
        return (result, recorder.History);
    }

    /// <summary>Looks at every program of a range, on all cores: each is a matter of its own. The least seed that fails is told.</summary>
    public static void All(int count, Func<int, string?> problem)
    {
        var failures = new SortedDictionary<int, string>();
        Parallel.For(0, count, (seed, loop) =>
        {
            if (Guarded(seed, problem) is not { } text) return;
            lock (failures) failures.Add(seed, text);
            loop.Break();
        });
        Assert.True(failures.Count == 0, failures.Count == 0 ? "" : $"seed {failures.First().Key}: {failures.First().Value}");
    }

    /// <summary>A program with what is wrong with it, made as small as it gets.</summary>
    public static string Smallest(int seed, string what, Func<Program, bool> fails)
    {
        var smallest = AioSpec.FsCheck.Shrinking.ProgramShrinker.Minimize(Program(seed), fails, 500);
        return $"{what}\n{ProgramText.Print(smallest)}";
    }

    private static string? Guarded(int seed, Func<int, string?> problem)
    {
        try
        {
            return problem(seed);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Smallest(seed, e.ToString(), program => Throws(program, seed, e.GetType()));
        }
    }

    private static bool Throws(Program program, int seed, Type type)
    {
        try
        {
            Run(program, seed);
            return false;
        }
        catch (Exception e) when (e.GetType() == type)
        {
            return true;
        }
    }

    private sealed class Recorder : IEventSink
    {
        private readonly ImmutableArray<Event>.Builder _events = ImmutableArray.CreateBuilder<Event>();
        private HistoryHeader _header = new();

        public History History => new(_header, _events.ToImmutable());

        public void Begin(HistoryHeader header) => _header = header;

        public void Add(Event e) => _events.Add(e);
    }
}
