namespace AioCli.Conformance.Findings;

/// <summary>What a campaign says of a requirement.</summary>
internal enum RequirementStatus
{
    /// <summary>It was exercised, and nothing that breaks it was seen.</summary>
    Pass,
    /// <summary>It is broken.</summary>
    Fail,
    /// <summary>The judge could not tell in any run that exercises it.</summary>
    Inconclusive,
    /// <summary>Runs that exercise it could not be brought to an end.</summary>
    Unresolved,
    /// <summary>No run exercised it.</summary>
    NotExercised,
    /// <summary>It cannot be observed through the calls.</summary>
    NotObservable,
    /// <summary>It belongs to an option that the target does not declare.</summary>
    NotApplicable,
}

/// <summary>The words of reports.</summary>
internal static class RequirementStatuses
{
    private static readonly string[] s_words = ["pass", "fail", "inconclusive", "unresolved", "not-exercised", "not-observable", "not-applicable"];

    /// <summary>All, in the order of reports.</summary>
    public static IEnumerable<RequirementStatus> All => Enum.GetValues<RequirementStatus>();

    /// <summary>The word.</summary>
    public static string Word(this RequirementStatus status) => s_words[(int)status];
}
