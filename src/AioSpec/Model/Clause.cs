using System.Collections.Immutable;

namespace AioSpec.Model;

/// <summary>Which outcomes a clause speaks of.</summary>
public delegate bool OutcomeTest(in Outcome outcome);

/// <summary>
/// One sentence of the standard as data: "this outcome only if that fact". An outcome is permitted where every clause
/// that speaks of it can hold. The simulator chooses among permitted outcomes; the judge asks whether the one it saw is
/// permitted, and learns from it.
/// </summary>
/// <param name="Id">The requirement that is broken where the outcome is seen and the fact cannot hold.</param>
/// <param name="Of">The outcomes in words.</param>
/// <param name="On">The outcomes.</param>
/// <param name="OnlyIf">The fact.</param>
public sealed record Clause(string Id, string Of, OutcomeTest On, Fact OnlyIf)
{
    /// <summary>
    /// The outcome only tells what is; where it contradicts what an earlier outcome has promised, that promise was broken.
    /// Where it is false, the outcome is itself what is not permitted.
    /// </summary>
    public bool Observes { get; init; }

    /// <summary>The outcome tells what is as well: where it contradicts what one of these has promised, that one was broken.</summary>
    public ImmutableArray<string> Refutes { get; init; } = [];
}

/// <summary>What must not stay away: "the call returns, the step comes, once that fact holds". Judged at a quiet end.</summary>
/// <param name="Id">The requirement that is broken where the fact holds for ever and nothing comes.</param>
/// <param name="Of">What must come, in words.</param>
/// <param name="Once">The fact.</param>
public sealed record Progress(string Id, string Of, Fact Once);
