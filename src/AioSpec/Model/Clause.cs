namespace AioSpec.Model;

/// <summary>Which outcomes a clause speaks of.</summary>
public delegate bool OutcomeTest(in Outcome outcome);

/// <summary>
/// One sentence of the standard as data: "this outcome only if that fact". An outcome is permitted where every clause
/// that speaks of it can hold. The simulator chooses among permitted outcomes; the judge asks whether the one it saw is
/// permitted, and learns from it.
/// </summary>
/// <param name="Id">The requirement that is broken where the outcome is seen and the fact cannot hold.</param>
/// <param name="Of">The outcomes in words.</param>
/// <param name="On">The outcomes.</param>
/// <param name="OnlyIf">The fact.</param>
public sealed record Clause(string Id, string Of, OutcomeTest On, Fact OnlyIf)
{
    /// <summary>
    /// The outcome only tells what is; where it contradicts what an earlier outcome has promised, that promise was broken.
    /// Where it is false, the outcome is itself what is not permitted.
    /// </summary>
    public bool Observes { get; init; }
}

/// <summary>What must not stay away: "the call returns, the step comes, once that fact holds". Judged at a quiet end.</summary>
/// <param name="Id">The requirement that is broken where the fact holds for ever and nothing comes.</param>
/// <param name="Of">What must come, in words.</param>
/// <param name="Once">The fact.</param>
public sealed record Progress(string Id, string Of, Fact Once);

/// <summary>All that is said of one call or step: the outcomes it can have, its clauses, and when it must come.</summary>
/// <param name="Name">The POSIX name of the call, or the name of the step.</param>
/// <param name="Clauses">The clauses; the more specific stand first.</param>
/// <param name="Progress">What must not stay away.</param>
public sealed record Rule(string Name, Clause[] Clauses, Progress[] Progress)
{
    /// <summary>The first clause that forbids the outcome, or null.</summary>
    public Clause? Forbids(IWorld world, in Scope scope)
    {
        foreach (var clause in Clauses)
        {
            if (clause.On(scope.Outcome) && clause.OnlyIf.Ask(world, scope) == Truth.No) return clause;
        }

        return null;
    }

    /// <summary>Whether no clause forbids the outcome.</summary>
    public bool Permits(IWorld world, in Scope scope) => Forbids(world, scope) is null;

    /// <summary>The first thing that is overdue: it must come and has not.</summary>
    public Progress? Overdue(IWorld world, in Scope scope)
    {
        foreach (var progress in Progress)
        {
            if (progress.Once.Ask(world, scope) == Truth.Yes) return progress;
        }

        return null;
    }

    /// <summary>Learns from an outcome that is permitted.</summary>
    public void Learn(IWorld world, in Scope scope)
    {
        foreach (var clause in Clauses)
        {
            if (clause.On(scope.Outcome)) clause.OnlyIf.Learn(world, scope, true, clause);
        }
    }
}
