using System.Collections.Immutable;

namespace AioCli.Conformance.Findings;

/// <summary>What was seen at a point at which the standard leaves a choice.</summary>
/// <param name="Point">The point.</param>
/// <param name="Seen">The choices that some history proves: <c>yes</c>, <c>no</c>, both or none.</param>
internal sealed record ChoiceSeen(string Point, ImmutableArray<string> Seen)
{
    /// <summary>Where no history can prove the choice: the one that was kept in all runs in which the other could have shown. Else null.</summary>
    public string? Kept { get; init; }

    /// <summary>How many runs these were.</summary>
    public int Runs { get; init; }

    /// <summary>In words.</summary>
    public string Text => !Seen.IsEmpty ? string.Join(" and ", Seen)
        : Kept is null ? "not seen"
        : $"{Kept}, as far as can be seen: {(Runs == 1 ? "in the one run" : $"in all {Runs} runs")} in which the other could have shown";
}
