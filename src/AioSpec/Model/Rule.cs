namespace AioSpec.Model;

/// <summary>All that is said of one call or step: the outcomes it can have, its clauses, and when it must come.</summary>
public sealed class Rule(string name, Clause[] clauses, Progress[] progress)
{
    private readonly ClausesByOutcome _byOutcome = new(clauses);

    /// <summary>The POSIX name of the call, or the name of the step.</summary>
    public string Name => name;

    /// <summary>The clauses; the more specific stand first.</summary>
    public IReadOnlyList<Clause> Clauses => clauses;

    /// <summary>What must not stay away.</summary>
    public IReadOnlyList<Progress> Progress => progress;

    /// <summary>Whether some clause speaks of the outcome.</summary>
    public bool SpeaksOf(in Outcome outcome) => _byOutcome.Of(outcome).All.Length > 0;

    /// <summary>The first clause that forbids the outcome, or null.</summary>
    public Clause? Forbids(IWorld world, in Scope scope)
    {
        var spoken = _byOutcome.Of(scope.Outcome);
        return FirstBroken(spoken.Decisive, world, scope) is null ? null : FirstBroken(spoken.All, world, scope);
    }

    /// <summary>Whether no clause forbids the outcome.</summary>
    public bool Permits(IWorld world, in Scope scope) => FirstBroken(_byOutcome.Of(scope.Outcome).Decisive, world, scope) is null;

    /// <summary>The first thing that is overdue: it must come and has not.</summary>
    public Progress? Overdue(IWorld world, in Scope scope)
    {
        foreach (var one in progress)
        {
            if (one.Once.Ask(world, scope) == Truth.Yes) return one;
        }

        return null;
    }

    /// <summary>The clauses that decide whether an outcome is permitted.</summary>
    internal ReadOnlySpan<Clause> Decisive(in Outcome outcome) => _byOutcome.Of(outcome).Decisive;

    private static Clause? FirstBroken(Clause[] clauses, IWorld world, in Scope scope)
    {
        foreach (var clause in clauses)
        {
            if (clause.OnlyIf.Ask(world, scope) == Truth.No) return clause;
        }

        return null;
    }

    /// <summary>Learns from an outcome that is permitted.</summary>
    public void Learn(IWorld world, in Scope scope)
    {
        foreach (var clause in _byOutcome.Of(scope.Outcome).Teaching) clause.OnlyIf.Learn(world, scope, true, clause);
    }
}
