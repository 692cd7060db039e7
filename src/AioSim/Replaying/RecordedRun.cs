using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSim.Replaying;

/// <summary>A run that can be had again: the program with its device script, the seed and every choice. As a file: docs/formats.md.</summary>
public sealed record RecordedRun
{
    /// <summary>The program, with its device script and its expectations.</summary>
    public required Program Program { get; init; }

    /// <summary>The seed of the device, and of the scheduler where the choices are at their end.</summary>
    public ulong Seed { get; init; }

    /// <summary>Calls overlap: <see cref="SimulationOptions.SplitCalls"/>.</summary>
    public bool SplitCalls { get; init; }

    /// <summary>Every choice.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>Why the run ended.</summary>
    public required Ending Ending { get; init; }

    /// <summary>The step at which it ended.</summary>
    public required long Steps { get; init; }

    /// <summary>What was wrong, each with its rule.</summary>
    public ImmutableArray<Failure> Failures { get; init; } = [];

    /// <summary>The hash of the trace.</summary>
    public required string TraceHash { get; init; }

    /// <summary>The scenario file that the program was read from, for people; null where there is none.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the run was cut, and did not come to its own end.</summary>
    public bool IsCut => Ending is Ending.StepLimit or Ending.TimeLimit;
}
