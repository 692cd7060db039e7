using System.Collections.Immutable;
using AioCli.Conformance.Findings;
using AioCli.Reports;

namespace AioCli.Conformance.Reports;

/// <summary>A campaign as cases: a requirement each, in the suite of its group. What says nothing is no case.</summary>
internal static class ConformCases
{
    /// <summary>The cases.</summary>
    public static ImmutableArray<Case> Of(ConformanceResult result, LedgerComparison? comparison) =>
        [.. result.Requirements.Where(r => r.Status is not (RequirementStatus.NotObservable or RequirementStatus.NotApplicable or RequirementStatus.NotExercised)).Select(r => Of(r, result, comparison))];

    private static Case Of(RequirementResult requirement, ConformanceResult result, LedgerComparison? comparison)
    {
        var id = requirement.Requirement.Id;
        var violation = result.Violations.FirstOrDefault(v => v.Requirement == id);
        var known = comparison?.Known.Contains(id) ?? false;
        var status = requirement.Status switch
        {
            RequirementStatus.Pass => CaseStatus.Pass,
            RequirementStatus.Fail => known ? CaseStatus.Pass : CaseStatus.Fail,
            _ => CaseStatus.Inconclusive,
        };
        ImmutableArray<Problem> problems = violation is not null && !known ? [new Problem(id, Explanation.Of(violation), null)]
            : status == CaseStatus.Inconclusive ? [new Problem(Rules.Inconclusive, requirement.Reason ?? "", null)] : [];
        return new Case($"{result.Target}.{requirement.Requirement.Group.Name}", id, status, problems)
        {
            Trace = violation is null || known ? [] : [.. Explanation.History(violation).TrimEnd('\n').Split('\n')],
        };
    }
}
