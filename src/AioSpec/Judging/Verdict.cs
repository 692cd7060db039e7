using System.Collections.Immutable;

namespace AioSpec.Judging;

/// <summary>The three answers of the judge.</summary>
public enum Answer
{
    /// <summary>The specification permits the history.</summary>
    Permitted,
    /// <summary>It does not.</summary>
    NotPermitted,
    /// <summary>A bound was reached or something could not be told: neither a pass nor a violation.</summary>
    Inconclusive,
}

/// <summary>One thing that the specification does not permit.</summary>
/// <param name="Requirement">The id of the requirement that is broken.</param>
/// <param name="Saw">What was seen.</param>
/// <param name="Permitted">What would have been permitted instead.</param>
/// <param name="Evidence">The events that prove it, by their place in the history from 0, ascending.</param>
/// <param name="IsConsequence">It rests on something that an earlier finding made doubtful; not counted.</param>
public sealed record Finding(string Requirement, string Saw, string Permitted, ImmutableArray<long> Evidence, bool IsConsequence);

/// <summary>Something that could not be judged.</summary>
/// <param name="Reason">Why not.</param>
/// <param name="Event">The event it is about, by its place in the history from 0.</param>
public sealed record Doubt(string Reason, long Event);

/// <summary>What the judge says of a history.</summary>
/// <param name="Findings">What is not permitted, in the order in which it was found.</param>
/// <param name="Doubts">What could not be judged.</param>
/// <param name="Events">How many events were judged.</param>
public sealed record Verdict(ImmutableArray<Finding> Findings, ImmutableArray<Doubt> Doubts, long Events)
{
    /// <summary>The findings that count.</summary>
    public IEnumerable<Finding> Violations => Findings.Where(f => !f.IsConsequence);

    /// <summary>The answer.</summary>
    public Answer Answer => Violations.Any() ? Answer.NotPermitted : Doubts.Length > 0 ? Answer.Inconclusive : Answer.Permitted;
}
