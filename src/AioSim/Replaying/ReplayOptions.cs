using AioSim.Stepping;
using AioSpec.Programs;

namespace AioSim.Replaying;

/// <summary>How a recording is replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>What performs programs.</summary>
    public Func<Program, SimulationOptions, RunResult> Simulate { get; init; } = Simulator.Run;

    /// <summary>Who gets the events; null: nobody.</summary>
    public IEventSink? Sink { get; init; }

    /// <summary>Who looks at every step; null: nobody.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>Where the run cannot be followed any more it goes on under the recorded seed; else it is stopped there.</summary>
    public bool GoesOn { get; init; }

    /// <summary>After so many steps a run that does not end by itself is cut.</summary>
    public long MaxSteps { get; init; } = 100_000_000;
}
