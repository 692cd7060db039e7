using System.Collections.Immutable;
using AioSpec.Catalogue;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioCli.Reports;

/// <summary>How a case ended.</summary>
internal enum CaseStatus
{
    /// <summary>All as required.</summary>
    Pass,
    /// <summary>Something is not permitted or not as expected.</summary>
    Fail,
    /// <summary>It could not be told.</summary>
    Inconclusive,
    /// <summary>The input is wrong.</summary>
    Error,
    /// <summary>The target cannot perform it.</summary>
    NotApplicable,
}

/// <summary>One thing that was run or judged: what the reports for other tools are made of.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Name">The name of the case in it.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Problems">What is wrong, or what could not be told.</param>
internal sealed record Case(string File, string Name, CaseStatus Status, ImmutableArray<Problem> Problems)
{
    /// <summary>The end of the trace, line by line.</summary>
    public ImmutableArray<string> Trace { get; init; } = [];

    /// <summary>The command that does it again; null where there is none.</summary>
    public string? Again { get; init; }
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Rule">The id of the requirement, or one of <see cref="Rules"/>.</param>
/// <param name="Message">What was seen, and what is permitted.</param>
/// <param name="Place">Where it is seen; null where there is no place.</param>
internal sealed record Problem(string Rule, string Message, SourcePlace? Place)
{
    /// <summary>A finding of the judge.</summary>
    public static Problem Of(Finding finding, SourcePlace? place)
    {
        var statement = Requirements.Find(finding.Requirement)?.Statement;
        return new Problem(finding.Requirement, $"{statement} Seen: {finding.Saw}. Permitted: {finding.Permitted}.", place);
    }
}

/// <summary>What can be wrong beside a requirement.</summary>
internal static class Rules
{
    /// <summary>An expectation of the scenario.</summary>
    public const string Expectation = "expectation";

    /// <summary>The same seed gave another run.</summary>
    public const string Determinism = "determinism";

    /// <summary>A bound was reached.</summary>
    public const string Bound = "bound";

    /// <summary>It could not be judged.</summary>
    public const string Inconclusive = "inconclusive";

    /// <summary>The target hung, crashed or answered what it must not.</summary>
    public const string Target = "target";

    /// <summary>The target does not have what the scenario needs.</summary>
    public const string NotApplicable = "not applicable";

    /// <summary>The input file is wrong.</summary>
    public const string Input = "input";
}
