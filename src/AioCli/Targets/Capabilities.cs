using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioCli.Targets;

/// <summary>What a target says of itself before it performs anything.</summary>
internal sealed record Capabilities
{
    /// <summary>The implementation's own name, such as <c>glibc 2.36</c>.</summary>
    public required string Implementation { get; init; }

    /// <summary>Options, limits and clock resolution; a profile only where the implementation declares one.</summary>
    public required Declaration Declaration { get; init; }

    /// <summary>Time is virtual and the order of events a decision of ours, so that expectations of both can be held.</summary>
    public bool HasVirtualTime { get; init; }

    /// <summary>What it can.</summary>
    public ImmutableSortedSet<Feature> Can { get; init; } = [];

    /// <summary>It wants programs as their text, not flattened to scripts.</summary>
    public bool TakesText { get; init; }

    /// <summary>Why it cannot, where it says so.</summary>
    public ImmutableSortedDictionary<Feature, string> Reasons { get; init; } = ImmutableSortedDictionary<Feature, string>.Empty;

    /// <summary>Values of sysconf that it told, by name.</summary>
    public ImmutableSortedDictionary<string, long> Sysconf { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Why it cannot do this; null where it can.</summary>
    public string? WhyNot(Feature feature)
    {
        if (Can.Contains(feature)) return null;
        return Reasons.TryGetValue(feature, out var reason) ? reason : "the target does not have it";
    }

    /// <summary>What a program needs and this target has not.</summary>
    public ImmutableArray<Need> Unmet(Program program) =>
        [.. Needs.Of(program).Select(need => need with { Reason = WhyNot(need.Feature) ?? "" }).Where(need => need.Reason.Length > 0)];
}

/// <summary>What a program needs of a target.</summary>
/// <param name="Feature">The ability.</param>
/// <param name="For">The call or line of the program that needs it.</param>
/// <param name="Reason">Why the target does not have it.</param>
internal sealed record Need(Feature Feature, string For, string Reason = "")
{
    /// <inheritdoc/>
    public override string ToString() => $"{For} needs {Features.Word(Feature)}: {Reason}";
}
