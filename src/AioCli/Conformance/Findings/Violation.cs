using AioCli.Conformance.Campaign;
using AioSpec.Judging;

namespace AioCli.Conformance.Findings;

/// <summary>A requirement that the target breaks, with the proof.</summary>
/// <param name="Requirement">Its id.</param>
/// <param name="Trial">The run that shows it, of the smallest program that was found.</param>
/// <param name="Finding">What the judge says of it.</param>
/// <param name="Failed">In how many of the runs of that program it showed.</param>
/// <param name="Of">How many runs these were.</param>
internal sealed record Violation(string Requirement, Trial Trial, Finding Finding, int Failed, int Of)
{
    /// <summary>Where the program comes from.</summary>
    public string Source => Trial.Experiment.Name;
}
