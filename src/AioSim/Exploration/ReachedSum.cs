using System.Collections.Immutable;
using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>What many steps have reached.</summary>
internal sealed class ReachedSum
{
    private readonly HashSet<string> _pairs = new(StringComparer.Ordinal);
    private readonly HashSet<(Rule Rule, Outcome Outcome)> _outcomes = [];

    public void Add(Reached reached)
    {
        _pairs.UnionWith(reached.Pairs);
        _outcomes.UnionWith(reached.Rules);
    }

    public Coverage ToCoverage()
    {
        var clauses = _outcomes.SelectMany(o => o.Rule.Clauses.Where(clause => clause.On(o.Outcome)).Select(clause => (o.Rule, Clause: clause))).ToList();
        return new Coverage
        {
            Clauses = clauses.Select(c => Reached.NameOf(c.Rule, c.Clause)).ToImmutableSortedSet(StringComparer.Ordinal),
            Requirements = clauses.Select(c => c.Clause.Id).ToImmutableSortedSet(StringComparer.Ordinal),
            Pairs = _pairs.ToImmutableSortedSet(StringComparer.Ordinal),
        };
    }
}
