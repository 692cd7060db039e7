namespace AioSim.Replaying;

/// <summary>A recorded run, run again.</summary>
/// <param name="Run">What came of it.</param>
/// <param name="Divergence">Where it first differs from the recorded run; null where it is the same run.</param>
/// <param name="Followed">So many of the recorded steps were taken again.</param>
public sealed record Replay(JudgedRun Run, Divergence? Divergence, long Followed)
{
    /// <summary>Whether what was wrong with the recorded run is wrong with this one, too.</summary>
    public required bool Recurs { get; init; }

    /// <summary>Whether it was stopped where it could not follow.</summary>
    public bool IsStopped => Run.Result.Stopped;
}
