using AioSim.Chance;

namespace AioSim;

/// <summary>Each enabled step is as likely as any other, under a seed.</summary>
public sealed class RandomPolicy(ulong seed) : ISchedulingPolicy
{
    private Prng _prng = new Prng(seed).Fork("schedule");

    /// <inheritdoc/>
    public int Choose(EnabledSteps steps) => _prng.Below(steps.Count);

    /// <inheritdoc/>
    public void Begin() => _prng = new Prng(seed).Fork("schedule");
}
