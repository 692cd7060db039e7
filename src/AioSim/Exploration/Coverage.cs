using System.Collections.Immutable;

namespace AioSim.Exploration;

/// <summary>What of the model was reached.</summary>
public sealed record Coverage
{
    /// <summary>Nothing.</summary>
    public static Coverage None { get; } = new();

    /// <summary>The outcomes of rules that were chosen or were open to choice, as <c>RULE: OUTCOME</c>.</summary>
    public ImmutableSortedSet<string> Rules { get; init; } = Empty;

    /// <summary>The pairs of a request's state and what happened to it, as <c>running × cancel</c>.</summary>
    public ImmutableSortedSet<string> Pairs { get; init; } = Empty;

    /// <summary>The ids of the requirements whose clauses spoke of an outcome that was reached.</summary>
    public ImmutableSortedSet<string> Requirements { get; init; } = Empty;

    private static ImmutableSortedSet<string> Empty => ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>All that was reached in any of these.</summary>
    public static Coverage Join(IEnumerable<Coverage> parts) => parts.Aggregate(None, (a, b) => new Coverage
    {
        Rules = a.Rules.Union(b.Rules),
        Pairs = a.Pairs.Union(b.Pairs),
        Requirements = a.Requirements.Union(b.Requirements),
    });
}
