using AioCli.Reports;

namespace AioCli.Shell;

/// <summary>What the process exits with after several cases.</summary>
internal static class Ends
{
    /// <summary>
    /// A wrong input file comes before a violation: not all of what was asked for has been looked at. A violation comes
    /// before what is inconclusive.
    /// </summary>
    public static int Of(IReadOnlyCollection<CaseStatus> statuses, bool interrupted)
    {
        if (interrupted) return ExitCode.Interrupted;
        if (statuses.Contains(CaseStatus.Error)) return ExitCode.Usage;
        if (statuses.Contains(CaseStatus.Fail)) return ExitCode.Violation;
        return statuses.Contains(CaseStatus.Inconclusive) ? ExitCode.Inconclusive : ExitCode.Ok;
    }
}
