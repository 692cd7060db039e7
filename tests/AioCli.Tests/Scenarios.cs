using AioSim;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Tests;

/// <summary>Scenarios and targets for tests.</summary>
internal static class Scenarios
{
    /// <summary>Reads five bytes within 5 ms.</summary>
    public const string Passes = """
        scenario: 1
        name: passes
        shows: [READ-01, R12]
        files:
          /sim/a: hello
        device: { latency: 5ms }
        blocks:
          r1: { fd: $f, nbytes: 5 }
        threads:
          main:
            - open: { path: /sim/a, as: f }
            - aio_read: r1
            - aio_suspend: r1
            - aio_return: r1
              expect: { value: 5, bytes: hello, at: 5ms }
        """;

    /// <summary>Two threads that expect what does not come. The second starts later, so that every schedule is the same.</summary>
    public const string Fails = """
        scenario: 1
        name: fails
        seed: 3
        files:
          /sim/a: hello
        device: { latency: 5ms }
        blocks:
          r1: { fd: $f, nbytes: 5 }
          r2: { fd: $g, nbytes: 5 }
        threads:
          reader:
            - open: { path: /sim/a, as: f }
            - aio_read: r1
            - aio_suspend: r1
            - aio_return: r1
              expect: 4
          other:
            - sleep: 1ms
            - open: { path: /sim/a, as: g }
            - aio_read: r2
            - aio_suspend: r2
            - aio_return: r2
              expect: { value: 5, bytes: world }
        """;

    /// <summary>Two threads of which either may go first.</summary>
    public const string Races = """
        scenario: 1
        name: races
        threads:
          one:
            - pipe: { as: [r1, w1] }
          two:
            - pipe: { as: [r2, w2] }
        """;

    /// <summary>Two mistakes.</summary>
    public const string Mistaken = """
        scenario: 1
        name: mistaken
        device: { latncy: 5ms }
        threads:
          main:
            - aio_reed: r1
        """;

    /// <summary>The simulator, but for every aio_return, which says one byte less than it brings.</summary>
    public static RunResult Lie(Program program, SimulationOptions options) =>
        Simulator.Run(program, options with { Sink = new Liar(options.Sink!) });

    /// <summary>The simulator under another seed each time.</summary>
    public static Func<Program, SimulationOptions, RunResult> Fickle()
    {
        ulong runs = 0;
        return (program, options) => Simulator.Run(program, options with { Seed = options.Seed + runs++ });
    }

    private sealed class Liar(IEventSink sink) : IEventSink
    {
        private AioReturn? _open;

        public void Begin(HistoryHeader header) => sink.Begin(header);

        public void Add(Event e)
        {
            if (e is Invoke invoke) _open = invoke.Call as AioReturn;
            var isLie = e is Return && _open is not null;
            sink.Add(isLie && e is Return { Result: var result } told ? told with { Result = result with { Value = result.Value - 1, Bytes = null } } : e);
        }
    }
}
