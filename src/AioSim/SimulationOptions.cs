using System.IO.Abstractions;
using AioSim.Stepping;
using AioSpec.Model;

namespace AioSim;

/// <summary>How a program is simulated. The same program with the same options gives the same run, byte for byte.</summary>
public sealed record SimulationOptions
{
    /// <summary>The seed of all chance: the scheduler's, where <see cref="Policy"/> is null, and the device script's.</summary>
    public ulong Seed { get; init; }

    /// <summary>Who chooses among the enabled steps; null: at random under <see cref="Seed"/>.</summary>
    public ISchedulingPolicy? Policy { get; init; }

    /// <summary>
    /// The file system that holds what is durable: read at the start, given the files at the end. Null: the program's files
    /// live for the run alone.
    /// </summary>
    public IFileSystem? FileSystem { get; init; }

    /// <summary>After so many steps the run is cut (<see cref="RunResult.StepLimitReached"/>).</summary>
    public long MaxSteps { get; init; } = 100_000_000;

    /// <summary>Who gets every event; null: nobody, and none is made.</summary>
    public IEventSink? Sink { get; init; }

    /// <summary>Who looks at every step, and may cut the run; null: nobody.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>A call, its effect and its return are steps of their own, so that calls of threads overlap.</summary>
    public bool SplitCalls { get; init; }

    /// <summary>See <see cref="AioSpec.Model.Setting.SlotsByBlock"/>.</summary>
    internal bool SlotsByBlock { get; init; }

    /// <summary>Makes the machine, where a test of the judge wants one that makes mistakes.</summary>
    internal Func<State, IChooser, IDevice, Machine>? Machine { get; init; }

    /// <summary>Keep what was chosen, to be replayed (<see cref="RunResult.Schedule"/>).</summary>
    public bool KeepSchedule { get; init; }
}
