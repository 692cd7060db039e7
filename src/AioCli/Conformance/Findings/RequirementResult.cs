using AioSpec.Catalogue;

namespace AioCli.Conformance.Findings;

/// <summary>A line of the table.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Status">What is said of it.</param>
/// <param name="Reason">Why, where it is neither pass nor fail.</param>
/// <param name="Runs">How many runs are known to have exercised it.</param>
internal sealed record RequirementResult(Requirement Requirement, RequirementStatus Status, string? Reason, int Runs)
{
    /// <summary>Whether it was decided neither way, though it was exercised.</summary>
    public bool IsOpen => Status is RequirementStatus.Inconclusive or RequirementStatus.Unresolved;
}
