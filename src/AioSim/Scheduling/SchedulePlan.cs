using System.Collections.Immutable;

namespace AioSim;

/// <summary>A decision that is not the usual one.</summary>
/// <param name="At">Which decision of the run, from 0.</param>
/// <param name="Step">The step that is taken, by its short name: <c>main</c>, <c>r1: transfer</c>, <c>main: timeout</c>, <c>outcome 1</c>.</param>
public sealed record Deviation(int At, string Step);

/// <summary>
/// A schedule as people read it: whoever acts goes on for as long as it can, then the first thread, then the first request
/// does; but for these decisions.
/// </summary>
/// <param name="Deviations">The decisions that are others, in order.</param>
public sealed record SchedulePlan(ImmutableArray<Deviation> Deviations)
{
    /// <summary>Nobody is interrupted.</summary>
    public static SchedulePlan Usual { get; } = new([]);

    /// <summary>A call, its effect and its return are steps of their own.</summary>
    public bool SplitCalls { get; init; }

    /// <inheritdoc/>
    public bool Equals(SchedulePlan? other) => other is not null && SplitCalls == other.SplitCalls && Deviations.AsSpan().SequenceEqual(other.Deviations.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Deviations.Length;
}
