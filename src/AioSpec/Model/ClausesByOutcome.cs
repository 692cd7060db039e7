namespace AioSpec.Model;

/// <summary>
/// The clauses of a rule by the outcome that they speak of. Outcomes recur by the million and most clauses speak of a few
/// only; so what was found for an outcome is kept, and dropped for the next one that needs its place.
/// </summary>
internal sealed class ClausesByOutcome(Clause[] clauses)
{
    private const int Places = 32;

    // An entry is made whole before it is stored, so that judges on several threads may share a rule.
    private readonly Entry?[] _entries = new Entry?[Places];

    // There are outcomes without number, one for each count of bytes, and few sets of clauses that speak of them.
    private Entry[] _sets = [];

    public Entry Of(in Outcome outcome)
    {
        ref var entry = ref _entries[PlaceOf(outcome)];
        if (entry is { } found && found.Outcome.Value == outcome.Value && found.Outcome.Errno == outcome.Errno) return found;
        return entry = Find(outcome);
    }

    private static uint PlaceOf(in Outcome outcome) => ((uint)outcome.Value * 0x9E3779B1u >> 27) ^ ((uint)outcome.Errno & (Places - 1));

    private Entry Find(Outcome outcome)
    {
        var all = Array.FindAll(clauses, c => c.On(outcome));
        foreach (var known in _sets)
        {
            if (known.All.AsSpan().SequenceEqual(all)) return known with { Outcome = outcome };
        }

        var found = new Entry(outcome, all, Decisive(all), Array.FindAll(all, c => c.OnlyIf.Teaches));
        // Of two threads that find two sets at once, one set is found again later.
        _sets = [.. _sets, found];
        return found;
    }

    /// <summary>Leaves out what holds wherever another clause holds: it only tells which sentence is broken.</summary>
    private static Clause[] Decisive(Clause[] all)
    {
        var kept = all.ToList();
        foreach (var clause in all)
        {
            if (kept.Exists(other => !ReferenceEquals(other, clause) && other.OnlyIf.Implies(clause.OnlyIf))) kept.Remove(clause);
        }

        return [.. kept];
    }

    /// <summary>What was found for an outcome.</summary>
    /// <param name="Outcome">The outcome.</param>
    /// <param name="All">The clauses that speak of it.</param>
    /// <param name="Decisive">As many of them as it takes to tell whether it is permitted.</param>
    /// <param name="Teaching">Those of them from which something can be learned.</param>
    public sealed record Entry(Outcome Outcome, Clause[] All, Clause[] Decisive, Clause[] Teaching);
}
