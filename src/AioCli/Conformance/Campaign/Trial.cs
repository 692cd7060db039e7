using AioCli.Targets;
using AioSpec.Judging;

namespace AioCli.Conformance.Campaign;

/// <summary>An experiment that was performed and judged.</summary>
/// <param name="Experiment">What was performed.</param>
/// <param name="Performance">What came of it.</param>
/// <param name="Verdict">What the judge says; null where there is nothing to judge.</param>
internal sealed record Trial(Experiment Experiment, Performance Performance, Verdict? Verdict)
{
    /// <summary>Whether it hung, and whether that recurs is not known.</summary>
    public bool IsHang => Performance.Ending.Kind is EndingKind.Hung or EndingKind.BusyLoop;

    /// <summary>The requirements that it breaks, each once.</summary>
    public IEnumerable<string> Broken => Verdict?.Violations.Select(v => v.Requirement).Distinct(StringComparer.Ordinal) ?? [];
}
