using System.Collections.Immutable;
using AioSpec.Model.Rules;

namespace AioSim.Exploration;

/// <summary>What of the model was reached.</summary>
public sealed record Coverage
{
    /// <summary>Nothing.</summary>
    public static Coverage None { get; } = new();

    /// <summary>All that there is to be reached: every clause of every rule, every state of a request with everything that can happen to it.</summary>
    public static Coverage All { get; } = new()
    {
        Clauses = [.. AllRules.List.SelectMany(rule => rule.Clauses.Select(clause => Reached.NameOf(rule, clause)))],
        Pairs = Reached.AllPairs,
        Requirements = [.. AllRules.List.SelectMany(rule => rule.Clauses.Select(clause => clause.Id))],
    };

    /// <summary>The clauses of rules that spoke of an outcome that came: <c>RULE, OUTCOME [ID]</c>.</summary>
    public ImmutableSortedSet<string> Clauses { get; init; } = Empty;

    /// <summary>The pairs of a request's state and what happened to it: <c>running × aio_cancel</c>.</summary>
    public ImmutableSortedSet<string> Pairs { get; init; } = Empty;

    /// <summary>The ids of the requirements whose clauses spoke of an outcome that came.</summary>
    public ImmutableSortedSet<string> Requirements { get; init; } = Empty;

    private static ImmutableSortedSet<string> Empty => ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What is in this and not in the other: <c>All.Without(reached)</c> was never reached.</summary>
    public Coverage Without(Coverage other) => new()
    {
        Clauses = Clauses.Except(other.Clauses),
        Pairs = Pairs.Except(other.Pairs),
        Requirements = Requirements.Except(other.Requirements),
    };

    /// <summary>All that was reached in any of these.</summary>
    public static Coverage Join(IEnumerable<Coverage> parts) => parts.Aggregate(None, (a, b) => new Coverage
    {
        Clauses = a.Clauses.Union(b.Clauses),
        Pairs = a.Pairs.Union(b.Pairs),
        Requirements = a.Requirements.Union(b.Requirements),
    });
}
