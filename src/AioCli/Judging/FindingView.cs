using AioCli.Drawing;
using AioSpec.Catalogue;
using AioSpec.Judging;

namespace AioCli.Judging;

/// <summary>Says what is not permitted, why, and what would have been.</summary>
internal static class FindingView
{
    private const int Most = 20;

    /// <summary>Prints the findings that count, and how many consequences there are of them.</summary>
    /// <param name="ui">Where to.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="proofs">The events that prove a finding, one a line.</param>
    public static void Print(Ui ui, Verdict verdict, Func<Finding, IEnumerable<string>> proofs)
    {
        var violations = verdict.Violations.ToList();
        foreach (var finding in violations.Take(Most)) Print(ui, finding, proofs(finding));
        if (violations.Count > Most) ui.Line($"  … and {violations.Count - Most} more; --json FILE has all of them");
        var consequences = verdict.Findings.Length - violations.Count;
        if (consequences > 0) ui.Line(new Part($"  {Count.Of(consequences, "consequence")} of these not shown", Tone.Faint));
    }

    private static void Print(Ui ui, Finding finding, IEnumerable<string> proofs)
    {
        var requirement = Requirements.Find(finding.Requirement);
        ui.Draw(new Facts()
            .Add(new Part(finding.Requirement, Tone.Bad), $"{requirement?.Statement} ({requirement?.Clause})")
            .Add("seen", finding.Saw)
            .Add("permitted", finding.Permitted)
            .Add("proof", proofs)
            .Drawing);
    }
}
