using System.Collections.Immutable;
using AioSim;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Targets;

/// <summary>The target <c>sim</c>: the reference model under its virtual clock.</summary>
internal sealed class SimulatorTarget(Func<Program, SimulationOptions, RunResult> simulate, long maxSteps = SimulatorTarget.DefaultMaxSteps) : ITarget
{
    /// <summary>After so many steps a run is cut.</summary>
    public const long DefaultMaxSteps = 100_000_000;

    private static readonly Feature[] s_cannot =
        [Feature.Fork, Feature.ThreadLimit, Feature.SignalLimit, Feature.FileSizeLimit, Feature.MemoryLimit];

    /// <summary>The target on this simulator.</summary>
    public SimulatorTarget()
        : this(Simulator.Run)
    {
    }

    /// <inheritdoc/>
    public string Name => "sim";

    /// <inheritdoc/>
    public Capabilities Capabilities { get; } = new()
    {
        Implementation = "the reference model",
        Declaration = Declaration.Default,
        HasVirtualTime = true,
        Can = [.. Features.All.Except(s_cannot)],
        Reasons = s_cannot.ToImmutableSortedDictionary(f => f, _ => "the simulator has one process and no limits of its own"),
    };

    /// <inheritdoc/>
    public Performance Perform(Program program, PerformOptions options, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var unmet = Capabilities.Unmet(program);
        if (unmet.Length > 0) return Performance.Refused(Name, program, unmet);
        var sink = new CollectingSink(cancel);
        var result = simulate(program, new SimulationOptions { Seed = options.Seed, MaxSteps = maxSteps, Sink = sink, SplitCalls = options.SplitCalls });
        return new Performance { Ending = EndingOf(result), History = sink.History, Failures = result.Failures, Simulation = result };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private static Ending EndingOf(RunResult result) => result.End switch
    {
        EndKind.Crashed => new Ending(EndingKind.Crashed),
        EndKind.Cut => new Ending(EndingKind.Flood, "the run was cut"),
        _ => new Ending(EndingKind.Quiet),
    };

    private sealed class CollectingSink(CancellationToken cancel) : IEventSink
    {
        private const int EventsBetweenLooks = 1 << 14;

        private readonly ImmutableArray<Event>.Builder _events = ImmutableArray.CreateBuilder<Event>();
        private HistoryHeader _header = new();

        public History History => new(_header, _events.ToImmutable());

        public void Begin(HistoryHeader header) => _header = header;

        public void Add(Event e)
        {
            _events.Add(e);
            if (_events.Count % EventsBetweenLooks == 0) cancel.ThrowIfCancellationRequested();
        }
    }
}
