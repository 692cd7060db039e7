using System.Collections.Immutable;
using AioSim.Exploration;

namespace AioSim.Scenarios;

/// <summary>What is expected of all schedules together, as <c>aiosim explore</c> lists their outcomes.</summary>
public sealed record ExpectedOutcomes
{
    /// <summary>Nothing.</summary>
    public static ExpectedOutcomes None { get; } = new();

    /// <summary>These outcomes, each of them, and no other.</summary>
    public ImmutableArray<string>? Exactly { get; init; }

    /// <summary>No other outcomes than these.</summary>
    public ImmutableArray<string>? Subset { get; init; }

    /// <summary>Every outcome has each of these.</summary>
    public ImmutableArray<OutcomePattern> Always { get; init; } = [];

    /// <summary>For each of these there is an outcome with it: it can be reached.</summary>
    public ImmutableArray<OutcomePattern> Sometimes { get; init; } = [];

    /// <summary>No outcome has one of these.</summary>
    public ImmutableArray<OutcomePattern> Never { get; init; } = [];

    /// <summary>Some schedule reaches each of these, whatever its outcome: ids of requirements, and states of a request with what happens to it, as in <see cref="Coverage"/>.</summary>
    public ImmutableArray<string> Reaches { get; init; } = [];

    /// <summary>No schedule reaches one of these.</summary>
    public ImmutableArray<string> Avoids { get; init; } = [];

    /// <summary>
    /// What does not hold, in sentences. What must be there can only be missing where all schedules were seen.
    /// </summary>
    /// <param name="seen">The outcomes that were seen.</param>
    /// <param name="reached">What was reached on the way.</param>
    /// <param name="complete">There are no others.</param>
    public IEnumerable<string> Mistakes(IReadOnlyCollection<string> seen, Coverage reached, bool complete) =>
        OutcomeMistakes(seen, complete).Concat(ReachMistakes(reached, complete));

    private IEnumerable<string> OutcomeMistakes(IReadOnlyCollection<string> seen, bool complete)
    {
        foreach (var outcome in seen.Where(o => (Exactly ?? Subset) is { } permitted && !permitted.Contains(o))) yield return $"an outcome that is not expected: {outcome}";
        foreach (var pattern in Always)
        {
            foreach (var outcome in seen.Where(o => !pattern.IsIn(o))) yield return $"an outcome without {pattern}, which is expected always: {outcome}";
        }

        foreach (var pattern in Never)
        {
            foreach (var outcome in seen.Where(pattern.IsIn)) yield return $"an outcome with {pattern}, which is never expected: {outcome}";
        }

        if (!complete) yield break;
        foreach (var missing in (Exactly ?? []).Where(o => !seen.Contains(o))) yield return $"an outcome that is expected cannot be reached: {missing}";
        foreach (var pattern in Sometimes.Where(pattern => !seen.Any(pattern.IsIn))) yield return $"no outcome has {pattern}, which is expected sometimes";
    }

    private IEnumerable<string> ReachMistakes(Coverage reached, bool complete)
    {
        bool IsReached(string what) => reached.Requirements.Contains(what) || reached.Pairs.Contains(what);
        foreach (var what in Avoids.Where(IsReached)) yield return $"a schedule reaches '{what}', which is to be avoided";
        foreach (var what in Reaches.Where(what => complete && !IsReached(what))) yield return $"no schedule reaches '{what}'";
    }

    /// <inheritdoc/>
    public bool Equals(ExpectedOutcomes? other) => other is not null && Same(Exactly, other.Exactly) && Same(Subset, other.Subset)
        && Always.SequenceEqual(other.Always) && Sometimes.SequenceEqual(other.Sometimes) && Never.SequenceEqual(other.Never)
        && Reaches.SequenceEqual(other.Reaches) && Avoids.SequenceEqual(other.Avoids);

    /// <inheritdoc/>
    public override int GetHashCode() => Sometimes.Length;

    private static bool Same(ImmutableArray<string>? a, ImmutableArray<string>? b) =>
        a is null ? b is null : b is not null && a.Value.SequenceEqual(b.Value);
}
