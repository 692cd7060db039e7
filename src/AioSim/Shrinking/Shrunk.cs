using AioSim.Replaying;
using AioSim.Scenarios;
using AioSpec.Programs;

namespace AioSim.Shrinking;

/// <summary>A failure made as small as it gets.</summary>
/// <param name="Program">The program.</param>
/// <param name="Plan">The schedule under which it fails.</param>
/// <param name="Seed">The seed of its device.</param>
/// <param name="Failure">What is wrong with it: the same as before.</param>
/// <param name="Tried">How many runs it took.</param>
public sealed record Shrunk(Program Program, SchedulePlan Plan, ulong Seed, Failure Failure, int Tried)
{
    /// <summary>As a scenario that fails.</summary>
    public Scenario ToScenario() => new()
    {
        // What its device does is declared with that.
        Program = Program with { Declaration = EffectiveDeclaration.Of(Program) },
        Description = $"Shrunk from a run that failed: {Failure.Rule}: {Failure.Message}",
        Seed = Seed,
        Schedule = Plan,
    };
}
