using System.Collections.Immutable;

namespace AioSim.Replaying;

/// <summary>Where a replay first differs from the recorded run.</summary>
/// <param name="Step">The step, from 0; -1 where it is not known.</param>
/// <param name="Time">The virtual time, in nanoseconds.</param>
/// <param name="What">What is different, in a sentence.</param>
public sealed record Divergence(long Step, long Time, string What)
{
    /// <summary>What could happen there in the recorded run; empty where that is not known.</summary>
    public ImmutableArray<string> Recorded { get; init; } = [];

    /// <summary>What can happen there now.</summary>
    public ImmutableArray<string> Now { get; init; } = [];
}
