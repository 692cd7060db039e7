using System.Collections.Immutable;
using AioCli.Shell;

namespace AioCli.Conformance.Findings;

/// <summary>What a campaign came to: all that reports are made of.</summary>
internal sealed record ConformanceResult
{
    /// <summary>The target, as the user named it.</summary>
    public required string Target { get; init; }

    /// <summary>What the target calls itself.</summary>
    public required string Implementation { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many programs were performed.</summary>
    public required long Programs { get; init; }

    /// <summary>How many calls were judged.</summary>
    public required long Calls { get; init; }

    /// <summary>A line for each requirement of the catalogue.</summary>
    public required ImmutableArray<RequirementResult> Requirements { get; init; }

    /// <summary>One for each requirement that is broken.</summary>
    public required ImmutableArray<Violation> Violations { get; init; }

    /// <summary>What some run broke and the next ones did not: each with that run, for who wants to look into it.</summary>
    public required ImmutableArray<Violation> Unresolved { get; init; }

    /// <summary>Each place where the standard leaves a choice, with those that were seen.</summary>
    public required ImmutableArray<ChoiceSeen> Choices { get; init; }

    /// <summary>What the target cannot do, and why.</summary>
    public required ImmutableArray<(string Feature, string Reason)> Lacks { get; init; }

    /// <summary>How runs ended that could not be judged to their end.</summary>
    public required ImmutableArray<Trouble> Troubles { get; init; }

    /// <summary>Which classes of input the generated programs reached.</summary>
    public required CoverageSummary Coverage { get; init; }

    /// <summary>It was interrupted.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>The target was lost on the way: what is to be said of it. What was seen until then stands.</summary>
    public UserError? Lost { get; init; }

    /// <summary>Nothing was held or broken: a target of which nothing is known has not passed.</summary>
    public bool SaysNothing => !Requirements.Any(r => r.Status is RequirementStatus.Pass or RequirementStatus.Fail);

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }
}
